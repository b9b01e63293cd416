package modbox.sh.expand;

import io.vavr.collection.SortedMap;
import java.util.List;
import modbox.sh.syntax.Program;
import org.jspecify.annotations.Nullable;

/** What expansion needs from the shell: variables, parameters, effects. */
public interface Scope {
  /** The value of a variable; null if it is unset. */
  @Nullable String get(String name);

  /** Sets a variable; fails if it is read-only. */
  void set(String name, String value) throws ShellException;

  /** The elements of an array by index; null if the variable is none. */
  @Nullable SortedMap<Long, String> array(String name);

  void setElement(String name, long index, String value) throws ShellException;

  /** The names of all set variables that begin with a text, sorted. */
  List<String> names(String prefix);

  /** The positional parameters from {@code $1} on. */
  List<String> positional();

  /** The value of {@code $0}, {@code $?}, {@code $$}, {@code $!}, {@code $-}; null if unset. */
  @Nullable String special(char name);

  /** Whether the use of an unset variable is an error: {@code set -u}. */
  boolean nounset();

  /** Whether pathnames stay as they are: {@code set -f}. */
  boolean noglob();

  /** Runs a command substitution; its output without the newlines at its end. */
  String substitute(Program program) throws ShellException;

  /** Starts a process substitution: the path of its pipe. */
  String process(Program program, boolean reads) throws ShellException;

  /** The home directory of a user; null if there is no such user. */
  @Nullable String home(String user);

  /** The names in a directory, "." and ".." too; none if it cannot be read. */
  List<String> list(String directory);

  /** Whether there is a file of this name, be it a dangling link. */
  boolean exists(String path);
}
