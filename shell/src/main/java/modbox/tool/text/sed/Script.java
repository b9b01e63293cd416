package modbox.tool.text.sed;

import java.util.List;
import modbox.user.Failure;

/**
 * A parsed script.
 *
 * @param silent whether it began with {@code #n}
 */
public record Script(List<Command> commands, boolean silent) {
  public Script {
    commands = List.copyOf(commands);
  }

  /**
   * A piece of script text.
   *
   * @param origin {@code -e expression #1} or {@code file NAME}
   * @param isFile whether messages count lines rather than characters
   */
  public record Source(String origin, String text, boolean isFile) {}

  /** Parses a script given in pieces. */
  public static Script parse(
      List<Source> sources, boolean extended, boolean posix, Runnable checkpoint) throws Failure {
    return new ScriptParser(sources, extended, posix, checkpoint).parse();
  }
}
