package modbox.image.index;

/**
 * fnmatch(3) without flags in the C locale: {@code *} and {@code ?} match a slash and a leading dot
 * too.
 */
public final class Glob {
  private final String pattern;
  private final String text;

  private Glob(String pattern, String text) {
    this.pattern = pattern;
    this.text = text;
  }

  /** Whether the whole text matches the pattern. */
  public static boolean matches(String pattern, String text) {
    return new Glob(pattern, text).run();
  }

  private boolean run() {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (true) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
        continue;
      }
      if (t == text.length()) {
        return p == pattern.length();
      }
      int next = p < pattern.length() ? step(p, text.charAt(t)) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
  }

  /** Matches one pattern element with one character: the position behind it, -1 if it fails. */
  private int step(int p, char c) {
    char element = pattern.charAt(p);
    switch (element) {
      case '?' -> {
        return p + 1;
      }
      case '[' -> {
        int close = bracketEnd(p);
        if (close > 0) {
          return bracket(p + 1, close, c) ? close + 1 : -1;
        }
      }
      case '\\' -> {
        if (p + 1 < pattern.length()) {
          return pattern.charAt(p + 1) == c ? p + 2 : -1;
        }
        return -1;
      }
      default -> {}
    }
    return element == c ? p + 1 : -1;
  }

  /** The position of the bracket's end, -1 if it is not closed and so an ordinary character. */
  private int bracketEnd(int open) {
    int i = open + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++;
    }
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.startsWith("[:", i)) {
        int end = pattern.indexOf(":]", i + 2);
        i = end < 0 ? i : end + 1;
      }
      i++;
    }
    return i < pattern.length() ? i : -1;
  }

  private boolean bracket(int from, int close, char c) {
    int i = from;
    boolean negated = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < close) {
      int end = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
      if (end > 0 && end < close) {
        found |= inClass(pattern.substring(i + 2, end), c);
        i = end + 2;
        continue;
      }
      if (pattern.charAt(i) == '\\' && i + 1 < close) {
        i++;
      }
      char low = pattern.charAt(i++);
      char high = low;
      if (i + 1 < close && pattern.charAt(i) == '-') {
        i++;
        if (pattern.charAt(i) == '\\' && i + 1 < close) {
          i++;
        }
        high = pattern.charAt(i++);
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }

  private static boolean inClass(String name, char c) {
    boolean upper = c >= 'A' && c <= 'Z';
    boolean lower = c >= 'a' && c <= 'z';
    boolean digit = c >= '0' && c <= '9';
    return switch (name) {
      case "alpha" -> upper || lower;
      case "upper" -> upper;
      case "lower" -> lower;
      case "digit" -> digit;
      case "alnum" -> upper || lower || digit;
      case "xdigit" -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> c > ' ' && c < 0x7f && !upper && !lower && !digit;
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "print" -> c >= ' ' && c < 0x7f;
      case "graph" -> c > ' ' && c < 0x7f;
      default -> false;
    };
  }
}
