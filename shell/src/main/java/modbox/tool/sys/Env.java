package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.Exec;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Words;

/** Runs a program in another environment, or prints the environment. */
public final class Env implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "env",
              "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
              "Set each NAME to VALUE in the environment and run COMMAND",
              flag('i', "ignore-environment", "start with an empty environment"),
              flag('0', "null", "end each output line with NUL, not newline"),
              value('u', "unset", "NAME", "remove variable from the environment"),
              value('C', "chdir", "DIR", "change working directory to DIR"),
              value('S', "split-string", "S", "process and split S into separate arguments"),
              flag('v', "debug", "print verbose information for each processing step"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
          .usageStatus(125);

  private static final int FAILED = 125;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    if (argv.isEmpty()
        || !(argv.getFirst().startsWith("-S") || argv.getFirst().startsWith("--split-string="))) {
      return argv;
    }
    boolean separate = argv.getFirst().equals("-S") && argv.size() > 1;
    String text =
        separate
            ? argv.get(1)
            : argv.getFirst().startsWith("--")
                ? argv.getFirst().substring(15)
                : argv.getFirst().substring(2);
    var words = new ArrayList<>(Words.split(text));
    words.addAll(argv.subList(separate ? 2 : 1, argv.size()));
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.operands();
    boolean empty = args.has("ignore-environment");
    if (!words.isEmpty() && words.getFirst().equals("-")) {
      empty = true;
      words = words.subList(1, words.size());
    }
    var environment = new ArrayList<>(empty ? List.<String>of() : proc.environment());
    for (String name : args.values("unset")) {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new Failure(FAILED, "cannot unset " + Quote.always(name) + ": Invalid argument");
      }
      environment.removeIf(e -> e.startsWith(name + "="));
    }
    int i = 0;
    for (; i < words.size() && words.get(i).indexOf('=') >= 0; i++) {
      set(environment, words.get(i));
    }
    List<String> command = words.subList(i, words.size());
    if (command.isEmpty()) {
      if (args.has("chdir")) {
        throw new Args.UsageException("must specify command with --chdir (-C)");
      }
      for (String entry : environment) {
        proc.out().print(entry).write(args.has("null") ? 0 : '\n');
      }
      return ExitStatus.OK;
    }
    if (args.has("null")) {
      throw new Args.UsageException("cannot specify --null (-0) with command");
    }
    return exec(proc, args, command, environment);
  }

  private static void set(List<String> environment, String entry) {
    String prefix = entry.substring(0, entry.indexOf('=') + 1);
    for (int k = 0; k < environment.size(); k++) {
      if (environment.get(k).startsWith(prefix)) {
        environment.set(k, entry);
        return;
      }
    }
    environment.add(entry);
  }

  private static ExitStatus exec(
      Proc proc, Args args, List<String> command, List<String> environment)
      throws ErrnoException, Failure {
    if (args.has("chdir")) {
      String directory = args.value("chdir").orElse("");
      try {
        proc.sys().chdir(directory);
      } catch (ErrnoException e) {
        throw new Failure(
            FAILED,
            "cannot change directory to " + Quote.always(directory) + ": " + e.errno().text());
      }
    }
    try {
      Exec.replace(proc, command, environment);
      return new ExitStatus(Exec.CANNOT);
    } catch (ErrnoException e) {
      int status = Exec.complain(proc, Quote.always(command.getFirst()), e);
      if (e.errno() == Errno.ENOENT && command.getFirst().indexOf(' ') >= 0) {
        proc.complain("use -[v]S to pass options in shebang lines");
      }
      return new ExitStatus(status);
    }
  }
}
