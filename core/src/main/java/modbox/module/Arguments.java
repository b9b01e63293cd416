package modbox.module;

import org.jspecify.annotations.Nullable;

/**
 * Takes the words of a parameter string one by one. A word may be quoted as a whole or in its
 * value. Source: lib/cmdline.c, next_arg.
 */
final class Arguments {
  /** A word: its value is null if it has no {@code =}. */
  record Word(String name, @Nullable String value) {}

  private final String text;
  private int at;

  Arguments(String text) {
    this.text = text;
    skipBlanks();
  }

  boolean more() {
    return at < text.length();
  }

  /** What has not been taken yet. */
  String rest() {
    return text.substring(at);
  }

  Word next() {
    boolean quoted = text.charAt(at) == '"';
    int start = quoted ? at + 1 : at;
    boolean inQuote = quoted;
    int equals = 0;
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (blank(c) && !inQuote) {
        break;
      }
      if (equals == 0 && c == '=') {
        equals = end - start;
      }
      inQuote ^= c == '"';
      end++;
    }
    String word = text.substring(start, end);
    at = Math.min(end + 1, text.length());
    skipBlanks();
    boolean closed = word.endsWith("\"");
    if (equals == 0) {
      return new Word(quoted && closed ? word.substring(0, word.length() - 1) : word, null);
    }
    String value = word.substring(equals + 1);
    boolean opened = value.startsWith("\"");
    if (opened) {
      value = value.substring(1);
    }
    if ((opened || quoted) && value.endsWith("\"")) {
      value = value.substring(0, value.length() - 1);
    }
    return new Word(word.substring(0, equals), value);
  }

  private void skipBlanks() {
    while (at < text.length() && blank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
  }
}
