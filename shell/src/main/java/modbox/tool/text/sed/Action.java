package modbox.tool.text.sed;

import java.util.List;
import java.util.Optional;
import modbox.user.regex.Regex;

/** What a command of the script does. */
sealed interface Action {
  /** An opening brace: skips to the index when its address does not match. */
  record Begin(int end) implements Action {}

  /** The closing brace, a label, a comment. */
  record Nothing() implements Action {}

  /** {@code a i c}. */
  record Text(char letter, String text) implements Action {}

  /** {@code b t T} to an index. */
  record Branch(char letter, int target) implements Action {}

  /** Letters without an argument: {@code d D F g G h H n N p P x z =}. */
  record Simple(char letter) implements Action {}

  record List_(Optional<Integer> width) implements Action {}

  /** {@code q Q}. */
  record Quit(char letter, int status) implements Action {}

  /** {@code r R w W}. */
  record File(char letter, String name) implements Action {}

  record Execute(String command) implements Action {}

  record Translate(String from, String to) implements Action {}

  /**
   * {@code s}.
   *
   * @param regex empty for the expression that was used last
   * @param which the first match that is replaced, from 1
   * @param file where a changed line goes, empty for nowhere
   */
  record Substitute(
      Optional<Regex> regex,
      List<Piece> replacement,
      int which,
      boolean global,
      boolean print,
      boolean execute,
      String file)
      implements Action {}

  /** A part of a replacement. */
  sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Group(int number) implements Piece {}

    /** A change of letter case: a backslash and one of L, U, l, u, E. */
    record Case(char letter) implements Piece {}
  }
}
