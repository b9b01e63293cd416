package modbox.sh.exec;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.expand.ShellException;

/** A command that runs inside the shell. Stateless. */
public interface Builtin {
  /** How the rules of the language treat a built-in. */
  enum Kind {
    /** An error ends the shell, assignments before it stay. */
    SPECIAL,
    /** Found without PATH, but otherwise a command like any other. */
    REGULAR,
    /** Regular, and its arguments of the form {@code name=value} are assignments. */
    DECLARATION,
    /** Both special and a declaration: {@code export}, {@code readonly}. */
    SPECIAL_DECLARATION;

    boolean special() {
      return this == SPECIAL || this == SPECIAL_DECLARATION;
    }

    boolean declares() {
      return this == DECLARATION || this == SPECIAL_DECLARATION;
    }
  }

  /** Names under which it is found. */
  List<String> names();

  Kind kind();

  /**
   * Runs it.
   *
   * @param argv its name and its arguments
   * @return the exit status
   */
  int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException;
}
