package modbox.user.regex;

/** A regular expression that is wrong, with the message that regcomp(3) has for it. */
public final class RegexException extends Exception {
  RegexException(String message) {
    super(message, null, false, false);
  }

  /** The message; never absent. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
