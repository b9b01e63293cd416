package modbox.tool.text.sed;

/** The unambiguous form of l. */
final class Visible {
  private Visible() {}

  /** The text with escapes, folded to the width (0 or 1 for not at all), ended by a dollar sign. */
  static String wrap(String text, int width) {
    var out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      String shown = escape(text.charAt(i));
      if (width > 1 && column + shown.length() > width - 1) {
        out.append("\\\n");
        column = 0;
      }
      out.append(shown);
      column += shown.length();
    }
    return out.append("$\n").toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 11 -> "\\v";
      default -> c >= ' ' && c < 127 ? String.valueOf(c) : octal(c);
    };
  }

  private static String octal(char c) {
    return "\\" + (char) ('0' + (c >> 6)) + (char) ('0' + (c >> 3 & 7)) + (char) ('0' + (c & 7));
  }
}
