package modbox.tool.proc;

import java.util.Map;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.user.Proc;
import modbox.user.file.Accounts;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** What the columns need to know besides a process: time, memory, names. */
final class Machine {
  private static final long SECOND = 1_000_000_000L;

  private final Proc proc;
  private final Accounts accounts;
  private final double uptime;
  private final long now;
  private final Map<String, Long> memory;

  Machine(Proc proc) throws ErrnoException {
    this.proc = proc;
    accounts = new Accounts(proc);
    String text = proc.readText("/proc/uptime");
    uptime = Double.parseDouble(text.substring(0, text.indexOf(' ')));
    now = proc.sys().clock(0);
    memory = memory(proc);
  }

  /** /proc/meminfo in KiB. */
  static Map<String, Long> memory(Proc proc) throws ErrnoException {
    var memory = new TreeMap<String, Long>();
    for (String line : proc.readText("/proc/meminfo").split("\n")) {
      String[] words = line.split("[: ]+");
      memory.put(words[0], Long.parseLong(words[1]));
    }
    return memory;
  }

  String user(int uid) {
    return accounts.userName(uid);
  }

  String group(int gid) {
    return accounts.groupName(gid);
  }

  Accounts accounts() {
    return accounts;
  }

  double uptime() {
    return uptime;
  }

  /** Seconds since the process began. */
  long elapsed(TaskInfo process) {
    return Math.max(0, (long) (uptime - process.field(22) / (double) TaskInfo.HERTZ));
  }

  /** Processor time in tenths of a percent of the time since the process began. */
  long permille(TaskInfo process) {
    long elapsed = elapsed(process);
    return elapsed == 0 ? 0 : Math.min(999, process.seconds() * 1000 / elapsed);
  }

  long memoryPermille(TaskInfo process) {
    return process.field(24) * 4 * 1000 / Math.max(1, memory.getOrDefault("MemTotal", 1L));
  }

  /** When the process began, by a format of strftime(3). */
  String start(TaskInfo process, String format) {
    return Strftime.format(format, now - elapsed(process) * SECOND, Zone.of(proc));
  }

  /** The hour for today's, the day for this year's, else the year. */
  String shortStart(TaskInfo process) {
    if (elapsed(process) < 24 * 3600) {
      return start(process, "%H:%M");
    }
    String year = Strftime.format("%Y", now, Zone.of(proc));
    return start(process, start(process, "%Y").equals(year) ? "%b%d" : "%Y");
  }
}
