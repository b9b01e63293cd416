package modbox.device;

/**
 * Matching of a modalias against the pattern of an alias: {@code *}, {@code ?} and bracket
 * expressions, as fnmatch(3) without flags. Dash and underscore are not folded: the kernel's own
 * tables know no aliases.
 */
public final class Glob {
  private Glob() {}

  /** Whether the whole text matches the pattern. Takes time linear in text times stars at most. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? step(pattern, p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
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

  /** The place in the pattern behind what matches the char, -1 if it does not match. */
  private static int step(String pattern, int p, char c) {
    char want = pattern.charAt(p);
    if (want == '[') {
      int end = pattern.indexOf(']', p + 2);
      if (end > 0) {
        return inBrackets(pattern, p + 1, end, c) ? end + 1 : -1;
      }
    }
    if (want == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return want == '?' || want == c ? p + 1 : -1;
  }

  private static boolean inBrackets(String pattern, int from, int end, char c) {
    boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    for (int i = negated ? from + 1 : from; i < end; i++) {
      char low = pattern.charAt(i);
      char high = low;
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      if (low <= c && c <= high) {
        return !negated;
      }
    }
    return negated;
  }
}
