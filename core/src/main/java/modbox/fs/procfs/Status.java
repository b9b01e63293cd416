package modbox.fs.procfs;

import java.util.List;
import modbox.abi.Credentials;
import modbox.pseudo.Text;
import modbox.task.SignalState;
import modbox.task.Task;
import modbox.task.TaskRow;
import org.jspecify.annotations.Nullable;

/** status, stat and statm of a task. Source: fs/proc/array.c, proc(5). */
final class Status {
  /** Nanoseconds in a clock tick of user space: USER_HZ is 100. */
  private static final long TICK = 10_000_000;

  /** Pages that a task of userland is shown to have: they are not emulated. */
  private static final long PAGES = 645;

  private static final long RESIDENT = 390;

  private final TaskRow row;
  private final @Nullable Task task;
  private final int foreground;

  Status(TaskRow row, @Nullable Task task, int foreground) {
    this.row = row;
    this.task = task;
    this.foreground = foreground;
  }

  private boolean hasMemory() {
    return !row.isZombie() && !row.exe().isEmpty();
  }

  private char letter() {
    if (row.isZombie()) {
      return 'Z';
    }
    if (row.life() == TaskRow.Life.STOPPED) {
      return 'T';
    }
    return task == null ? 'S' : task.letter();
  }

  private static String word(char letter) {
    return switch (letter) {
      case 'R' -> "running";
      case 'S' -> "sleeping";
      case 'D' -> "disk sleep";
      case 'T' -> "stopped";
      case 'Z' -> "zombie";
      default -> "idle";
    };
  }

  void status(Text out) {
    int pid = row.pid();
    out.line("Name:\t" + escape(row.comm()));
    if (hasMemory()) {
      out.line("Umask:\t" + octal(row.fs().umask()));
    }
    out.line("State:\t" + letter() + " (" + word(letter()) + ")");
    out.line("Tgid:\t" + pid).line("Ngid:\t0").line("Pid:\t" + pid);
    out.line("PPid:\t" + row.ppid()).line("TracerPid:\t0");
    Credentials who = row.credentials();
    out.line("Uid:\t" + ids(who.uid(), who.euid(), who.suid(), who.fsuid()));
    out.line("Gid:\t" + ids(who.gid(), who.egid(), who.sgid(), who.fsgid()));
    out.line("FDSize:\t" + fdSize()).put("Groups:\t");
    who.groups().forEach(group -> out.put(group).put(' '));
    out.line(who.groups().isEmpty() ? " " : "");
    out.line("NStgid:\t" + pid).line("NSpid:\t" + pid);
    out.line("NSpgid:\t" + row.pgid()).line("NSsid:\t" + row.sid());
    if (hasMemory()) {
      memory(out);
    }
    out.line("Threads:\t1");
    signals(out, row.signals());
    capabilities(out, who);
    tail(out);
  }

  private static void memory(Text out) {
    String[] names = {
      "VmPeak",
      "VmSize",
      "VmLck",
      "VmPin",
      "VmHWM",
      "VmRSS",
      "RssAnon",
      "RssFile",
      "RssShmem",
      "VmData",
      "VmStk",
      "VmExe",
      "VmLib",
      "VmPTE",
      "VmSwap",
      "HugetlbPages"
    };
    long size = PAGES * 4;
    long resident = RESIDENT * 4;
    long[] values = {
      size, size, 0, 0, resident, resident, 112, resident - 112, 0, 360, 132, 120, 1528, 48, 0, 0
    };
    for (int i = 0; i < names.length; i++) {
      out.put(names[i]).put(":\t").right(values[i], 8).line(" kB");
    }
    out.line("CoreDumping:\t0").line("THP_enabled:\t1");
  }

  private static void signals(Text out, SignalState signals) {
    out.line("SigQ:\t0/7823");
    mask(out, "SigPnd", 0);
    mask(out, "ShdPnd", signals.pendingBits());
    mask(out, "SigBlk", signals.mask());
    mask(out, "SigIgn", signals.ignored());
    mask(out, "SigCgt", signals.caught());
  }

  private static void capabilities(Text out, Credentials who) {
    mask(out, "CapInh", who.inheritable());
    mask(out, "CapPrm", who.permitted());
    mask(out, "CapEff", who.effective());
    mask(out, "CapBnd", who.bounding());
    mask(out, "CapAmb", who.ambient());
  }

  private static void mask(Text out, String name, long bits) {
    out.put(name).put(":\t").hex(bits, 16).put('\n');
  }

  private static void tail(Text out) {
    out.line("NoNewPrivs:\t0").line("Seccomp:\t0").line("Seccomp_filters:\t0");
    out.line("Speculation_Store_Bypass:\tvulnerable");
    out.line("SpeculationIndirectBranch:\talways enabled");
    out.line("Cpus_allowed:\t3").line("Cpus_allowed_list:\t0-1");
    out.line("Mems_allowed:\t00000000,00000001").line("Mems_allowed_list:\t0");
    out.line("voluntary_ctxt_switches:\t0").line("nonvoluntary_ctxt_switches:\t0");
  }

  private static String ids(int real, int effective, int saved, int fs) {
    return real + "\t" + effective + "\t" + saved + "\t" + fs;
  }

  private static String octal(int bits) {
    String digits = Integer.toOctalString(bits);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private int fdSize() {
    int size = 64;
    int most = row.fds().isEmpty() ? 0 : row.fds().last()._1;
    while (size <= most) {
      size *= 2;
    }
    return size;
  }

  /** Newline and backslash of a name as escapes. */
  private static String escape(String name) {
    return name.replace("\\", "\\\\").replace("\n", "\\n");
  }

  void stat(Text out) {
    TaskRow.Cpu cpu = row.cpu();
    long user = task == null ? cpu.user() : task.userSteps();
    long system = task == null ? cpu.system() : task.systemSteps();
    boolean memory = hasMemory();
    out.put(row.pid()).put(" (").put(row.comm()).put(") ").put(letter());
    long[] first = {
      row.ppid(),
      row.pgid(),
      row.sid(),
      row.tty(),
      foreground,
      memory ? 4194304 : 2129984,
      0,
      0,
      0,
      0,
      ticks(user),
      ticks(system),
      ticks(cpu.childUser()),
      ticks(cpu.childSystem()),
      20 + row.nice(),
      row.nice(),
      1,
      0,
      row.start() / TICK,
      memory ? PAGES * 4096 : 0,
      memory ? RESIDENT : 0
    };
    for (long value : first) {
      out.put(' ').put(value);
    }
    out.put(" 18446744073709551615");
    SignalState signals = row.signals();
    long[] rest = {
      memory ? 1 : 0,
      memory ? 1 : 0,
      0,
      0,
      0,
      signals.pendingBits(),
      signals.mask(),
      signals.ignored(),
      signals.caught(),
      letter() == 'S' ? 1 : 0,
      0,
      0,
      17,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      row.isZombie() ? row.exitStatus() : 0
    };
    for (long value : rest) {
      out.put(' ').put(value);
    }
    out.put('\n');
  }

  /** One step is a microsecond of the virtual clock. */
  private static long ticks(long steps) {
    return steps * modbox.task.Clock.STEP_NANOS / TICK;
  }

  void statm(Text out) {
    if (hasMemory()) {
      out.line(PAGES + " " + RESIDENT + " 362 30 0 123 0");
    } else {
      out.line("0 0 0 0 0 0 0");
    }
  }

  /** The strings of argv or environment, each ended by NUL. */
  static String strings(List<String> strings) {
    var text = new StringBuilder();
    strings.forEach(string -> text.append(string).append('\0'));
    return text.toString();
  }
}
