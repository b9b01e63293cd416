package modbox.sh.exec;

import java.util.List;
import java.util.function.Supplier;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.sh.expand.Expander;
import modbox.sh.expand.Pattern;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Command;
import modbox.sh.syntax.Part;
import modbox.sh.syntax.Program;
import modbox.sh.syntax.Word;
import modbox.user.Out;
import org.jspecify.annotations.Nullable;

/** Runs commands. One interpreter serves one task; a subshell is another one on a copied state. */
public final class Interpreter {
  /** The status is tested by the caller: {@code set -e} does not count. */
  static final int TESTED = 1;

  /** Nothing comes after in this task: a program may take its place. */
  static final int LAST = 2;

  /** How deep commands may nest, those of functions and sourced files too. */
  private static final int DEPTH = 3500;

  /** What is being skipped on the way out of loops and functions. */
  public enum Skip {
    NONE,
    BREAK,
    CONTINUE,
    RETURN
  }

  private final Syscalls sys;
  private final Shell shell;
  private final Builtins builtins;
  private final Out out;
  private final Expander expander;
  private final Redirector redirector;
  private final Signals signals;
  private final Children children;
  private final SimpleCommands simple;
  private final Compounds compounds;
  private int line = 1;
  private int loops;
  private int depth;
  private Skip skip = Skip.NONE;
  private int skipCount;
  private @Nullable Advice advice;

  Interpreter(Syscalls sys, Shell shell, Builtins builtins) {
    this.sys = sys;
    this.shell = shell;
    this.builtins = builtins;
    this.out = new Out(sys, 1);
    this.expander = new Expander(new ShellScope(this));
    this.redirector = new Redirector(this);
    this.signals = new Signals(this);
    this.children = new Children(this);
    this.simple = new SimpleCommands(this);
    this.compounds = new Compounds(this);
  }

  /** A shell with the variables of an environment. */
  public static Interpreter start(
      Syscalls sys, Builtins builtins, String zero, List<String> environment) {
    var shell = new Shell(zero, sys.getpid());
    var sh = new Interpreter(sys, shell, builtins);
    Startup.importEnvironment(sh, environment);
    return sh;
  }

  /** An interpreter for a subshell, on a copy of the state. */
  Interpreter subshell() {
    var sub = new Interpreter(sys, shell.subshell(), builtins);
    sub.line = line;
    sub.advice = advice;
    return sub;
  }

  /** Whoever helps a person at the terminal; null, as at first, for nobody. */
  public void setAdvice(@Nullable Advice advice) {
    this.advice = advice;
  }

  /** Says that there is no such command. */
  void complainMissing(String before, String name) {
    complain(before + name + ": not found");
    if (advice != null && sys.isatty(2)) {
      for (String text : advice.onMissing(sys, name)) {
        err(text + "\n");
      }
    }
  }

  public Syscalls sys() {
    return sys;
  }

  public Shell shell() {
    return shell;
  }

  public Builtins builtins() {
    return builtins;
  }

  /** Standard output of built-ins; it is flushed when they end. */
  public Out out() {
    return out;
  }

  public Expander expander() {
    return expander;
  }

  /** Redirections. */
  Redirector redirector() {
    return redirector;
  }

  public Signals signals() {
    return signals;
  }

  public Children children() {
    return children;
  }

  public SimpleCommands simple() {
    return simple;
  }

  /** The line of the command that runs. */
  public int line() {
    return line;
  }

  /** Sets the line that messages name. */
  public void setLine(int number) {
    line = number;
  }

  /** How many loops are running in the present function. */
  public int loops() {
    return loops;
  }

  void setLoops(int count) {
    loops = count;
  }

  public Skip skip() {
    return skip;
  }

  /** Leaves loops or the function. */
  public void skip(Skip what, int count) {
    skip = what;
    skipCount = count;
  }

  /** Whether a loop goes on after its body: consumes a break or continue that is meant for it. */
  boolean goesOn() {
    if (skip == Skip.NONE) {
      return true;
    }
    if (skip == Skip.RETURN || --skipCount > 0) {
      return false;
    }
    boolean again = skip == Skip.CONTINUE;
    skip = Skip.NONE;
    return again;
  }

  /** Writes {@code NAME: LINE: MESSAGE} to standard error; an empty message was told already. */
  public void complain(String message) {
    if (!message.isEmpty()) {
      err(shell.zero() + ": " + line + ": " + message + "\n");
    }
  }

  /** Writes to standard error as it is; what standard output holds goes first. */
  public void err(String text) {
    try {
      out.flush();
      new Out(sys, 2).print(text).flush();
    } catch (ErrnoException e) {
      // Nobody is left to be told that standard error cannot be written.
      shell.setStatus(e.errno() == Errno.EPIPE ? 2 : shell.status());
    }
  }

  /** Runs the commands of a text line by line, each parsed under the aliases of the time. */
  public int runText(String text, int firstLine) throws ShellException, ErrnoException {
    return new Reader(this, text, firstLine).run();
  }

  /** Runs lines that are asked for as they are needed. */
  public int runLines(Supplier<@Nullable String> lines) throws ShellException, ErrnoException {
    return new Reader(this, lines).run();
  }

  /** Runs a program with the status tested by nobody. */
  public int run(Program program) throws ShellException, ErrnoException {
    return run(program, 0);
  }

