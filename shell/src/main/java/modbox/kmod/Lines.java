package modbox.kmod;

import java.util.Optional;

/**
 * Lines of a configuration file: a backslash joins it with the next line, before another character
 * it is dropped.
 */
final class Lines {
  /** What kmod keeps of a backslash that ends the file: EOF in a byte. */
  private static final char END = '\u00ff';

  private final String text;
  private int at;
  private int number;

  Lines(String text) {
    this.text = text;
  }

  /** The number of the last physical line of the line last read. */
  int number() {
    return number;
  }

  /** The next line; empty at the end of the file. */
  Optional<String> next() {
    if (at >= text.length()) {
      return Optional.empty();
    }
    var line = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        number++;
        return Optional.of(line.toString());
      }
      if (c == '\\') {
        c = at < text.length() ? text.charAt(at++) : END;
        if (c == '\n') {
          number++;
          continue;
        }
      }
      line.append(c);
    }
    if (line.isEmpty()) {
      return Optional.empty();
    }
    number++;
    return Optional.of(line.toString());
  }
}
