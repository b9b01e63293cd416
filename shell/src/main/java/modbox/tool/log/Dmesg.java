package modbox.tool.log;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** {@code dmesg} of util-linux 2.38: shows and controls the kernel's ring buffer. */
public final class Dmesg implements Tool {
  private static final int SYSLOG_CLEAR = 5;
  private static final int SYSLOG_CONSOLE_OFF = 6;
  private static final int SYSLOG_CONSOLE_ON = 7;
  private static final int SYSLOG_CONSOLE_LEVEL = 8;

  private static final ToolSpec SPEC =
      ToolSpec.of(
          "dmesg",
          "[options]",
          "Display or control the kernel ring buffer",
          flag('C', "clear", "clear the kernel ring buffer"),
          flag('c', "read-clear", "read and clear all messages"),
          flag('D', "console-off", "disable printing messages to console"),
          flag('E', "console-on", "enable printing messages to console"),
          value('f', "facility", "list", "restrict output to defined facilities"),
          flag('H', "human", "human readable output"),
          flag('J', "json", "use JSON output format"),
          flag('k', "kernel", "display kernel messages"),
          optional('L', "color", "when", "colorize messages (auto, always or never)"),
          value('l', "level", "list", "restrict output to defined levels"),
          value('n', "console-level", "level", "set level of messages printed to console"),
          flag('P', "nopager", "do not pipe output into a pager"),
          flag('r', "raw", "print the raw message buffer"),
          flag('S', "syslog", "force to use syslog(2) rather than /dev/kmsg"),
          value('s', "buffer-size", "size", "buffer size to query the kernel ring buffer"),
          flag('u', "userspace", "display userspace messages"),
          flag('w', "follow", "wait for new messages"),
          flag('W', "follow-new", "wait and print only new messages"),
          flag('x', "decode", "decode facility and level to readable string"),
          flag('d', "show-delta", "show time delta between printed messages"),
          flag('e', "reltime", "show local time and time delta in readable format"),
          flag('T', "ctime", "show human-readable timestamp"),
          flag('t', "notime", "don't show any timestamp with messages"),
          value('\0', "time-format", "format", "show timestamp using the given format"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (!args.operands().isEmpty()) {
      throw new Failure(1, "bad usage\nTry 'dmesg --help' for more information.");
    }
    Syscalls sys = proc.sys();
    if (args.has("console-level")) {
      return console(
          proc, SYSLOG_CONSOLE_LEVEL, consoleLevel(args.value("console-level").orElse("")));
    } else if (args.has("console-off")) {
      return console(proc, SYSLOG_CONSOLE_OFF, 0);
    } else if (args.has("console-on")) {
      return console(proc, SYSLOG_CONSOLE_ON, 0);
    } else if (args.has("clear")) {
      return clear(proc);
    }
    Set<Integer> levels = list(args, "level", LogLine.LEVELS);
    Set<Integer> facilities = list(args, "facility", LogLine.FACILITIES);
    if (args.has("kernel")) {
      facilities.add(0);
    }
    if (args.has("userspace")) {
      for (int i = 1; i < LogLine.FACILITIES.size(); i++) {
        facilities.add(i);
      }
    }
    int fd = open(proc);
    try {
      if (args.has("follow-new")) {
        sys.lseek(fd, 0, Open.SEEK_END);
      }
      show(proc, args, fd, levels, facilities);
    } finally {
      sys.close(fd);
    }
    return args.has("read-clear") ? clear(proc) : ExitStatus.OK;
  }

  /** Opens the log behind the point at which it was last cleared. */
  private static int open(Proc proc) throws ErrnoException, Failure {
    try {
      int fd = proc.sys().open("/dev/kmsg", Open.RDONLY | Open.NONBLOCK | Open.CLOEXEC);
      proc.sys().lseek(fd, 0, Open.SEEK_DATA);
      return fd;
    } catch (ErrnoException e) {
      throw new Failure(1, "read kernel buffer failed: " + e.errno().text());
    }
  }

  private static void show(
      Proc proc, Args args, int fd, Set<Integer> levels, Set<Integer> facilities)
      throws ErrnoException, Failure {
    boolean follow = args.has("follow") || args.has("follow-new");
    LogFormat format = format(proc, args);
    Json json = args.has("json") ? new Json() : null;
    while (true) {
      Optional<LogLine> next = next(proc.sys(), fd);
      if (next.isEmpty()) {
        if (!follow) {
          break;
        }
        proc.out().flush();
        proc.sys().poll(new int[] {fd}, new int[] {Open.POLLIN}, -1);
        continue;
      }
      LogLine record = next.get();
      if ((levels.isEmpty() || levels.contains(record.level()))
          && (facilities.isEmpty() || facilities.contains(record.facility()))) {
        proc.out().print(json == null ? format.line(record) : json.line(record));
      }
    }
    if (json != null) {
      proc.out().print(json.end());
    }
  }

  private static Optional<LogLine> next(Syscalls sys, int fd) throws ErrnoException {
    var block = new byte[8192];
    while (true) {
      try {
        int count = sys.read(fd, block, 0, block.length);
        return count == 0
            ? Optional.empty()
            : Optional.of(LogLine.parse(new String(block, 0, count, StandardCharsets.ISO_8859_1)));
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EAGAIN) {
          return Optional.empty();
        }
        if (e.errno() != Errno.EPIPE) {
          throw e;
        }
        // Records were lost to the ring; the next read goes on behind them.
      }
    }
  }

