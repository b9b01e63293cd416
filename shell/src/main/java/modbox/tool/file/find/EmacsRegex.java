package modbox.tool.file.find;

/** The regular expressions that find takes by default, said as basic ones. */
final class EmacsRegex {
  private EmacsRegex() {}

  /** Plus and question mark are operators without a backslash, and text with one. */
  static String toBasic(String text) {
    var basic = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') {
        int end = text.indexOf(']', i + (text.startsWith("[^", i) ? 3 : 2));
        int stop = end < 0 ? text.length() - 1 : end;
        basic.append(text, i, stop + 1);
        i = stop;
      } else if (c == '\\' && i + 1 < text.length()) {
        char d = text.charAt(++i);
        boolean plain = d == '+' || d == '?' || d == '{' || d == '}';
        basic.append(plain ? String.valueOf(d) : "\\" + d);
      } else if (c == '+' || c == '?') {
        basic.append('\\').append(c);
      } else {
        basic.append(c);
      }
    }
    return basic.toString();
  }
}
