package modbox.sh.syntax;

/** Questions about names and characters. */
public final class Names {
  private Names() {}

  /** Whether a character may begin a name. */
  public static boolean startsName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** Whether a character may stand in a name. */
  public static boolean inName(int c) {
    return startsName(c) || isDigit(c);
  }

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a text is a variable's name. */
  public static boolean isName(String text) {
    return !text.isEmpty() && startsName(text.charAt(0)) && nameEnd(text, 0) == text.length();
  }

  /** The index behind the name that begins at {@code from}; {@code from} if there is none. */
  public static int nameEnd(String text, int from) {
    int i = from;
    if (i < text.length() && startsName(text.charAt(i))) {
      while (i < text.length() && inName(text.charAt(i))) {
        i++;
      }
    }
    return i;
  }

  /** Whether a text is all digits and not empty. */
  public static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a word of the language has a meaning of its own where a command may begin. */
  public static boolean isReserved(String word) {
    return switch (word) {
      case "!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if" -> true;
      case "in", "then", "until", "while", "[[", "function", "select" -> true;
      default -> false;
    };
  }
}
