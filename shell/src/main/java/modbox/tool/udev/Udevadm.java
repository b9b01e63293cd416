package modbox.tool.udev;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** udevadm(8): finds the verb and hands it the rest of the command line. */
public final class Udevadm implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "udevadm",
              "[--help] [--version] [--debug] COMMAND [COMMAND OPTIONS]",
              "ask udev, and tell it what to do",
              ToolSpec.flag('h', "help", "print this"),
              ToolSpec.flag('V', "version", "print the version"),
              ToolSpec.flag('d', "debug", "more messages"))
          .parsing(ToolSpec.Parsing.RAW);

  private static final String VERSION = "252";

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  private static Optional<Verb> verb(String name) {
    return switch (name) {
      case "info" -> Optional.of(new InfoVerb());
      case "trigger" -> Optional.of(new TriggerVerb());
      case "settle" -> Optional.of(new SettleVerb());
      case "control" -> Optional.of(new ControlVerb());
      case "monitor" -> Optional.of(new MonitorVerb());
      case "test" -> Optional.of(new TestVerb());
      case "test-builtin" -> Optional.of(new TestBuiltinVerb());
      case "verify" -> Optional.of(new VerifyVerb());
      case "wait" -> Optional.of(new WaitVerb());
      case "lock" -> Optional.of(new LockVerb());
      case "hwdb" -> Optional.of(new HwdbVerb());
      default -> Optional.empty();
    };
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    List<String> words = args.raw();
    int i = 0;
    while (i < words.size() && words.get(i).startsWith("-")) {
      switch (words.get(i)) {
        case "-h", "--help", "help" -> {
          return help(proc);
        }
        case "-V", "--version" -> {
          proc.out().println(VERSION);
          return ExitStatus.OK;
        }
        case "-d", "--debug" -> i++;
        default -> {
          return proc.fail("unrecognized option '" + words.get(i) + "'");
        }
      }
    }
    if (i == words.size()) {
      proc.err("Command verb required.\n");
      return ExitStatus.FAILURE;
    }
    String name = words.get(i);
    if (name.equals("help") || name.equals("version")) {
      return name.equals("help") ? help(proc) : version(proc);
    }
    Optional<Verb> verb = verb(name);
    if (verb.isEmpty()) {
      proc.err("Unknown command verb " + name + ".\n");
      return ExitStatus.FAILURE;
    }
    return run(proc, verb.get(), words.subList(i + 1, words.size()));
  }

  private static ExitStatus version(Proc proc) throws ErrnoException {
    proc.out().println(VERSION);
    return ExitStatus.OK;
  }

  private static ExitStatus help(Proc proc) throws ErrnoException {
    proc.out().print("udevadm " + SPEC.synopsis() + "\n\nCommands:\n");
    for (String name :
        List.of(
            "info",
            "trigger",
            "settle",
            "control",
            "monitor",
            "test",
            "test-builtin",
            "wait",
            "lock")) {
      proc.out().printf("  %-12s  %s\n", name, verb(name).orElseThrow().spec().summary());
    }
    return ExitStatus.OK;
  }

  private static ExitStatus run(Proc proc, Verb verb, List<String> words) throws ErrnoException {
    String name = verb.spec().name();
    Args args;
    try {
      args = Args.parse(verb.spec(), words);
    } catch (Args.UsageException e) {
      proc.err(name + ": " + e.complaint() + "\n");
      return ExitStatus.FAILURE;
    }
    if (args.has("help")) {
      return VerbHelp.print(proc, verb.spec());
    }
    if (args.has("version")) {
      return version(proc);
    }
    try {
      return verb.run(proc, args);
    } catch (Failure e) {
      if (!e.complaint().isEmpty()) {
        proc.err(e.complaint() + "\n");
      }
      return e.status();
    }
  }
}
