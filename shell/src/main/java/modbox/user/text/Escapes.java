package modbox.user.text;

import java.util.Locale;

/** Backslash escapes as echo, printf and tr read them. */
public final class Escapes {
  /** How octal numbers are written. */
  public enum Octal {
    /** {@code \0NNN}: echo and printf's %b; %b takes {@code \NNN} as well. */
    ZERO_FIRST,
    /** {@code \NNN}: printf's format. */
    BARE
  }

  /**
   * Expanded text.
   *
   * @param stopped whether {@code \c} ended it
   */
  public record Expanded(String text, boolean stopped) {}

  private Escapes() {}

  /** Expands all escapes; an unknown one stays as it is. */
  public static Expanded expand(String text, Octal octal) {
    if (text.indexOf('\\') < 0) {
      return new Expanded(text, false);
    }
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        i++;
        continue;
      }
      if (text.charAt(i + 1) == 'c') {
        return new Expanded(out.toString(), true);
      }
      i = one(text, i + 1, octal, out);
    }
    return new Expanded(out.toString(), false);
  }

  /** Expands the escape whose letter stands at i; gives the index behind it. */
  static int one(String text, int i, Octal octal, StringBuilder out) {
    char c = text.charAt(i);
    int simple = simple(c);
    if (simple >= 0) {
      out.append((char) simple);
      return i + 1;
    }
    if (c >= '0' && c <= '7') {
      return octal(text, i + (octal == Octal.ZERO_FIRST && c == '0' ? 1 : 0), out);
    }
    if (c == 'x' && i + 1 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0) {
      return number(text, i + 1, 2, out, false);
    }
    if ((c == 'u' || c == 'U')
        && i + 1 < text.length()
        && Character.digit(text.charAt(i + 1), 16) >= 0) {
      return number(text, i + 1, c == 'u' ? 4 : 8, out, true);
    }
    out.append('\\').append(c);
    return i + 1;
  }

  /** The character that a one-letter escape means, -1 for none. */
  public static int simple(char letter) {
    return switch (letter) {
      case 'a' -> 7;
      case 'b' -> 8;
      case 'e' -> 27;
      case 'f' -> 12;
      case 'n' -> 10;
      case 'r' -> 13;
      case 't' -> 9;
      case 'v' -> 11;
      case '\\' -> '\\';
      default -> -1;
    };
  }

  private static int octal(String text, int i, StringBuilder out) {
    int value = 0;
    int end = Math.min(i + 3, text.length());
    while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
      value = value * 8 + text.charAt(i++) - '0';
    }
    out.append((char) (value & 0xff));
    return i;
  }

  private static int number(String text, int i, int most, StringBuilder out, boolean unicode) {
    int value = 0;
    int end = Math.min(i + most, text.length());
    while (i < end && Character.digit(text.charAt(i), 16) >= 0) {
      value = value * 16 + Character.digit(text.charAt(i++), 16);
    }
    if (unicode) {
      out.append(unicode(value));
    } else {
      out.append((char) value);
    }
    return i;
  }

  /** A Unicode character as the C locale has it: beyond ASCII it stays an escape. */
  private static String unicode(int c) {
    if (c < 0x80) {
      return String.valueOf((char) c);
    }
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return c < 0x10000
        ? "\\u" + "0".repeat(4 - digits.length()) + digits
        : "\\U" + "0".repeat(8 - digits.length()) + digits;
  }
}
