package modbox.sh.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.sh.builtin.Setting;
import modbox.sh.builtin.StandardBuiltins;
import modbox.sh.exec.Builtin;
import modbox.sh.exec.Builtins;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Leave;
import modbox.sh.exec.Lines;
import modbox.sh.exec.Option;
import modbox.sh.expand.ShellException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import org.jspecify.annotations.Nullable;

/** The shell. */
public final class Sh implements Tool {
  private final ToolSpec spec;
  private final Builtins builtins;

  /** A shell under the name {@code sh}, {@code dash} or {@code bash}. */
  public Sh(String name) {
    spec =
        new ToolSpec(
            name,
            "/usr/bin/" + name,
            "[-abCefhimnuvx] [-o OPTION] [-c COMMAND [NAME [ARG]...] | FILE [ARG]... | -s"
                + " [ARG]...]",
            "Command language interpreter",
            List.of(),
            ToolSpec.Parsing.RAW,
            2);
    var all = new ArrayList<Builtin>(StandardBuiltins.all());
    all.addAll(List.of(JobBuiltins.values()));
    builtins = new Builtins(all);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Interpreter sh = Interpreter.start(proc.sys(), builtins, proc.argv0(), proc.environment());
    return new ExitStatus(new Invocation(sh).run(args.raw()));
  }

  /**
   * Says what is wrong with a script before any of it runs.
   *
   * @param name what the message begins with
   * @return lines for standard error; empty if nothing is wrong, or if the script's own aliases or
   *     options may yet change how it is read
   */
  public static String complaint(String name, String text) {
    return ScriptCheck.complaint(name, text);
  }

  /** An interpreter with all built-ins, for a terminal that feeds it lines. */
  public Session session(Syscalls sys, String zero, List<String> environment)
      throws ErrnoException {
    return new Session(Interpreter.start(sys, builtins, zero, environment));
  }

  /** One run of the shell. */
  private static final class Invocation {
    private final Interpreter sh;
    private @Nullable String command;

    Invocation(Interpreter sh) {
      this.sh = sh;
    }

    int run(List<String> argv) throws ErrnoException {
      int status;
      sh.setLine(0);
      try {
        List<String> operands = options(argv);
        status = run0(operands);
      } catch (Leave e) {
        status = e.status();
      } catch (ShellException e) {
        sh.complain(e.message());
        status = e.status();
      }
      status = sh.signals().leave(status);
      sh.out().flush();
      return status;
    }

    /** Reads the options; gives the operands. */
    private List<String> options(List<String> argv) throws ShellException, ErrnoException {
      var words = new ArrayList<String>();
      words.add("sh");
      boolean takesCommand = false;
      int at = 0;
      while (at < argv.size() && isOption(argv.get(at))) {
        String word = argv.get(at);
        if (word.startsWith("--") && word.length() > 2) {
          at++; // --login, --norc and their like of bash change nothing here
          continue;
        }
        words.add(word.charAt(0) == '-' ? word.replace("c", "").replace("l", "") : word);
        takesCommand |= word.charAt(0) == '-' && word.indexOf('c') > 0;
        at++;
        if (word.equals("--")) {
          break;
        }
        if (word.endsWith("o") && at < argv.size()) {
          words.add(argv.get(at++));
        }
      }
      words.removeIf(word -> word.equals("-") || word.equals("--"));
      Setting.options(sh, words, 1);
      List<String> operands = argv.subList(at, argv.size());
      if (takesCommand) {
        if (operands.isEmpty()) {
          throw new ShellException("-c requires an argument");
        }
        command = operands.getFirst();
        return operands.subList(1, operands.size());
      }
      return operands;
    }

    private static boolean isOption(String word) {
      return word.length() > 1 && (word.charAt(0) == '-' || word.charAt(0) == '+');
    }

    private int run0(List<String> operands) throws ShellException, ErrnoException {
      String text = command;
      if (text != null) {
        if (!operands.isEmpty()) {
          sh.shell().setZero(operands.getFirst());
          sh.shell().setPositional(List.copyOf(operands.subList(1, operands.size())));
        }
        sh.signals().begin();
        sh.sys().enterEvent("line", text.strip()); // the task ends with it: nobody leaves it
        return sh.runText(text, 1);
      }
      if (!operands.isEmpty() && !sh.shell().has(Option.STDIN)) {
        String file = operands.getFirst();
        String script = read(file);
        sh.shell().setZero(file);
        sh.shell().setPositional(List.copyOf(operands.subList(1, operands.size())));
        sh.signals().begin();
        return sh.runText(script, 1);
      }
      sh.shell().setPositional(List.copyOf(operands));
      boolean terminal = sh.sys().isatty(0) && sh.sys().isatty(2);
      if (sh.shell().has(Option.INTERACTIVE) || (terminal && !sh.shell().has(Option.STDIN))) {
        return new Session(sh).run();
      }
      sh.signals().begin();
      return sh.runLines(this::line);
    }

    private @Nullable String line() {
      try {
        String line = Lines.read(sh.sys(), 0);
        return line == null ? null : line + "\n";
      } catch (ErrnoException e) {
        return null; // standard input cannot be read: the script ends
      }
    }

    private String read(String file) throws ShellException {
      try {
        int fd = sh.sys().open(file, Open.RDONLY | Open.CLOEXEC);
        try {
          return new String(In.readAll(sh.sys(), fd), StandardCharsets.ISO_8859_1);
        } finally {
          sh.sys().close(fd);
        }
      } catch (ErrnoException e) {
        boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
        throw new ShellException(
            "cannot open " + file + ": " + (missing ? "No such file" : e.errno().text()));
      }
    }
  }
}
