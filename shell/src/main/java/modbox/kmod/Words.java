package modbox.kmod;

import java.util.Optional;

/** Words of a line, divided by blanks and tabs. */
final class Words {
  private final String line;
  private int at;

  Words(String line) {
    this.line = line;
  }

  /** The next word. */
  Optional<String> word() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    int start = at;
    while (at < line.length() && !isBlank(line.charAt(at))) {
      at++;
    }
    if (start == at) {
      return Optional.empty();
    }
    String word = line.substring(start, at);
    at = Math.min(at + 1, line.length());
    return Optional.of(word);
  }

  /** What stands behind the one blank after the last word; empty if that is nothing. */
  Optional<String> rest() {
    return at < line.length() ? Optional.of(line.substring(at)) : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
