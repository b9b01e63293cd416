package modbox.sh.expand;

/** Matching of shell patterns on byte strings. Patterns are marked text, see {@link Marks}. */
public final class Pattern {
  private final String pattern;

  /** Set by {@link #bracket}: where the bracket expression ends. */
  private int end;

  private Pattern(String pattern) {
    this.pattern = pattern;
  }

  /** Whether the whole text matches. */
  public static boolean matches(String pattern, String text) {
    return new Pattern(pattern).match(text, 0, text.length());
  }

  /** The length of the shortest or longest beginning of the text that matches; -1 if none does. */
  public static int prefix(String pattern, String text, boolean longest) {
    if (isPlain(pattern)) {
      String plain = Marks.plain(pattern);
      return text.startsWith(plain) ? plain.length() : -1;
    }
    var matcher = new Pattern(pattern);
    for (int i = 0; i <= text.length(); i++) {
      int length = longest ? text.length() - i : i;
      if (matcher.match(text, 0, length)) {
        return length;
      }
    }
    return -1;
  }

  /** Where the shortest or longest end of the text that matches begins; -1 if none does. */
  public static int suffix(String pattern, String text, boolean longest) {
    if (isPlain(pattern)) {
      String plain = Marks.plain(pattern);
      return text.endsWith(plain) ? text.length() - plain.length() : -1;
    }
    var matcher = new Pattern(pattern);
    for (int i = 0; i <= text.length(); i++) {
      int start = longest ? i : text.length() - i;
      if (matcher.match(text, start, text.length())) {
        return start;
      }
    }
    return -1;
  }

  /** The end of the longest match that begins at {@code from}; -1 if none does. */
  static int longestAt(String pattern, String text, int from) {
    var matcher = new Pattern(pattern);
    for (int end = text.length(); end >= from; end--) {
      if (matcher.match(text, from, end)) {
        return end;
      }
    }
    return -1;
  }

  private static boolean isPlain(String pattern) {
    return !Marks.hasPattern(pattern) && pattern.indexOf('\\') < 0;
  }

  private boolean match(String text, int from, int to) {
    int p = 0;
    int t = from;
    int star = -1;
    int retry = -1;
    while (true) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = ++p;
        retry = t;
        continue;
      }
      if (t == to) {
        if (p == pattern.length()) {
          return true;
        }
      } else if (p < pattern.length() && one(p, text.charAt(t))) {
        p = end;
        t++;
        continue;
      }
      if (star < 0 || retry >= to) {
        return false;
      }
      p = star;
      t = ++retry;
    }
  }

  /** Whether the pattern at {@code p}, no star, matches a character; sets {@link #end}. */
  private boolean one(int p, char c) {
    char want = pattern.charAt(p);
    end = p + 1;
    return switch (want) {
      case '?' -> true;
      case '[' -> {
        int result = bracket(p + 1, c);
        if (result < 0) {
          end = p + 1;
          yield c == '[';
        }
        yield result > 0;
      }
      case '\\' -> {
        if (end < pattern.length()) {
          end++;
          yield (pattern.charAt(p + 1) & 0xff) == c;
        }
        yield c == '\\';
      }
      default -> (want & 0xff) == c;
    };
  }

  /** 1 if the bracket expression matches, 0 if not, -1 if there is none. */
  private int bracket(int from, char c) {
    int p = from;
    boolean negated =
        p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
    if (negated) {
      p++;
    }
    boolean found = false;
    boolean first = true;
    while (p < pattern.length()) {
      char want = pattern.charAt(p);
      if (want == ']' && !first) {
        end = p + 1;
        return found != negated ? 1 : 0;
      }
      first = false;
      int close = want == '[' ? named(p) : -1;
      if (close > 0 && pattern.charAt(p + 1) == ':') {
        found |= isClass(Marks.plain(pattern.substring(p + 2, close)), c);
        p = close + 2;
        continue;
      }
      int low = element(p);
      p = end;
      boolean range =
          p + 1 < pattern.length() && pattern.charAt(p) == '-' && pattern.charAt(p + 1) != ']';
      int high = low;
      if (range) {
        high = element(p + 1);
        p = end;
      }
      found |= low <= c && c <= high;
    }
    return -1;
  }

  /** The character that the bracket element at {@code p} stands for; sets {@link #end}. */
  private int element(int p) {
    int close = pattern.charAt(p) == '[' ? named(p) : -1;
    if (close == p + 3) {
      end = close + 2;
      return pattern.charAt(p + 2) & 0xff;
    }
    boolean escaped = pattern.charAt(p) == '\\' && p + 1 < pattern.length();
    end = escaped ? p + 2 : p + 1;
    return pattern.charAt(escaped ? p + 1 : p) & 0xff;
  }

  /**
   * Where the {@code :]}, {@code .]} or {@code =]} that closes an element stands; -1 if it does
   * not.
   */
  private int named(int p) {
    if (p + 1 >= pattern.length() || ":.=".indexOf(pattern.charAt(p + 1)) < 0) {
      return -1;
    }
    return pattern.indexOf(pattern.charAt(p + 1) + "]", p + 2);
  }

  private static boolean isClass(String name, char c) {
    boolean lower = c >= 'a' && c <= 'z';
    boolean upper = c >= 'A' && c <= 'Z';
    boolean digit = c >= '0' && c <= '9';
    return switch (name) {
      case "alpha" -> lower || upper;
      case "digit" -> digit;
      case "alnum" -> lower || upper || digit;
      case "upper" -> upper;
      case "lower" -> lower;
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> c > ' ' && c < 0x7f && !lower && !upper && !digit;
      case "print" -> c >= ' ' && c < 0x7f;
      case "graph" -> c > ' ' && c < 0x7f;
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      default -> false;
    };
  }
}
