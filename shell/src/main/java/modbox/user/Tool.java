package modbox.user;

import java.util.List;
import modbox.abi.ErrnoException;

/**
 * A command: one final class, its options as data, its work in {@code run}. Stateless: one object
 * serves all tasks.
 */
public interface Tool {
  /** Names, options and texts; help, completion, manual and parser all read it. */
  ToolSpec spec();

  /**
   * Does the work. An ErrnoException that leaves it is reported as {@code NAME: WHAT: TEXT} with
   * status 1.
   *
   * @param args the command line, parsed by {@link #spec}
   */
  ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure;

  /** The line that follows the message about a wrong command line. */
  default String hint(Proc proc) {
    return "Try '" + proc.argv0() + " --help' for more information.\n";
  }

  /**
   * Puts an old-style command line ({@code head -5}) into the form that the options describe.
   *
   * @param argv the words behind the command's name
   */
  default List<String> normalize(List<String> argv) {
    return argv;
  }
}
