package modbox.sh.exec;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Assignment;
import modbox.sh.syntax.Assignments;
import modbox.sh.syntax.Command;
import modbox.sh.syntax.Part;
import modbox.sh.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Runs simple commands: assignments, functions, built-ins, programs. */
public final class SimpleCommands {
  /** How deep functions and sourced files may call each other. */
  private static final int DEPTH = 1000;

  /** An assignment before a command whose value is known. */
  record Assigned(String name, String value) {}

  private final Interpreter sh;
  private final Syscalls sys;
  private final Shell shell;
  private final Launcher launcher;
  private final Arrays arrays;
  private int depth;

  /** The status of the last command substitution since the command began; -1 if there was none. */
  private int substituted = -1;

  SimpleCommands(Interpreter sh) {
    this.sh = sh;
    this.sys = sh.sys();
    this.shell = sh.shell();
    this.launcher = new Launcher(sh);
    this.arrays = new Arrays(sh);
  }

  public Launcher launcher() {
    return launcher;
  }

  void setSubstituted(int status) {
    substituted = status;
  }

  /** Sets a variable as an assignment does. */
  public void assign(String name, String value) throws ShellException {
    shell.variables().set(name, value);
    if (shell.has(Option.ALLEXPORT)) {
      shell.variables().export(name, true);
    }
    if (name.equals("OPTIND")) {
      shell.setGetoptsAt(1);
    }
  }

  int run(Command.Simple command, int flags) throws ShellException, ErrnoException {
    sh.setLine(command.span().line());
    sys.checkpoint();
    substituted = -1;
    List<Word> words = command.words();
    if (words.isEmpty()) {
      return assignments(command);
    }
    var argv = new ArrayList<String>(words.size());
    Builtin builtin = sh.builtins().find(words.getFirst().bare());
    if (builtin != null && builtin.kind().declares()) {
      declaration(words, argv);
    } else {
      for (int i = 0; i < words.size(); i++) {
        sh.expander().fields(words.get(i), argv);
      }
    }
    if (argv.isEmpty()) {
      return assignments(command);
    }
    int status = command(command, argv, flags);
    if (sh.children().hasOpenPipes()) {
      sh.children().closePipes();
    }
    return status;
  }

  private int command(Command.Simple command, List<String> argv, int flags)
      throws ShellException, ErrnoException {
    String name = argv.getFirst();
    Command function = shell.function(name);
    Builtin builtin = sh.builtins().find(name);
    if (function != null && (builtin == null || !builtin.kind().special())) {
      builtin = null;
    } else {
      function = null;
    }
    if (command.assignments().isEmpty() && command.redirects().isEmpty()) {
      if (shell.has(Option.XTRACE)) {
        Trace.command(sh, List.of(), argv);
      }
      if (function != null) {
        return call(function, argv, flags);
      }
      if (builtin != null) {
        return invokeDeclaring(builtin, argv, command.words());
      }
      return launcher.run(argv, List.of(), List.of(), flags);
    }
    List<Redirector.Prepared> redirects = sh.redirector().prepare(command.redirects());
    List<Assigned> assigned = values(command.assignments());
    if (shell.has(Option.XTRACE)) {
      Trace.command(sh, assigned, argv);
    }
    if (function == null && builtin == null) {
      return launcher.run(argv, assigned, redirects, flags);
    }
    return inside(function, builtin, command, argv, assigned, redirects, flags);
  }

  /** A function or built-in with redirections or assignments. */
  private int inside(
      @Nullable Command function,
      @Nullable Builtin builtin,
      Command.Simple command,
      List<String> argv,
      List<Assigned> assigned,
      List<Redirector.Prepared> redirects,
      int flags)
      throws ShellException, ErrnoException {
    boolean special = builtin != null && builtin.kind().special();
    Redirector.Saved saved = sh.redirector().applySafely(redirects);
    if (saved == null) {
      if (special) {
        throw new ShellException("", 2);
      }
      return 2;
    }
    boolean exec = builtin != null && argv.getFirst().equals("exec");
    try {
      if (builtin != null && special) {
        for (Assigned each : assigned) {
          assign(each.name, each.value);
        }
        int status = invokeDeclaring(builtin, argv, command.words());
        if (exec) {
          saved.keep();
        }
        return status;
      }
      return withTemporary(function, builtin, command, argv, assigned, flags);
    } finally {
      saved.restore();
    }
  }

  private int withTemporary(
      @Nullable Command function,
      @Nullable Builtin builtin,
      Command.Simple command,
      List<String> argv,
      List<Assigned> assigned,
      int flags)
      throws ShellException, ErrnoException {
    Variables variables = shell.variables();
    variables.push();
    try {
      for (Assigned each : assigned) {
        variables.hide(each.name);
        assign(each.name, each.value);
        variables.export(each.name, true);
      }
      return function != null
          ? call(function, argv, flags)
          : builtin == null ? 127 : invokeDeclaring(builtin, argv, command.words());
    } finally {
      variables.pop();
    }
  }

