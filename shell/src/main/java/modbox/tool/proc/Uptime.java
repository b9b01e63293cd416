package modbox.tool.proc;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** How long the machine has been running. */
public final class Uptime implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "uptime",
          "[options]",
          "Tell how long the system has been running",
          flag('p', "pretty", "show uptime in pretty format"),
          flag('s', "since", "system up since"));

  private static final long SECOND = 1_000_000_000L;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    long seconds = (long) new Machine(proc).uptime();
    long now = proc.sys().clock(0);
    Zone zone = Zone.of(proc);
    if (args.has("since")) {
      proc.out().println(Strftime.format("%Y-%m-%d %H:%M:%S", now - seconds * SECOND, zone));
    } else if (args.has("pretty")) {
      proc.out().println(pretty(seconds));
    } else {
      proc.out().println(line(proc, now, seconds));
    }
    return ExitStatus.OK;
  }

  /** The first line of uptime, w and top. */
  static String line(Proc proc, long now, long seconds) throws ErrnoException {
    long days = seconds / 86400;
    long hours = seconds / 3600 % 24;
    long minutes = seconds / 60 % 60;
    String clock =
        hours > 0 ? (hours < 10 ? " " : "") + hours + ":" + Column.two(minutes) : minutes + " min";
    String load = proc.readText("/proc/loadavg");
    String[] loads = load.split(" ");
    return " "
        + Strftime.format("%H:%M:%S", now, Zone.of(proc))
        + " up "
        + (days > 0 ? days + (days == 1 ? " day, " : " days, ") : "")
        + clock
        + ",  0 user,  load average: "
        + loads[0]
        + ", "
        + loads[1]
        + ", "
        + loads[2];
  }

  private static String pretty(long seconds) {
    var text = new StringBuilder("up ");
    long[] counts = {seconds / 604800, seconds / 86400 % 7, seconds / 3600 % 24, seconds / 60 % 60};
    String[] units = {"week", "day", "hour", "minute"};
    boolean any = false;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 || (i == 3 && !any)) {
        text.append(any ? ", " : "").append(counts[i]).append(' ').append(units[i]);
        text.append(counts[i] == 1 ? "" : "s");
        any = true;
      }
    }
    return text.toString();
  }
}
