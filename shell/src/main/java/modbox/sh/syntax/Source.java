package modbox.sh.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The characters that a lexer reads: a text that may grow, with alias texts pushed in front. */
final class Source {
  static final int END = -1;

  /** An alias text that is being read. */
  private static final class Pushed {
    final String text;
    final String alias;
    int at;

    Pushed(String text, String alias) {
      this.text = text;
      this.alias = alias;
    }
  }

  private final Supplier<@Nullable String> more;
  private final boolean partial;
  private final Deque<Pushed> pushed = new ArrayDeque<>();
  private String text;
  private int at;
  private int dropped;
  private int line;
  private int marks;
  private boolean blankTail;

  /**
   * @param offset where the text begins in the user's eyes, {@code line} likewise
   * @param more gives further lines, null when there are none
   * @param partial whether the end of the text may be followed by more, later
   */
  Source(String text, int offset, int line, Supplier<@Nullable String> more, boolean partial) {
    this.text = text;
    this.dropped = offset;
    this.line = line;
    this.more = more;
    this.partial = partial;
  }

  /** A whole text. */
  static Source of(String text, int offset, int line) {
    return new Source(text, offset, line, () -> null, false);
  }

  boolean partial() {
    return partial;
  }

  int offset() {
    return dropped + at;
  }

  int line() {
    return line;
  }

  /** An empty span at the present place. */
  Span here() {
    return new Span(offset(), offset(), line);
  }

  Span since(int start, int startLine) {
    return new Span(start, offset(), startLine);
  }

  /** The next character as it stands. */
  int peek() {
    while (!pushed.isEmpty()) {
      Pushed top = pushed.peek();
      if (top.at < top.text.length()) {
        return top.text.charAt(top.at);
      }
      pushed.pop();
      if (top.text.endsWith(" ") || top.text.endsWith("\t")) {
        blankTail = true;
      }
    }
    return at < text.length() || refill() ? text.charAt(at) : END;
  }

  /** The character {@code n} behind the next one, as it stands. */
  int peekAt(int n) {
    Pushed top = pushed.peek();
    if (top != null && top.at + n < top.text.length()) {
      return top.text.charAt(top.at + n);
    }
    int rest = top == null ? n : n - (top.text.length() - top.at);
    while (at + rest >= text.length()) {
      if (!refill()) {
        return END;
      }
    }
    return text.charAt(at + rest);
  }

  /** The next character, after any backslash-newline pairs have been skipped. */
  int look() {
    int c = peek();
    while (c == '\\' && peekAt(1) == '\n') {
      next();
      next();
      c = peek();
    }
    return c;
  }

  /** Takes the next character as it stands. */
  int next() {
    int c = peek();
    Pushed top = pushed.peek();
    if (top != null) {
      top.at++;
    } else if (c != END) {
      at++;
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  /** Takes the next character if it is this one. */
  boolean accept(char c) {
    if (look() != c) {
      return false;
    }
    next();
    return true;
  }

  /** The rest of the line without its newline, which is taken too; null at the end. */
  @Nullable String rawLine() {
    if (peek() == END) {
      return null;
    }
    var all = new StringBuilder();
    int c = next();
    while (c != END && c != '\n') {
      all.append((char) c);
      c = next();
    }
    return all.toString();
  }

  /** Puts an alias's text before what follows. */
  void push(String alias, String value) {
    pushed.push(new Pushed(value, alias));
  }

  /** Whether the text of this alias is being read. */
  boolean reads(String alias) {
    for (Pushed each : pushed) {
      if (each.alias.equals(alias)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an alias text that ended in a blank was left since the last question. */
  boolean takeBlankTail() {
    boolean tail = blankTail;
    blankTail = false;
    return tail;
  }

  /** A place to come back to; null inside an alias. */
  int @Nullable [] mark() {
    if (!pushed.isEmpty()) {
      return null;
    }
    marks++;
    return new int[] {dropped + at, line};
  }

  void release() {
    marks--;
  }

  void reset(int[] mark) {
    marks--;
    at = mark[0] - dropped;
    line = mark[1];
  }

  private boolean refill() {
    String line = more.get();
    if (line == null) {
      return false;
    }
    if (marks == 0) {
      dropped += at;
      text = text.substring(at) + line;
      at = 0;
    } else {
      text += line;
    }
    return true;
  }
}
