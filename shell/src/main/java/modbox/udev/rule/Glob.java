package modbox.udev.rule;

import modbox.udev.device.Ascii;

/**
 * fnmatch(3) with no flags over byte strings: {@code *} and {@code ?} match any byte, also a slash
 * or a leading dot; {@code [a-z]}, {@code [!x]}, {@code [[:alpha:]]}; a backslash quotes.
 */
public final class Glob {
  private Glob() {}

  /** Whether the text holds a character that is special in a pattern. */
  public static boolean isGlob(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[') {
        return true;
      }
    }
    return false;
  }

  /** Whether the whole text matches the pattern. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? step(pattern, p, text.charAt(t)) : -1;
      if (next == STAR) {
        star = ++p;
        mark = t;
      } else if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static final int STAR = -2;

  /** The position behind the element at {@code p} if it takes {@code c}, -1 if not. */
  private static int step(String pattern, int p, char c) {
    char element = pattern.charAt(p);
    return switch (element) {
      case '*' -> STAR;
      case '?' -> p + 1;
      case '[' -> {
        int end = bracketEnd(pattern, p);
        if (end < 0) {
          yield c == '[' ? p + 1 : -1;
        }
        yield inBracket(pattern, p, end, c) ? end + 1 : -1;
      }
      case '\\' -> {
        if (p + 1 == pattern.length()) {
          yield -1; // glibc: a backslash at the end matches nothing
        }
        yield pattern.charAt(p + 1) == c ? p + 2 : -1;
      }
      default -> element == c ? p + 1 : -1;
    };
  }

  /** Where the bracket that opens at {@code p} closes; -1 if it does not. */
  private static int bracketEnd(String pattern, int p) {
    int i = p + 1;
    if (i < pattern.length() && isNegation(pattern.charAt(i))) {
      i++;
    }
    boolean first = true;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == ']' && !first) {
        return i;
      }
      first = false;
      int close = classEnd(pattern, i);
      if (close > 0) {
        i = close;
      } else {
        i += c == '\\' ? 2 : 1;
      }
    }
    return -1;
  }

  /** Where {@code [:class:]}, {@code [.x.]} or {@code [=x=]} at {@code i} ends; -1 if none does. */
  private static int classEnd(String pattern, int i) {
    if (pattern.charAt(i) != '[' || i + 1 >= pattern.length()) {
      return -1;
    }
    char kind = pattern.charAt(i + 1);
    int close = kind == ':' || kind == '.' || kind == '=' ? pattern.indexOf(kind + "]", i + 2) : -1;
    return close < 0 ? -1 : close + 2;
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }

  private static boolean inBracket(String pattern, int open, int end, char c) {
    int i = open + 1;
    boolean negated = isNegation(pattern.charAt(i));
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      int close = classEnd(pattern, i);
      if (close > 0 && close <= end) {
        String inner = pattern.substring(i + 2, close - 2);
        found |= pattern.charAt(i + 1) == ':' ? inClass(inner, c) : inner.equals("" + c);
        i = close;
        continue;
      }
      if (pattern.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      char low = pattern.charAt(i++);
      char high = low;
      if (i + 1 < end && pattern.charAt(i) == '-') {
        i++;
        if (pattern.charAt(i) == '\\' && i + 1 < end) {
          i++;
        }
        high = pattern.charAt(i++);
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }

  private static boolean inClass(String name, char c) {
    return switch (name) {
      case "alpha" -> Ascii.isLetter(c);
      case "digit" -> Ascii.isDigit(c);
      case "alnum" -> Ascii.isAlphanumeric(c);
      case "upper" -> Ascii.isUpper(c);
      case "lower" -> Ascii.isLower(c);
      case "space" -> Ascii.isSpace(c);
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> c > ' ' && c < 0x7f && !Ascii.isAlphanumeric(c);
      case "print" -> c >= ' ' && c < 0x7f;
      case "graph" -> c > ' ' && c < 0x7f;
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> Ascii.isHexDigit(c);
      default -> false;
    };
  }
}
