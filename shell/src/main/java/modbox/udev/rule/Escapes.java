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
    if (value <= 0 || (base == 8 && value > 0xff) || value > 0x1fffff) {
      return false;
    }
    if (digits <= 3) {
      out.append((char) value);
    } else {
      appendUtf8(value, out);
    }
    return true;
  }

  /** As UTF-8; halves of surrogate pairs as well, which systemd does not refuse. */
  private static void appendUtf8(int value, StringBuilder out) {
    if (value < 0x80) {
      out.append((char) value);
      return;
    }
    int more = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
    int lead = (0xf00 >> (more + 1)) & 0xff; // 0xc0, 0xe0, 0xf0
    out.append((char) (lead | (value >> (6 * more))));
    for (int i = more - 1; i >= 0; i--) {
      out.append((char) (0x80 | ((value >> (6 * i)) & 0x3f)));
    }
  }
}
