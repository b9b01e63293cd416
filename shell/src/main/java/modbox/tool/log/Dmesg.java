package modbox.tool.log;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.DateParser;
import modbox.user.time.Zone;

/** dmesg(1) of util-linux. */
public final class Dmesg implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "dmesg",
          "[options]",
          "show or control the kernel's log",
          flag('C', "clear", "clear the log"),
          flag('c', "read-clear", "show and clear the log"),
          flag('D', "console-off", "nothing more to the console"),
          flag('E', "console-on", "messages to the console again"),
          value('F', "file", "FILE", "read a file instead of the log"),
          value('f', "facility", "LIST", "only these facilities"),
          flag('H', "human", "for human readers"),
          flag('J', "json", "as JSON"),
          flag('k', "kernel", "only messages of the kernel"),
          optional('L', "color", "WHEN", "auto, always or never"),
          value('l', "level", "LIST", "only these levels"),
          value('n', "console-level", "LEVEL", "what goes to the console"),
          flag('P', "nopager", "no pager"),
          flag('p', "force-prefix", "the prefix before each line of a message"),
          flag('r', "raw", "as the log has it"),
          flag('\0', "noescape", "unprintable bytes as they are"),
          flag('S', "syslog", "through syslog(2)"),
          value('s', "buffer-size", "SIZE", "size of the buffer"),
          flag('u', "userspace", "only messages of programs"),
          flag('w', "follow", "wait for more"),
          flag('W', "follow-new", "wait for more, show only those"),
          flag('x', "decode", "facility and level in words"),
          flag('d', "show-delta", "the time since the message before"),
          flag('e', "reltime", "date, and times since the message before"),
          flag('T', "ctime", "dates"),
          flag('t', "notime", "no times"),
          value('\0', "time-format", "FORMAT", "delta, reltime, ctime, notime or iso"),
          value('\0', "since", "TIME", "not before"),
          value('\0', "until", "TIME", "not after"));

  private static final List<String> ACTIONS =
      List.of("clear", "console-off", "console-on", "read-clear", "console-level", "raw");

  /** Takes nothing. */
  public Dmesg() {}

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (!args.operands().isEmpty()) {
      proc.complain("bad usage");
      proc.err("Try '" + proc.argv0() + " --help' for more information.\n");
      return ExitStatus.FAILURE;
    }
    refuseTogether(args);
    var door = new LogDoor(proc);
    Optional<String> level = args.value("console-level");
    if (args.has("clear")) {
      door.clear();
    } else if (args.has("console-off")) {
      door.console(false);
    } else if (args.has("console-on")) {
      door.console(true);
    } else if (level.isPresent()) {
      door.consoleLevel(consoleLevel(level.get()));
    } else {
      show(proc, args, door);
    }
    return ExitStatus.OK;
  }

  private static void refuseTogether(Args args) throws Failure {
    if (ACTIONS.stream().filter(args::has).count() > 1) {
      throw new Failure(
          "mutually exclusive arguments: "
              + String.join(" ", ACTIONS.stream().map(a -> "--" + a).toList()));
    }
    if (args.has("raw") && args.has("decode")) {
      throw new Failure("mutually exclusive arguments: --raw --decode");
    }
  }

  private static void show(Proc proc, Args args, LogDoor door) throws ErrnoException, Failure {
    long boot = proc.sys().clock(0) - proc.sys().clock(1);
    Filter filter = filter(proc, args, boot);
    if (args.has("json")) {
      List<Message> shown = messages(args, door).stream().filter(filter::takes).toList();
      for (String part : Layout.json(shown, args.has("decode"))) {
        proc.out().print(part);
      }
    } else {
      var layout = new Layout(layout(proc, args, boot));
      LogDoor.Reader reader =
          message -> {
            if (filter.takes(message)) {
              proc.out().print(layout.line(message));
            }
          };
      if (args.has("follow") || args.has("follow-new")) {
        door.follow(args.has("follow-new"), reader);
      } else {
        for (Message message : messages(args, door)) {
          reader.take(message);
        }
      }
    }
    if (args.has("read-clear")) {
      door.clear();
    }
  }

  private static List<Message> messages(Args args, LogDoor door) throws ErrnoException, Failure {
    Optional<String> file = args.value("file");
    if (file.isPresent()) {
      return door.file(file.get());
    }
    return args.has("syslog") || args.has("buffer-size")
        ? door.syslog(bufferSize(args))
        : door.kmsg();
  }

  private static int bufferSize(Args args) throws Failure {
    Optional<String> text = args.value("buffer-size");
    if (text.isEmpty()) {
      return LogDoor.LARGE;
    }
    try {
      return Math.max(4096, Integer.parseInt(text.get()));
    } catch (NumberFormatException _) {
      throw new Failure("invalid buffer size argument: '" + text.get() + "'");
    }
  }

  /** Which messages are shown; an empty set of levels or facilities means all. */
  private record Filter(BitSet levels, BitSet facilities, long since, long until) {
    boolean takes(Message message) {
      return (levels.isEmpty() || levels.get(message.level()))
          && (facilities.isEmpty() || facilities.get(message.facility()))
          && message.time() >= since
          && message.time() <= until;
    }
  }

  private static Filter filter(Proc proc, Args args, long boot) throws Failure {
    var levels = new BitSet();
    for (String list : args.values("level")) {
      for (String name : list.split(",", -1)) {
        levels.set(number(name, Message.LEVELS, "level"));
      }
    }
    var facilities = new BitSet();
    for (String list : args.values("facility")) {
      for (String name : list.split(",", -1)) {
        facilities.set(number(name, Message.FACILITIES, "facility"));
      }
    }
    if (args.has("kernel")) {
      facilities.set(0);
    }
    if (args.has("userspace")) {
      facilities.set(1, Message.FACILITIES.size());
    }
    return new Filter(
        levels,
        facilities,
        time(proc, args.value("since"), boot, Long.MIN_VALUE),
        time(proc, args.value("until"), boot, Long.MAX_VALUE));
  }

  private static int number(String name, List<String> names, String what) throws Failure {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new Failure("unknown " + what + " '" + name + "'");
    }
    return number;
  }

  /** A date as microseconds since boot. */
  private static long time(Proc proc, Optional<String> text, long boot, long otherwise)
      throws Failure {
    if (text.isEmpty()) {
      return otherwise;
    }
    long moment =
        DateParser.parse(text.get(), proc.sys().clock(0), Zone.of(proc))
            .orElseThrow(() -> new Failure("invalid time value \"" + text.get() + "\""));
    return Math.floorDiv(moment - boot, 1000);
  }

  private static int consoleLevel(String text) throws Failure {
    int level = Message.LEVELS.indexOf(text);
    if (level >= 0) {
      return level + 1;
    }
    if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '8') {
      return text.charAt(0) - '0';
    }
    throw new Failure("unknown level '" + text + "'");
  }

  private static Layout.Options layout(Proc proc, Args args, long boot) throws Failure {
    return new Layout.Options(
        timeFormat(args),
        args.has("decode"),
        colours(proc, args),
        !args.has("noescape"),
        args.has("force-prefix"),
        args.has("raw"),
        boot,
        Zone.of(proc));
  }

  private static boolean colours(Proc proc, Args args) throws Failure {
    if (!args.has("color")) {
      return proc.sys().isatty(1) && proc.env("NO_COLOR").isEmpty();
    }
    String given = args.value("color").orElse("auto");
    String when = given.startsWith("=") ? given.substring(1) : given;
    return switch (when) {
      case "auto" -> proc.sys().isatty(1);
      case "always" -> true;
      case "never" -> false;
      default -> throw new Failure("unsupported color mode: '" + when + "'");
    };
  }

  /** The time format; with the difference to the message before where that goes together. */
  private static Layout.Time timeFormat(Args args) throws Failure {
    var formats = new ArrayList<String>();
    for (Args.Given option : args.given()) {
      switch (option.key()) {
        case "ctime", "notime", "reltime" -> formats.add(option.key());
        case "show-delta" -> formats.add("delta");
        case "human" -> formats.add("reltime");
        case "time-format" -> formats.add(option.value().orElse(""));
        default -> {}
      }
    }
    String last = "";
    for (String format : formats) {
      if (!List.of("delta", "reltime", "ctime", "notime", "iso").contains(format)) {
        throw new Failure("unknown time format: " + format);
      }
      last = format.equals("delta") && args.has("show-delta") ? last : format;
    }
    boolean delta = args.has("show-delta");
    return switch (last) {
      case "" -> delta ? Layout.Time.PLAIN_DELTA : Layout.Time.PLAIN;
      case "ctime" -> delta ? Layout.Time.CTIME_DELTA : Layout.Time.CTIME;
      case "delta" -> Layout.Time.DELTA;
      case "notime" -> delta ? Layout.Time.DELTA : Layout.Time.NONE;
      case "reltime" -> delta ? Layout.Time.DELTA : Layout.Time.RELATIVE;
      default -> delta ? Layout.Time.DELTA : Layout.Time.ISO;
    };
  }
}
