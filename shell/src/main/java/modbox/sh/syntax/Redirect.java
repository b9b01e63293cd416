package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A redirection.
 *
 * @param fd the number before the operator, -1 if there is none
 * @param target what stands behind the operator; the delimiter of a here-document
 * @param here the here-document's text
 */
public record Redirect(int fd, Operator operator, Word target, @Nullable HereText here, Span span) {
  /** Redirection operators. */
  public enum Operator {
    INPUT("<", 0),
    OUTPUT(">", 1),
    CLOBBER(">|", 1),
    APPEND(">>", 1),
    READ_WRITE("<>", 0),
    DUPLICATE_INPUT("<&", 0),
    DUPLICATE_OUTPUT(">&", 1),
    HERE("<<", 0),
    HERE_STRIPPED("<<-", 0),
    HERE_STRING("<<<", 0),
    /** Standard output and standard error. */
    BOTH("&>", 1),
    BOTH_APPEND("&>>", 1);

    private final String text;
    private final int fd;

    Operator(String text, int fd) {
      this.text = text;
      this.fd = fd;
    }

    public String text() {
      return text;
    }

    /** The descriptor that is meant if no number is given. */
    public int fd() {
      return fd;
    }
  }

  /** The descriptor that it changes. */
  public int number() {
    return fd < 0 ? operator.fd() : fd;
  }
}
