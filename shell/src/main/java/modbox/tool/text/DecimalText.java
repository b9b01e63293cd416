package modbox.tool.text;

import modbox.user.text.CharacterClass;

/** Compares decimal numbers of any length as text: sort -n. */
final class DecimalText {
  private DecimalText() {}

  static int compare(String a, String b) {
    Parts x = Parts.of(a);
    Parts y = Parts.of(b);
    if (x.negative != y.negative) {
      return x.negative ? -1 : 1;
    }
    int order = Integer.compare(x.whole.length(), y.whole.length());
    if (order == 0) {
      order = x.whole.compareTo(y.whole);
    }
    if (order == 0) {
      order = x.fraction.compareTo(y.fraction);
    }
    return x.negative ? -order : order;
  }

  private record Parts(boolean negative, String whole, String fraction) {
    static Parts of(String text) {
      int i = 0;
      while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
        i++;
      }
      boolean negative = i < text.length() && text.charAt(i) == '-';
      i += negative ? 1 : 0;
      int start = i;
      while (i < text.length() && CharacterClass.isDigit(text.charAt(i))) {
        i++;
      }
      int first = start;
      while (first < i && text.charAt(first) == '0') {
        first++;
      }
      String whole = text.substring(first, i);
      int end = i;
      if (i < text.length() && text.charAt(i) == '.') {
        end = i + 1;
        while (end < text.length() && CharacterClass.isDigit(text.charAt(end))) {
          end++;
        }
      }
      int last = end;
      while (last > i && (text.charAt(last - 1) == '0' || text.charAt(last - 1) == '.')) {
        last--;
      }
      String fraction = last > i + 1 ? text.substring(i + 1, last) : "";
      boolean zero = whole.isEmpty() && fraction.isEmpty();
      return new Parts(negative && !zero, whole, fraction);
    }
  }
}
