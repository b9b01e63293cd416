package modbox.tool.text.awk;

import modbox.user.text.Escapes;

/** The escapes of awk's strings; unknown ones keep their backslash. */
final class Escape {
  private Escape() {}

  static String expand(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i = one(text, i + 1, out);
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static int one(String text, int i, StringBuilder out) {
    char c = text.charAt(i);
    if (c == '"') {
      out.append('"');
    } else if (c == '\n') {
      return i + 1; // a line goes on
    } else if (c >= '0' && c <= '7') {
      return number(text, i, 3, 8, out);
    } else if (c == 'x' && i + 1 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0) {
      return number(text, i + 1, 2, 16, out);
    } else {
      int simple = c == 'e' ? -1 : Escapes.simple(c);
      if (simple >= 0) {
        out.append((char) simple);
      } else {
        out.append('\\').append(c);
      }
    }
    return i + 1;
  }

  /** Reads up to {@code most} digits; gives the index behind them. */
  static int number(String text, int i, int most, int radix, StringBuilder out) {
    int value = 0;
    int end = i;
    while (end < text.length() && end < i + most && Character.digit(text.charAt(end), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(end++), radix);
    }
    out.append((char) (value & 0xff));
    return end;
  }
}