  int run(Program program, int flags) throws ShellException, ErrnoException {
    List<Command> commands = program.commands();
    int status = 0;
    int last = commands.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (shell.has(Option.NOEXEC)) {
        return 0;
      }
      status = execute(commands.get(i), i == last ? flags : flags & ~LAST);
      if (skip != Skip.NONE) {
        break;
      }
    }
    return status;
  }

  /** Runs a command; its status becomes {@code $?}. */
  int execute(Command command, int flags) throws ShellException, ErrnoException {
    if (depth >= DEPTH) {
      throw new ShellException("Maximum nesting of commands (" + DEPTH + ") reached");
    }
    depth++;
    int status;
    try {
      status = dispatch(command, flags);
    } finally {
      depth--;
    }
    shell.setStatus(status);
    if (status != 0
        && (flags & TESTED) == 0
        && shell.has(Option.ERREXIT)
        && endsShell(command)
        && skip == Skip.NONE) {
      throw new Leave(status);
    }
    if (signals.watching()) {
      signals.deliver();
    }
    return status;
  }

  private int dispatch(Command command, int flags) throws ShellException, ErrnoException {
    // The usual ones without a switch over types: it is spun at run time, and every start would
    // pay.
    if (command instanceof Command.Simple each) {
      return simple.run(each, flags);
    } else if (command instanceof Command.AndOr each) {
      return andOr(each, flags);
    } else if (command instanceof Command.Pipeline each) {
      return pipeline(each, flags);
    } else if (command instanceof Command.Redirected each) {
      return redirected(each, flags);
    } else if (command instanceof Command.If each) {
      return branch(each, flags);
    } else if (command instanceof Command.Group each) {
      return run(each.body(), flags);
    }
    return dispatchRare(command, flags);
  }

  private int dispatchRare(Command command, int flags) throws ShellException, ErrnoException {
    return switch (command) {
      case Command.Loop each -> compounds.loop(each, flags);
      case Command.Case each -> choice(each, flags);
      case Command.For each -> compounds.forEach(each, flags);
      case Command.Subshell each -> children.subshell(each, flags);
      case Command.Background each -> children.background(each);
      case Command.Function(String name, Command body, _) -> {
        shell.define(name, body);
        yield 0;
      }
      case Command.Arithmetic(Part.Arithmetic expression, _) ->
          expander.number(expression) != 0 ? 0 : 1;
      case Command.Conditional each -> new Conditional(this).status(each.test());
      case Command.ArithmeticFor each -> compounds.arithmeticFor(each, flags);
      case Command.Select each -> compounds.select(each, flags);
      case Command.Simple _,
          Command.AndOr _,
          Command.Pipeline _,
          Command.Redirected _,
          Command.If _,
          Command.Group _ ->
          dispatch(command, flags);
    };
  }

  /** Whether a failure of this kind of command counts for {@code set -e}. */
  private static boolean endsShell(Command command) {
    return command instanceof Command.Pipeline pipeline
        ? pipeline.stages().size() > 1 && !pipeline.negated()
        : command instanceof Command.Simple
            || command instanceof Command.Subshell
            || command instanceof Command.Redirected
            || command instanceof Command.Arithmetic
            || command instanceof Command.Conditional;
  }

  private int andOr(Command.AndOr command, int flags) throws ShellException, ErrnoException {
    int left = execute(command.left(), TESTED);
    if (skip != Skip.NONE || (left == 0) != command.and()) {
      return left;
    }
    return execute(command.right(), flags);
  }

  private int branch(Command.If command, int flags) throws ShellException, ErrnoException {
    int condition = run(command.condition(), TESTED);
    if (skip != Skip.NONE) {
      return condition;
    }
    if (condition == 0) {
      return run(command.then(), flags);
    }
    Program otherwise = command.otherwise();
    return otherwise == null ? 0 : run(otherwise, flags);
  }

  private int choice(Command.Case command, int flags) throws ShellException, ErrnoException {
    line = command.span().line();
    String subject = expander.text(command.subject());
    int status = 0;
    boolean falls = false;
    for (Command.Case.Item item : command.items()) {
      if (falls || matches(item, subject)) {
        boolean more = item.end() != Command.Case.End.BREAK;
        status = run(item.body(), more ? flags & ~LAST : flags);
        if (!more || skip != Skip.NONE) {
          return status;
        }
        falls = item.end() == Command.Case.End.FALL_THROUGH;
      }
    }
    return status;
  }

  private boolean matches(Command.Case.Item item, String subject) throws ShellException {
    for (Word pattern : item.patterns()) {
      if (Pattern.matches(expander.pattern(pattern), subject)) {
        return true;
      }
    }
    return false;
  }

  private int pipeline(Command.Pipeline command, int flags) throws ShellException, ErrnoException {
    int status =
        command.stages().size() == 1
            ? execute(command.stages().getFirst(), TESTED)
            : children.pipeline(command, flags);
    return !command.negated() ? status : status == 0 ? 1 : 0;
  }

  private int redirected(Command.Redirected command, int flags)
      throws ShellException, ErrnoException {
    line = command.span().line();
    List<Redirector.Prepared> prepared = redirector.prepare(command.redirects());
    Redirector.Saved saved = redirector.applySafely(prepared);
    if (saved == null) {
      return 2;
    }
    try {
      return execute(command.command(), flags & TESTED);
    } finally {
      saved.restore();
    }
  }
}