  private List<Assigned> values(List<Assignment> assignments) throws ShellException {
    if (assignments.isEmpty()) {
      return List.of();
    }
    var values = new ArrayList<Assigned>(assignments.size());
    Variables variables = shell.variables();
    // A value may use the variables before it, which go again before the command is known.
    variables.push();
    try {
      for (Assignment assignment : assignments) {
        String name = assignment.name();
        String value = appended(assignment, sh.expander().value(assignment.value()));
        values.add(new Assigned(name, value));
        if (assignments.size() > 1 && !variables.isReadonly(name)) {
          variables.hide(name);
          variables.set(name, value);
        }
      }
    } finally {
      variables.pop();
    }
    return values;
  }

  private String appended(Assignment assignment, String value) {
    String before = assignment.append() ? shell.variables().get(assignment.name()) : null;
    return before == null ? value : before + value;
  }

  /** A command without name: assignments and redirections in the shell itself. */
  private int assignments(Command.Simple command) throws ShellException, ErrnoException {
    if (!command.redirects().isEmpty()) {
      List<Redirector.Prepared> redirects = sh.redirector().prepare(command.redirects());
      Redirector.Saved saved = sh.redirector().applySafely(redirects);
      if (saved == null) {
        return 2;
      }
      saved.restore();
    }
    for (Assignment assignment : command.assignments()) {
      assign(assignment);
    }
    return substituted < 0 ? 0 : substituted;
  }

  private void assign(Assignment assignment) throws ShellException {
    if (assignment.subscript() != null || assignment.elements() != null) {
      arrays.assign(assignment);
      return;
    }
    String value = appended(assignment, sh.expander().value(assignment.value()));
    if (shell.has(Option.XTRACE)) {
      Trace.command(sh, List.of(new Assigned(assignment.name(), value)), List.of());
    }
    assign(assignment.name(), value);
  }

  /** The words of a declaration: those that look like assignments expand as such. */
  private void declaration(List<Word> words, List<String> argv) throws ShellException {
    for (int i = 0; i < words.size(); i++) {
      Assignment assignment = i == 0 ? null : Assignments.of(words.get(i));
      if (assignment == null || assignment.subscript() != null) {
        sh.expander().fields(words.get(i), argv);
      } else if (hasArray(words.get(i))) {
        argv.add(assignment.name());
      } else {
        argv.add(
            assignment.name()
                + (assignment.append() ? "+=" : "=")
                + sh.expander().value(assignment.value()));
      }
    }
  }

  private static boolean hasArray(Word word) {
    return word.parts().getLast() instanceof Part.ArrayLiteral;
  }

  /** Runs a built-in; then the array literals among its words are assigned. */
  private int invokeDeclaring(Builtin builtin, List<String> argv, List<Word> words)
      throws ShellException, ErrnoException {
    int status = invoke(builtin, argv);
    if (builtin.kind().declares() && status == 0) {
      for (Word word : words) {
        if (word.parts().getLast() instanceof Part.ArrayLiteral(List<Word> elements)) {
          Assignment assignment = Assignments.of(word);
          if (assignment != null) {
            arrays.assign(assignment.name(), elements, assignment.append());
          }
        }
      }
    }
    return status;
  }

  /** Runs a built-in as the rules for its kind have it. */
  private int invoke(Builtin builtin, List<String> argv) throws ShellException, ErrnoException {
    return invoke(builtin, argv, builtin.kind().special());
  }

  /**
   * Runs a built-in.
   *
   * @param fatal whether an error goes on to end the shell
   */
  public int invoke(Builtin builtin, List<String> argv, boolean fatal)
      throws ShellException, ErrnoException {
    int status;
    try {
      status = builtin.run(sh, argv);
    } catch (ShellException e) {
      ShellException named = e.in(argv.getFirst());
      if (fatal || (e.message().isEmpty() && e.status() == 130)) {
        throw named;
      }
      sh.complain(named.message());
      status = e.status();
    } catch (ErrnoException e) {
      sh.complain(argv.getFirst() + ": " + e.what() + ": " + e.errno().text());
      status = 2;
    }
    try {
      sh.out().flush();
    } catch (ErrnoException e) {
      sh.complain(argv.getFirst() + ": I/O error");
      return 1;
    }
    return status;
  }

  /** Calls a function. */
  private int call(Command body, List<String> argv, int flags)
      throws ShellException, ErrnoException {
    enter();
    List<String> positional = shell.positional();
    int loops = sh.loops();
    shell.setPositional(argv.subList(1, argv.size()));
    shell.variables().push();
    sh.setLoops(0);
    try {
      int status = sh.execute(body, flags & Interpreter.TESTED);
      if (sh.skip() == Interpreter.Skip.RETURN) {
        sh.skip(Interpreter.Skip.NONE, 0);
        status = shell.status();
      }
      return status;
    } finally {
      depth--;
      sh.setLoops(loops);
      shell.variables().pop();
      shell.setPositional(positional);
    }
  }

  /** One level deeper, in a function or sourced file. */
  public void enter() throws ShellException {
    if (depth >= DEPTH) {
      throw new ShellException("Maximum function recursion depth (" + DEPTH + ") reached");
    }
    depth++;
  }

  /** Back from a sourced file. */
  public void leave() {
    depth--;
  }

  /** Runs words as a command that is no function: {@code command}. */
  public int runPlain(List<String> argv) throws ShellException, ErrnoException {
    Builtin builtin = sh.builtins().find(argv.getFirst());
    return builtin != null
        ? invoke(builtin, argv, false)
        : launcher.run(argv, List.of(), List.of(), 0);
  }
}
