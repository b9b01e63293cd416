package modbox.tool.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.user.Args;
import modbox.user.Exec;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** nice, nohup and setsid: they change something of themselves, then become the command. */
public final class Launcher implements Tool {
  private static final int OWN_FAILURE = 125;
  private static final int SETSID_FORKED = 1;

  private final ToolSpec spec;

  public Launcher(String name) {
    spec =
        switch (name) {
          case "nice" ->
              spec(
                  name,
                  "[OPTION] [COMMAND [ARG]...]",
                  "Run COMMAND with an adjusted niceness",
                  OWN_FAILURE,
                  ToolSpec.value(
                      'n', "adjustment", "N", "add integer N to the niceness (default 10)"));
          case "nohup" ->
              spec(name, "COMMAND [ARG]...", "Run COMMAND, ignoring hangup signals", OWN_FAILURE);
          default ->
              spec(
                  name,
                  "[options] <program> [arguments ...]",
                  "Run a program in a new session",
                  1,
                  ToolSpec.flag('c', "ctty", "set the controlling terminal to the current one"),
                  ToolSpec.flag('f', "fork", "always fork"),
                  ToolSpec.flag('w', "wait", "wait for the program to exit, and use its status"));
        };
  }

  private static ToolSpec spec(
      String name, String synopsis, String summary, int usage, ToolSpec.Option... options) {
    return ToolSpec.of(name, synopsis, summary, options)
        .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
        .usageStatus(usage);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  /** {@code nice -5} and {@code nice --5}. */
  @Override
  public List<String> normalize(List<String> argv) {
    if (!spec.name().equals("nice") || argv.isEmpty()) {
      return argv;
    }
    String first = argv.getFirst();
    if (first.length() < 2 || !first.startsWith("-")) {
      return argv;
    }
    String number = first.substring(1);
    if (Sizes.integer(number).isEmpty()) {
      return argv;
    }
    var words = new ArrayList<>(argv);
    words.set(0, "-n" + number);
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    return switch (spec.name()) {
      case "nice" -> nice(proc, args);
      case "nohup" -> nohup(proc, args);
      default -> setsid(proc, args);
    };
  }

  private static ExitStatus become(Proc proc, List<String> command) throws ErrnoException {
    try {
      Exec.replace(proc, command, proc.environment());
      return ExitStatus.FAILURE;
    } catch (ErrnoException e) {
      return new ExitStatus(
          Exec.complain(
              proc,
              (proc.name().equals("nohup") ? "failed to run command " : "")
                  + Quote.always(command.getFirst()),
              e));
    }
  }

  private static ExitStatus nice(Proc proc, Args args)
      throws ErrnoException, Args.UsageException, Failure {
    Optional<String> text = args.value("adjustment");
    if (args.operands().isEmpty()) {
      if (text.isPresent()) {
        throw new Args.UsageException("a command must be given with an adjustment");
      }
      proc.out().println(Integer.toString(proc.sys().nice(0)));
      return ExitStatus.OK;
    }
    long by = 10;
    if (text.isPresent()) {
      by =
          Sizes.integer(text.get())
              .orElseThrow(
                  () -> new Failure(OWN_FAILURE, "invalid adjustment " + Quote.always(text.get())));
    }
    try {
      proc.sys().nice(Math.clamp(by, -39, 39));
    } catch (ErrnoException e) {
      proc.complain("cannot set niceness: " + e.errno().text());
    }
    return become(proc, args.operands());
  }

  private static ExitStatus nohup(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    var sys = proc.sys();
    boolean input = sys.isatty(0);
    boolean output = sys.isatty(1);
    boolean errors = sys.isatty(2);
    if (input) {
      sys.dup2(sys.open("/dev/null", Open.WRONLY), 0, false);
    }
    String file = "nohup.out";
    if (output) {
      int how = Open.WRONLY | Open.CREAT | Open.APPEND;
      int fd;
      try {
        fd = sys.open(file, how, 0600);
      } catch (ErrnoException e) {
        file = proc.env("HOME").orElse("") + "/nohup.out";
        fd = sys.open(file, how, 0600);
      }
      String ignoring = input ? "ignoring input and " : "";
      proc.complain(ignoring + "appending output to " + Quote.always(file));
      sys.dup2(fd, 1, false);
    } else if (input) {
      proc.complain("ignoring input" + (errors ? " and redirecting stderr to stdout" : ""));
    }
    if (errors) {
      sys.dup2(1, 2, false);
    }
    sys.sigaction(Signal.named("HUP").orElseThrow(), Signal.Disposition.IGNORE);
    return become(proc, args.operands());
  }

  private static ExitStatus setsid(Proc proc, Args args)
      throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("no command specified");
    }
    var sys = proc.sys();
    if (!args.has("fork") && sys.getpgid(0) != sys.getpid()) {
      sys.setsid();
      return become(proc, args.operands());
    }
    int child =
        sys.fork(
            () -> {
              sys.setsid();
              return become(proc, args.operands()).code();
            });
    if (!args.has("wait")) {
      return ExitStatus.OK;
    }
    var status = sys.wait4(child, 0);
    if (status.isEmpty()) {
      throw Errno.ECHILD.on("wait");
    }
    return new ExitStatus(status.get().isExited() ? status.get().status() >> 8 : SETSID_FORKED);
  }
}
