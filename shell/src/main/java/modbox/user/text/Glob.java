package modbox.user.text;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * fnmatch(3) in the C locale.
 *
 * @param pathname a slash is matched by a slash only
 * @param period a leading dot is matched by a dot only
 * @param fold letters match in either case
 */
public record Glob(boolean pathname, boolean period, boolean fold) {
  /** No special treatment of anything: what case, test and find -name use. */
  public static final Glob PLAIN = new Glob(false, false, false);

  private static final int NONE = -1;

  /** Whether the text matches the pattern under plain rules. */
  public static boolean matches(String pattern, String text) {
    return PLAIN.match(pattern, text);
  }

  /** Whether the whole text matches the pattern. */
  public boolean match(String pattern, String text) {
    int p = 0;
    int t = 0;
    int starPattern = NONE;
    int starText = NONE;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*' && !hidden(text, t)) {
        starPattern = ++p;
        starText = t;
        continue;
      }
      int next = p < pattern.length() ? one(pattern, p, text, t) : NONE;
      if (next != NONE) {
        p = next;
        t++;
      } else if (starPattern != NONE && !(pathname && text.charAt(starText) == '/')) {
        p = starPattern;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether the text has characters that make it a pattern. */
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private boolean hidden(String text, int t) {
    return period && text.charAt(t) == '.' && (t == 0 || (pathname && text.charAt(t - 1) == '/'));
  }

  /** Where the pattern goes on if its element at p matches the character at t, else NONE. */
  private int one(String pattern, int p, String text, int t) {
    char c = text.charAt(t);
    switch (pattern.charAt(p)) {
      case '?' -> {
        return (pathname && c == '/') || hidden(text, t) ? NONE : p + 1;
      }
      case '[' -> {
        int end = bracketEnd(pattern, p);
        if (end == NONE) {
          return c == '[' ? p + 1 : NONE;
        }
        boolean in = !(pathname && c == '/') && !hidden(text, t) && bracket(pattern, p, end, c);
        return in ? end + 1 : NONE;
      }
      case '\\' -> {
        if (p + 1 < pattern.length()) {
          return same(pattern.charAt(p + 1), c) ? p + 2 : NONE;
        }
        return c == '\\' ? p + 1 : NONE;
      }
      default -> {
        return same(pattern.charAt(p), c) ? p + 1 : NONE;
      }
    }
  }

  private boolean same(char a, char b) {
    return a == b || (fold && CharacterClass.toLower(a) == CharacterClass.toLower(b));
  }

  /** The index of the bracket that closes the one at p, NONE if it is not closed. */
  private static int bracketEnd(String pattern, int p) {
    int i = p + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    int first = i;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == ']' && i > first) {
        return i;
      } else if (c == '\\') {
        i++;
      } else if (c == '['
          && i + 1 < pattern.length()
          && ":.=".indexOf(pattern.charAt(i + 1)) >= 0) {
        int close = pattern.indexOf(pattern.charAt(i + 1) + "]", i + 2);
        i = close < 0 ? i : close + 1;
      }
      i++;
    }
    return NONE;
  }

  private boolean bracket(String pattern, int p, int end, char c) {
    int i = p + 1;
    boolean negated = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      char d = pattern.charAt(i);
      int close = d == '[' && i + 1 < end ? namedEnd(pattern, i, end) : NONE;
      if (close != NONE && pattern.charAt(i + 1) == ':') {
        found |= inClass(pattern.substring(i + 2, close), c);
        i = close + 2;
        continue;
      }
      int from = i;
      char low = element(pattern, from, close);
      i = after(pattern, from, close);
      if (i + 1 < end && pattern.charAt(i) == '-') {
        int close2 = pattern.charAt(i + 1) == '[' ? namedEnd(pattern, i + 1, end) : NONE;
        char high = element(pattern, i + 1, close2);
        i = after(pattern, i + 1, close2);
        found |= within(c, low, high);
      } else {
        found |= same(low, c);
      }
    }
    return found != negated;
  }

  private boolean within(char c, char low, char high) {
    return (c >= low && c <= high)
        || (fold
            && ((CharacterClass.toLower(c) >= low && CharacterClass.toLower(c) <= high)
                || (CharacterClass.toUpper(c) >= low && CharacterClass.toUpper(c) <= high)));
  }

  private boolean inClass(String name, char c) {
    boolean letterCase = fold && (name.equals("upper") || name.equals("lower"));
    Optional<IntPredicate> test = CharacterClass.named(letterCase ? "alpha" : name);
    return test.isPresent() && test.get().test(c);
  }

  private static int namedEnd(String pattern, int i, int end) {
    char kind = pattern.charAt(i + 1);
    if (kind != ':' && kind != '.' && kind != '=') {
      return NONE;
    }
    int close = pattern.indexOf(kind + "]", i + 2);
    return close >= 0 && close < end ? close : NONE;
  }

  private static char element(String pattern, int i, int close) {
    if (close != NONE) {
      return pattern.charAt(Math.min(i + 2, close - 1));
    }
    return pattern.charAt(i) == '\\' ? pattern.charAt(i + 1) : pattern.charAt(i);
  }

  private static int after(String pattern, int i, int close) {
    if (close != NONE) {
      return close + 2;
    }
    return i + (pattern.charAt(i) == '\\' ? 2 : 1);
  }
}
