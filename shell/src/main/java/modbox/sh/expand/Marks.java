package modbox.sh.expand;

/**
 * Marked text: in a text that will be matched as a pattern, a char from 0x100 on is a quoted byte,
 * so that it stands for itself. Only characters that could mean something are marked.
 */
public final class Marks {
  private static final int MARK = 0x100;

  private Marks() {}

  /** A text that stands for itself in a pattern. */
  public static String quote(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isSpecial(text.charAt(i))) {
        return quoteFrom(text, i);
      }
    }
    return text;
  }

  private static String quoteFrom(String text, int from) {
    var marked = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      marked.append(isSpecial(c) ? (char) (c | MARK) : c);
    }
    return marked.toString();
  }

  /** The text without its marks. */
  public static String plain(CharSequence marked) {
    for (int i = 0; i < marked.length(); i++) {
      if (marked.charAt(i) >= MARK) {
        var plain = new char[marked.length()];
        for (int k = 0; k < plain.length; k++) {
          plain[k] = (char) (marked.charAt(k) & 0xff);
        }
        return new String(plain);
      }
    }
    return marked.toString();
  }

  /** Whether a text holds an active pattern character. */
  public static boolean hasPattern(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (isPattern(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isPattern(char c) {
    return c == '*' || c == '?' || c == '[';
  }

  /** A marked text as a regular expression: what is marked stands for itself. */
  public static String regex(String marked) {
    var regex = new StringBuilder();
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      regex.append(c >= MARK ? "\\" : "").append((char) (c & 0xff));
    }
    return regex.toString();
  }

  private static boolean isSpecial(char c) {
    return switch (c) {
      case '*', '?', '[', ']', '\\', '-', '!', '^', ':', '.', '=' -> true;
      case '(', ')', '{', '}', '+', '|', '$' -> true; // in regular expressions
      default -> false;
    };
  }
}
