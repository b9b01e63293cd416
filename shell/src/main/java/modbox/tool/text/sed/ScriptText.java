package modbox.tool.text.sed;

import modbox.user.Failure;

/** Escapes in the texts, expressions and replacements of a script. */
final class ScriptText {
  private ScriptText() {}

  /**
   * Up to the delimiter, as s, y and addresses read it: a delimiter behind a backslash loses the
   * backslash, {@code \n} is a newline in expressions.
   */
  static String delimited(ScriptReader in, char delimiter, boolean regex, String complaint)
      throws Failure {
    var text = new StringBuilder();
    while (in.more()) {
      char c = in.take();
      if (c == delimiter) {
        return text.toString();
      }
      if (c == '\n') {
        break;
      }
      if (c != '\\') {
        text.append(c);
        continue;
      }
      if (!in.more()) {
        break;
      }
      char d = in.take();
      if (d == delimiter && !(d == '&' && !regex)) {
        text.append(regex && isSpecialWhenEscaped(d) ? "\\" + d : String.valueOf(d));
      } else if (d == 'n' && regex) {
        text.append('\n');
      } else {
        text.append('\\').append(d);
      }
    }
    throw in.failure(complaint);
  }

  /** A delimiter that must stay escaped to mean itself. */
  private static boolean isSpecialWhenEscaped(char c) {
    return c == '.' || c == '*' || c == '[' || c == ']' || c == '^' || c == '$';
  }

  /** Turns {@code \t \xHH \oNNN \dNNN \cX} and the like into characters. */
  static String escapes(String text, boolean regex) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        i++;
        continue;
      }
      i = escape(text, i + 1, regex, out);
    }
    return out.toString();
  }

  private static int escape(String text, int i, boolean regex, StringBuilder out) {
    char c = text.charAt(i);
    int simple =
        switch (c) {
          case 'a' -> 7;
          case 'f' -> 12;
          case 'n' -> regex ? 10 : -1;
          case 'r' -> 13;
          case 't' -> 9;
          case 'v' -> 11;
          default -> -1;
        };
    if (simple >= 0) {
      out.append((char) simple);
      return i + 1;
    }
    if (c == 'c' && i + 1 < text.length()) {
      out.append((char) (Character.toUpperCase(text.charAt(i + 1)) ^ 0x40));
      return i + 2;
    }
    int radix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'd' ? 10 : 0;
    int most = c == 'x' ? 2 : 3;
    int end = i + 1;
    int value = 0;
    while (radix > 0
        && end < text.length()
        && end <= i + most
        && Character.digit(text.charAt(end), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(end++), radix);
    }
    if (end > i + 1) {
      char made = (char) (value & 0xff);
      boolean special = regex ? "\\.*[]^$/+?(){}|".indexOf(made) >= 0 : "&\\".indexOf(made) >= 0;
      out.append(special ? "\\" : "").append(made);
      return end;
    }
    out.append('\\').append(c);
    return i + 1;
  }

  /** The text of a, i, c: backslashes go, what they protect stays; escapes count. */
  static String plain(String text) {
    String expanded = escapes(text, false);
    var out = new StringBuilder();
    for (int i = 0; i < expanded.length(); i++) {
      char c = expanded.charAt(i);
      if (c == '\\' && i + 1 < expanded.length()) {
        out.append(expanded.charAt(++i));
      } else if (c != '\\') {
        out.append(c);
      }
    }
    return out.toString();
  }
}
