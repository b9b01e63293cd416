package modbox.user.text;

/**
 * Natural order of names with numbers in them: sort -V, ls -v. Source: gnulib's filevercmp, the
 * order of Debian's versions with file suffixes set aside.
 */
public final class VersionOrder {
  private VersionOrder() {}

  /** Compares two names. */
  public static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int special = Integer.compare(rank(a), rank(b));
    if (special != 0) {
      return special;
    }
    int endA = prefix(a);
    int endB = prefix(b);
    boolean samePrefix = a.substring(0, endA).equals(b.substring(0, endB));
    int order = samePrefix ? versions(a, b) : versions(a.substring(0, endA), b.substring(0, endB));
    return order != 0 ? order : a.compareTo(b);
  }

  /** The empty name, then ".", "..", hidden names, the others. */
  private static int rank(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    return switch (name) {
      case "." -> 1;
      case ".." -> 2;
      default -> name.startsWith(".") ? 3 : 4;
    };
  }

  /** Where the suffix begins: {@code (\.[A-Za-z~][A-Za-z0-9~]*)*$}. */
  private static int prefix(String name) {
    int end = name.length();
    int i = end;
    while (i > 0) {
      int k = i;
      while (k > 0 && isSuffixChar(name.charAt(k - 1))) {
        k--;
      }
      boolean letter = k < i && (CharacterClass.isAlpha(name.charAt(k)) || name.charAt(k) == '~');
      if (!letter || k == 0 || name.charAt(k - 1) != '.' || k == 1) {
        break;
      }
      i = k - 1;
      end = i;
    }
    return end;
  }

  private static boolean isSuffixChar(char c) {
    return CharacterClass.isAlpha(c) || CharacterClass.isDigit(c) || c == '~';
  }

  private static int versions(String a, String b) {
    int i = 0;
    int k = 0;
    while (i < a.length() || k < b.length()) {
      while ((i < a.length() && !CharacterClass.isDigit(a.charAt(i)))
          || (k < b.length() && !CharacterClass.isDigit(b.charAt(k)))) {
        int order = Integer.compare(weight(a, i), weight(b, k));
        if (order != 0) {
          return order;
        }
        i++;
        k++;
      }
      int endA = digits(a, i);
      int endB = digits(b, k);
      String x = stripZeros(a.substring(Math.min(i, a.length()), endA));
      String y = stripZeros(b.substring(Math.min(k, b.length()), endB));
      int order = Integer.compare(x.length(), y.length());
      order = order != 0 ? order : x.compareTo(y);
      if (order != 0) {
        return order;
      }
      i = endA;
      k = endB;
    }
    return 0;
  }

  private static int digits(String text, int i) {
    int end = Math.min(i, text.length());
    while (end < text.length() && CharacterClass.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String stripZeros(String digits) {
    int i = 0;
    while (i < digits.length() && digits.charAt(i) == '0') {
      i++;
    }
    return digits.substring(i);
  }

  /** Tilde before the end, the end before letters, letters before the rest. */
  private static int weight(String text, int i) {
    if (i >= text.length() || CharacterClass.isDigit(text.charAt(i))) {
      return 0;
    }
    char c = text.charAt(i);
    return c == '~' ? -1 : CharacterClass.isAlpha(c) ? c : c + 256;
  }
}
