package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/** Integers as the shell writes them. */
public final class Numbers {
  private Numbers() {}

  /**
   * A constant of an arithmetic expression: decimal, {@code 0x…}, {@code 0…} or {@code base#…},
   * without sign. What does not fit becomes the greatest number. Null if it is none.
   */
  public static @Nullable Long constant(String text) {
    int mark = text.indexOf('#');
    if (mark > 0) {
      Long base = digits(text, 0, mark, 10);
      return base == null || base < 2 || base > 36
          ? null
          : digits(text, mark + 1, text.length(), base.intValue());
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return digits(text, 2, text.length(), 16);
    }
    return digits(text, 0, text.length(), text.length() > 1 && text.charAt(0) == '0' ? 8 : 10);
  }

  /** The value of a variable in an expression: blanks, a sign, a constant. Null if it is none. */
  public static @Nullable Long value(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      return 0L;
    }
    char sign = text.charAt(start);
    boolean signed = sign == '-' || sign == '+';
    Long value = constant(text.substring(signed ? start + 1 : start, end));
    return value == null ? null : sign == '-' ? Long.valueOf(-value) : value;
  }

  /** A decimal number with an optional sign, as {@code -eq} and {@code exit} read it. */
  public static @Nullable Long decimal(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    boolean negative = start < end && text.charAt(start) == '-';
    if (negative || (start < end && text.charAt(start) == '+')) {
      start++;
    }
    Long value = digits(text, start, end, 10);
    return value == null ? null : negative ? Long.valueOf(-value) : value;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static @Nullable Long digits(String text, int from, int to, int radix) {
    if (from >= to) {
      return null;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return null;
      }
      boolean fits = value <= (Long.MAX_VALUE - digit) / radix;
      value = fits ? value * radix + digit : Long.MAX_VALUE;
    }
    return value;
  }
}
