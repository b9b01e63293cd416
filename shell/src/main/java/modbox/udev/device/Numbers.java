package modbox.udev.device;

/** Numbers in texts, without exceptions. */
public final class Numbers {
  private Numbers() {}

  /** A decimal number that fills the text; {@code otherwise} if it is none. */
  public static int decimal(String text, int otherwise) {
    return parse(text, 10, otherwise);
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
