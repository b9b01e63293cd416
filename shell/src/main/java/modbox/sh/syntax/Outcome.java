package modbox.sh.syntax;

/** The three fates of typed text. */
public sealed interface Outcome {
  /** It can run. */
  record Complete(Program program) implements Outcome {}

  /** It needs more lines. */
  record Unfinished(Missing missing, String message) implements Outcome {}

  /**
   * It can never run.
   *
   * @param message as dash words it, for instance {@code Syntax error: "fi" unexpected}
   */
  record Malformed(Span span, String message) implements Outcome {}

  /** What unfinished text waits for. */
  enum Missing {
    /** The end of a compound command, or the right side of an operator. */
    COMMAND,
    QUOTE,
    SUBSTITUTION,
    HERE_DOCUMENT,
    /** The line after a backslash. */
    CONTINUATION
  }
}
