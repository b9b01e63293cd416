package modbox.tool.proc;

import java.util.List;
import java.util.Optional;

/**
 * A column of ps.
 *
 * @param key what gives the value
 * @param header shown above
 * @param width least width
 * @param left whether text starts at the left
 */
record Column(String key, String header, int width, boolean left) {
  private record Known(List<String> names, Column column) {}

  private static final List<Known> KNOWN =
      List.of(
          known("PID", 5, false, "pid", "tgid"),
          known("PPID", 5, false, "ppid"),
          known("PGID", 5, false, "pgid", "pgrp"),
          known("SID", 5, false, "sid"),
          known("SESS", 5, false, "sess", "session"),
          known("TPGID", 5, false, "tpgid"),
          known("USER", 8, true, "user", "euser", "uname"),
          known("RUSER", 8, true, "ruser"),
          known("UID", 5, false, "uid", "euid"),
          known("RUID", 5, false, "ruid"),
          known("GID", 5, false, "gid", "egid"),
          known("RGID", 5, false, "rgid"),
          known("GROUP", 8, true, "group", "egroup"),
          known("RGROUP", 8, true, "rgroup"),
          known("COMMAND", 15, true, "comm", "ucmd", "ucomm"),
          known("COMMAND", 27, true, "args", "cmd", "command"),
          known("STAT", 4, true, "stat"),
          known("S", 1, true, "s", "state"),
          known("TIME", 8, false, "time", "cputime"),
          known("TIME", 6, false, "bsdtime"),
          known("ELAPSED", 11, false, "etime"),
          known("ELAPSED", 7, false, "etimes"),
          known("NI", 3, false, "nice", "ni"),
          known("PRI", 3, false, "pri"),
          known("%CPU", 4, false, "pcpu", "%cpu"),
          known("%MEM", 4, false, "pmem", "%mem"),
          known("C", 2, false, "c"),
          known("VSZ", 6, false, "vsz", "vsize"),
          known("RSS", 5, false, "rss", "rssize"),
          known("SZ", 5, false, "sz"),
          known("TTY", 8, true, "tname"),
          known("TT", 8, true, "tt", "tty"),
          known("STARTED", 8, false, "start"),
          known("START", 5, true, "bsdstart", "start_time"),
          known("STIME", 5, true, "stime"),
          known("STARTED", 24, false, "lstart"),
          known("WCHAN", 6, true, "wchan"),
          known("F", 1, false, "f", "flag", "flags"),
          known("PSR", 3, false, "psr"),
          known("NLWP", 4, false, "nlwp", "thcount"),
          known("LWP", 5, false, "lwp", "tid", "spid"),
          known("CLS", 3, false, "cls", "class", "policy"),
          known("RTPRIO", 6, false, "rtprio"),
          known("ADDR SZ", 7, true, "addr"));

  private static Known known(String header, int width, boolean left, String... names) {
    return new Known(List.of(names), new Column(names[0], header, width, left));
  }

  /** The column of this name; {@code NAME=HEADER} gives it another header. */
  static Optional<Column> named(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    for (Known each : KNOWN) {
      if (each.names().contains(name)) {
        Column column = each.column();
        return Optional.of(equals < 0 ? column : column.titled(text.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** The column of this name, known to exist, under a header of its own. */
  static Column of(String name, String header) {
    return named(name).orElseThrow().titled(header);
  }

  private Column titled(String title) {
    return new Column(key, title, width, left);
  }

  String value(TaskInfo p, Machine machine) {
    return switch (key) {
      case "pid", "lwp" -> Integer.toString(p.pid());
      case "ppid" -> Integer.toString(p.ppid());
      case "pgid" -> Integer.toString(p.pgid());
      case "sid", "sess" -> Integer.toString(p.sid());
      case "tpgid" -> Long.toString(p.field(8));
      case "user" -> name(machine.user(p.uid()), p.uid());
      case "ruser" -> name(machine.user(p.ruid()), p.ruid());
      case "uid" -> Integer.toString(p.uid());
      case "ruid" -> Integer.toString(p.ruid());
      case "gid" -> Integer.toString(p.gid());
      case "rgid" -> Integer.toString(p.rgid());
      case "group" -> name(machine.group(p.gid()), p.gid());
      case "rgroup" -> name(machine.group(p.rgid()), p.rgid());
      case "comm" -> p.command();
      case "args" -> printable(p.commandLine());
      case "stat" -> stat(p);
      case "s" -> p.state();
      case "tname", "tt" -> p.terminal();
      case "wchan", "rtprio" -> "-";
      case "addr" -> "- " + pad(Long.toString(p.field(23) / 4096));
      case "cls" -> "TS";
      default -> number(p, machine);
    };
  }

  private String number(TaskInfo p, Machine machine) {
    return switch (key) {
      case "time" -> clock(p.seconds());
      case "bsdtime" -> p.seconds() / 60 + ":" + two(p.seconds() % 60);
      case "etime" -> elapsed(machine.elapsed(p));
      case "etimes" -> Long.toString(machine.elapsed(p));
      case "nice" -> Integer.toString(p.nice());
      case "pri" -> Long.toString(39 - p.field(18));
      case "pcpu" -> tenths(machine.permille(p));
      case "pmem" -> tenths(machine.memoryPermille(p));
      case "c" -> Long.toString(machine.permille(p) / 10);
      case "vsz" -> Long.toString(p.field(23) / 1024);
      case "rss" -> Long.toString(p.field(24) * 4);
      case "sz" -> Long.toString(p.field(23) / 4096);
      case "start" -> machine.start(p, machine.elapsed(p) < 24 * 3600 ? "%H:%M:%S" : "  %b %d");
      case "bsdstart", "stime" -> machine.shortStart(p);
      case "lstart" -> machine.start(p, "%a %b %e %H:%M:%S %Y");
      case "f" -> Long.toString(p.field(9) >> 6 & 7);
      case "psr" -> Long.toString(p.field(39));
      case "nlwp" -> Long.toString(p.field(20));
      default -> "-";
    };
  }

  /** A name that does not fit is cut and marked, as procps does. */
  private String name(String name, int id) {
    return name.isEmpty()
        ? Integer.toString(id)
        : name.length() > width ? name.substring(0, width - 1) + "+" : name;
  }

  private static String stat(TaskInfo p) {
    var text = new StringBuilder(p.state());
    text.append(p.nice() < 0 ? "<" : p.nice() > 0 ? "N" : "");
    text.append(p.sid() == p.pid() ? "s" : "");
    text.append(p.field(20) > 1 ? "l" : "");
    text.append(p.field(8) > 0 && p.field(8) == p.pgid() ? "+" : "");
    return text.toString();
  }

  static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  private static String printable(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c < 32 || c == 127 ? '?' : c);
    }
    return out.toString();
  }

  private static String pad(String pages) {
    return " ".repeat(Math.max(0, 5 - pages.length())) + pages;
  }

  private static String tenths(long permille) {
    return permille / 10 + "." + permille % 10;
  }

  private static String clock(long seconds) {
    String day = seconds >= 86400 ? seconds / 86400 + "-" : "";
    return day + two(seconds / 3600 % 24) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
  }

  private static String elapsed(long seconds) {
    if (seconds >= 3600) {
      String day = seconds >= 86400 ? two(seconds / 86400) + "-" : "";
      return day
          + two(seconds / 3600 % 24)
          + ":"
          + two(seconds / 60 % 60)
          + ":"
          + two(seconds % 60);
    }
    return two(seconds / 60) + ":" + two(seconds % 60);
  }
}