  private static LogFormat format(Proc proc, Args args) throws Failure {
    LogFormat.Time time = LogFormat.Time.RAW;
    for (Args.Given given : args.given()) {
      time =
          switch (given.key()) {
            case "notime" -> LogFormat.Time.NONE;
            case "ctime" -> LogFormat.Time.CTIME;
            case "show-delta" -> LogFormat.Time.DELTA;
            case "reltime", "human" -> LogFormat.Time.RELTIME;
            case "time-format" -> named(given.value().orElse(""));
            default -> time;
          };
    }
    long boot = (proc.sys().clock(0) - proc.sys().clock(1)) / 1000;
    return new LogFormat(time, args.has("raw"), args.has("decode"), colour(proc, args), boot);
  }

  private static LogFormat.Time named(String name) throws Failure {
    return switch (name) {
      case "notime" -> LogFormat.Time.NONE;
      case "raw" -> LogFormat.Time.RAW;
      case "ctime" -> LogFormat.Time.CTIME;
      case "delta" -> LogFormat.Time.DELTA;
      case "reltime" -> LogFormat.Time.RELTIME;
      case "iso" -> LogFormat.Time.ISO;
      default -> throw new Failure(1, "unknown time format: " + name);
    };
  }

  private static boolean colour(Proc proc, Args args) throws Failure {
    if (args.has("raw")) {
      return false;
    }
    if (!args.has("color")) {
      return args.has("human") && proc.sys().isatty(1);
    }
    String when = args.value("color").orElse("auto");
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      case "auto" -> proc.sys().isatty(1);
      default -> throw new Failure(1, "unsupported color mode: '" + when + "'");
    };
  }

  private static Set<Integer> list(Args args, String option, java.util.List<String> names)
      throws Failure {
    var chosen = new TreeSet<Integer>();
    for (String all : args.values(option)) {
      for (String name : all.split(",")) {
        int index = names.indexOf(name);
        if (index < 0) {
          throw new Failure(1, "unknown " + option + " '" + name + "'");
        }
        chosen.add(index);
      }
    }
    return chosen;
  }

  /**
   * By number, as syslog(2) takes it, or by name: a name shows that level too, so it is one more.
   */
  private static int consoleLevel(String text) throws Failure {
    int named = LogLine.LEVELS.indexOf(text);
    if (named >= 0) {
      return named + 1;
    }
    if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '8') {
      return text.charAt(0) - '0';
    }
    throw new Failure(1, "unknown level '" + text + "'");
  }

  private static ExitStatus console(Proc proc, int action, int argument) throws ErrnoException {
    try {
      proc.sys().syslog(action, argument);
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      return proc.fail("klogctl failed: " + e.errno().text());
    }
  }

  private static ExitStatus clear(Proc proc) throws ErrnoException {
    try {
      proc.sys().syslog(SYSLOG_CLEAR, 0);
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      return proc.fail("clear kernel buffer failed: " + e.errno().text());
    }
  }

  /** {@code -J}, in the layout of util-linux. */
  private static final class Json {
    private boolean any;

    String line(LogLine record) {
      String before = any ? ",{\n" : "{\n   \"dmesg\": [\n      {\n";
      any = true;
      return before
          + "         \"pri\": %d,\n         \"time\": %d.%06d,\n         \"msg\": \"%s\"\n      }"
              .formatted(
                  record.priority(),
                  record.time() / 1_000_000,
                  record.time() % 1_000_000,
                  record.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }

    String end() {
      return (any ? "" : "{\n   \"dmesg\": [") + "\n   ]\n}\n";
    }
  }
}
