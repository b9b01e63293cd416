package modbox.tool.file;

/** Names with characters that a terminal should not see. */
final class LsNames {
  private LsNames() {}

  /** C escapes for what is not printable, for the backslash and for the quote. */
  static String escape(String name, char quote) {
    var text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int letter = "\7\b\t\n\13\f\r".indexOf(c);
      if (c == '\\' || c == quote) {
        text.append('\\').append(c);
      } else if (letter >= 0) {
        text.append('\\').append("abtnvfr".charAt(letter));
      } else if (c < ' ' || c >= 127) {
        text.append('\\').append((char) ('0' + (c >> 6)));
        text.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  static String questionMarks(String name) {
    var text = new StringBuilder();
    name.chars().forEach(c -> text.append(c < ' ' || c >= 127 ? '?' : (char) c));
    return text.toString();
  }
}
