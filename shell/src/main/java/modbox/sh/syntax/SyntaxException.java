package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/** Text that is not a program: malformed, or unfinished at its end. */
public final class SyntaxException extends Exception {
  private final Span span;
  private final Outcome.@Nullable Missing missing;

  SyntaxException(Span span, String message, Outcome.@Nullable Missing missing) {
    super("Syntax error: " + message, null, false, false);
    this.span = span;
    this.missing = missing;
  }

  /** The message as dash words it. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** Where it was noticed. */
  public Span span() {
    return span;
  }

  /** What more text could finish; null if none could. */
  public Outcome.@Nullable Missing missing() {
    return missing;
  }
}
