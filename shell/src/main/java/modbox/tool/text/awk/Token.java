package modbox.tool.text.awk;

/**
 * A word of the program.
 *
 * @param text the spelling; of a string or regular expression its content
 * @param line where it begins
 */
record Token(Kind kind, String text, int line) {
  /** What a token is. */
  enum Kind {
    NEWLINE,
    END,
    NUMBER,
    STRING,
    REGEX,
    /** A name that a parenthesis does not follow at once. */
    NAME,
    /** A name directly followed by a parenthesis. */
    CALL,
    BUILTIN,
    KEYWORD,
    /** Operators and punctuation. */
    PUNCTUATION
  }

  boolean is(String spelling) {
    return (kind == Kind.PUNCTUATION || kind == Kind.KEYWORD) && text.equals(spelling);
  }

  /** Whether a slash behind this token divides; else it begins a regular expression. */
  boolean endsOperand() {
    return switch (kind) {
      case NUMBER, STRING, REGEX, NAME, BUILTIN -> true;
      case PUNCTUATION ->
          text.equals(")")
              || text.equals("]")
              || text.equals("$")
              || text.equals("++")
              || text.equals("--");
      case NEWLINE, END, CALL, KEYWORD -> false;
    };
  }
}
