package modbox.udev.rule;

import modbox.udev.device.Numbers;
import org.jspecify.annotations.Nullable;

/** C escapes as in {@code e"…"}. Source: cunescape_one() of systemd's escape.c. */
final class Escapes {
  private Escapes() {}

  /** The text with its escapes resolved; null if one is wrong or gives NUL. */
  static @Nullable String decode(String text) {
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (i == text.length()) {
        return null;
      }
      int used = decodeOne(text, i, out);
      if (used < 0) {
        return null;
      }
      i += used;
    }
    return out.toString();
  }

  /** Appends what the escape at {@code i} stands for; the characters used, -1 if it is wrong. */
  private static int decodeOne(String text, int i, StringBuilder out) {
    char letter = text.charAt(i);
    int simple = "abfnrtvs\\\"'".indexOf(letter);
    if (simple >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b \\\"'".charAt(simple));
      return 1;
    }
    return switch (letter) {
      case 'x' -> number(text, i + 1, 2, 16, out) ? 3 : -1;
      case 'u' -> number(text, i + 1, 4, 16, out) ? 5 : -1;
      case 'U' -> number(text, i + 1, 8, 16, out) ? 9 : -1;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(text, i, 3, 8, out) ? 3 : -1;
      default -> -1;
    };
  }

  private static boolean number(String text, int start, int digits, int base, StringBuilder out) {
    if (start + digits > text.length()) {
      return false;
    }
    int value = Numbers.parse(text.substring(start, start + digits), base, -1);
    if (value <= 0 || value > 0x10ffff || (base == 8 && value > 0xff)) {
      return false;
    }
    if (digits <= 3) {
      out.append((char) value);
    } else {
      for (byte b : Character.toString(value).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
        out.append((char) (b & 0xff));
      }
    }
    return true;
  }
}
