package modbox.tool.text.sed;

import java.util.List;
import modbox.user.Failure;
import modbox.user.text.CharacterClass;

/** Reads the characters of a script, whose pieces are joined by newlines, and knows where it is. */
final class ScriptReader {
  private static final int BAD_SCRIPT = 1;

  private final List<Script.Source> sources;
  private final String text;
  private int at;

  ScriptReader(List<Script.Source> sources) {
    this.sources = sources;
    var all = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      all.append(i == 0 ? "" : "\n").append(sources.get(i).text());
    }
    text = all.toString();
  }

  boolean more() {
    return at < text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  char take() {
    return text.charAt(at++);
  }

  boolean accept(char c) {
    if (more() && peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (more() && peek() != '\n' && CharacterClass.isSpace(peek())) {
      at++;
    }
  }

  void skipSpace() {
    while (more() && CharacterClass.isSpace(peek())) {
      at++;
    }
  }

  long number() {
    long value = 0;
    while (more() && CharacterClass.isDigit(peek())) {
      value = Math.min(Long.MAX_VALUE / 20, value * 10 + take() - '0');
    }
    return value;
  }

  boolean atDigit() {
    return more() && CharacterClass.isDigit(peek());
  }

  /** The rest of the line, its newline taken. */
  String line() {
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end < 0 ? text.length() : end);
    at = end < 0 ? text.length() : end + 1;
    return line;
  }

  /** Up to one of the characters, which stays. */
  String until(String stops) {
    int start = at;
    while (more() && stops.indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Whether the script begins with the text. */
  boolean startsWith(String prefix) {
    return text.startsWith(prefix);
  }

  /** Whether the script is just the text. */
  boolean isWhole(String whole) {
    return text.equals(whole);
  }

  /** A failure here, with the place as sed tells it. */
  Failure failure(String message) {
    int start = 0;
    for (int i = 0; i < sources.size(); i++) {
      Script.Source source = sources.get(i);
      int end = start + source.text().length();
      if (at <= end + 1 || i == sources.size() - 1) {
        String before = text.substring(start, Math.min(at, text.length()));
        long lines =
            before.chars().filter(c -> c == '\n').count() + (before.endsWith("\n") ? 0 : 1);
        String place =
            source.isFile()
                ? source.origin() + " line " + Math.max(1, lines)
                : source.origin() + ", char " + (Math.min(at, end) - start);
        return new Failure(BAD_SCRIPT, place + ": " + message);
      }
      start = end + 1;
    }
    return new Failure(BAD_SCRIPT, message);
  }
}
