package modbox.udev.rule;

import org.jspecify.annotations.Nullable;

/** Takes a logical line apart into keys, operators and values. */
final class Lexer {
  /**
   * A key with its value.
   *
   * @param attribute what stands in braces; null if there are none, which is not the same as empty
   */
  record Pair(String key, @Nullable String attribute, Op op, String value, String source) {}

  /** The text is not of the form {@code KEY[{attribute}]OP"value"}. */
  static final class LexException extends Exception {
    LexException() {
      super("Invalid key/value pair, ignoring.", null, false, false);
    }
  }

  private static final String BLANKS = " \t\n\r";

  private final String line;
  private int position;

  Lexer(String line) {
    this.line = line;
  }

  /** The next pair; null at the end of the line. */
  @Nullable Pair next() throws LexException {
    skip(BLANKS + ",");
    if (position == line.length()) {
      return null;
    }
    int start = position;
    int keyEnd = keyEnd();
    String key = line.substring(start, keyEnd);
    String attribute = null;
    position = keyEnd;
    if (line.charAt(keyEnd) == '{') {
      int close = line.indexOf('}', keyEnd);
      if (close < 0) {
        throw new LexException();
      }
      attribute = line.substring(keyEnd + 1, close);
      position = close + 1;
    }
    skip(BLANKS);
    Op op = Op.at(line, position);
    if (op == null) {
      throw new LexException();
    }
    position += op.sign().length();
    skip(BLANKS);
    String value = value();
    return new Pair(key, attribute, op, value, line.substring(start, position));
  }

  private int keyEnd() throws LexException {
    for (int i = position; i < line.length(); i++) {
      char c = line.charAt(i);
      if (BLANKS.indexOf(c) >= 0 || c == '=' || c == '{') {
        return i;
      }
      boolean operator = c == '+' || c == '-' || c == '!' || c == ':';
      if (operator && line.startsWith("=", i + 1)) {
        return i;
      }
    }
    throw new LexException();
  }

  private void skip(String set) {
    while (position < line.length() && set.indexOf(line.charAt(position)) >= 0) {
      position++;
    }
  }

  private String value() throws LexException {
    boolean escapes = line.startsWith("e", position);
    if (escapes) {
      position++;
    }
    if (!line.startsWith("\"", position)) {
      throw new LexException();
    }
    position++;
    return escapes ? escaped() : plain();
  }

  /** Only a backslash before a quote is taken away. */
  private String plain() throws LexException {
    var value = new StringBuilder();
    while (position < line.length()) {
      char c = line.charAt(position++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && line.startsWith("\"", position)) {
        c = line.charAt(position++);
      }
      value.append(c);
    }
    throw new LexException();
  }

  private String escaped() throws LexException {
    int start = position;
    while (position < line.length() && line.charAt(position) != '"') {
      position += line.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= line.length()) {
      throw new LexException();
    }
    String value = Escapes.decode(line.substring(start, position++));
    if (value == null) {
      throw new LexException();
    }
    return value;
  }
}
