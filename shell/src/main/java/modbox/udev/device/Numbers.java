package modbox.udev.device;

/** Numbers in texts, without exceptions. */
public final class Numbers {
  private Numbers() {}

  /** A decimal number that fills the text; {@code otherwise} if it is none. */
  public static int decimal(String text, int otherwise) {
    return parse(text, 10, otherwise);
  }

  /** What {@link #integer} and {@link #octal} give for a text that is no number. */
  public static final long INVALID = Long.MIN_VALUE;

  /** What they give for a number that does not fit. */
  public static final long TOO_LARGE = Long.MAX_VALUE;

  /**
   * An int as safe_atoi() of systemd reads it: blanks before it, a sign, and {@code 0x}, {@code
   * 0o}, {@code 0b} or a leading zero for other bases.
   */
  public static long integer(String text) {
    int i = blanks(text);
    boolean negative = text.startsWith("-", i);
    if (negative || text.startsWith("+", i)) {
      i++;
    }
    int base = 10;
    if (text.startsWith("0", i) && i + 1 < text.length()) {
      char sign = text.charAt(i + 1);
      base = sign == 'x' || sign == 'X' ? 16 : sign == 'b' ? 2 : 8;
      i += Character.isLetter(sign) ? 2 : 1;
    }
    long value = digits(text, i, base, negative ? 1L << 31 : Integer.MAX_VALUE);
    return value < 0 || value == TOO_LARGE ? value : negative ? -value : value;
  }

  /** A mode as parse_mode() of systemd reads it: octal, at most 07777, blanks before it. */
  public static long octal(String text) {
    return digits(text, blanks(text), 8, 07777);
  }

  /** A user or group as parse_uid() reads it; -1 if it is none. Beyond 2^31 it is negative. */
  public static int user(String text) {
    if (text.startsWith("0") && text.length() > 1) {
      return -1;
    }
    long value = digits(text, 0, 10, 0xffff_fffeL);
    return value < 0 || value == TOO_LARGE || value == 0xffff ? -1 : (int) value;
  }

  private static int blanks(String text) {
    int i = 0;
    while (i < text.length() && Ascii.isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static long digits(String text, int start, int base, long most) {
    if (start >= text.length()) {
      return INVALID;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), base);
      if (digit < 0) {
        return INVALID;
      }
      value = Math.min(value * base + digit, most + 1);
    }
    return value > most ? TOO_LARGE : value;
  }

  /** A number in a base that fills the text; {@code otherwise} if it is none or does not fit. */
  public static int parse(String text, int base, int otherwise) {
    long value = 0;
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), base);
      if (digit < 0 || value > Integer.MAX_VALUE) {
        return otherwise;
      }
      value = value * base + digit;
    }
    if (text.length() == start || value > Integer.MAX_VALUE) {
      return otherwise;
    }
    return (int) (start == 1 ? -value : value);
  }
}
