package modbox.udev.rule;

import modbox.udev.device.Ascii;

/** What is allowed in names and values, and what becomes of the rest. Source: udev-util.c. */
public final class Unsafe {
  /** Allowed beside the usual ones in values that come from outside. */
  public static final String INPUT = "/ $%?,";

  private Unsafe() {}

  /** Replaces every character that is neither usual, nor allowed, nor part of valid UTF-8. */
  public static String replace(String text, String allowed) {
    StringBuilder out = null;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isUsual(c) || allowed.indexOf(c) >= 0) {
        i++;
      } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'x') {
        i += 2;
      } else {
        int length = utf8Length(text, i);
        if (length > 1) {
          i += length;
          continue;
        }
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, Words.isBlank(c) && allowed.indexOf(' ') >= 0 ? ' ' : '_');
        i++;
      }
    }
    return out == null ? text : out.toString();
  }

  /** How many characters {@link #replace} has changed. */
  static int changed(String before, String after) {
    int changed = 0;
    for (int i = 0; i < before.length(); i++) {
      changed += before.charAt(i) == after.charAt(i) ? 0 : 1;
    }
    return changed;
  }

  private static boolean isUsual(char c) {
    return Ascii.isAlphanumeric(c) || "#+-.:=@_".indexOf(c) >= 0;
  }

  /** The length of the valid UTF-8 character at {@code i}; 1 for ASCII, -1 if there is none. */
  public static int utf8Length(String text, int i) {
    int lead = text.charAt(i);
    if (lead < 0x80) {
      return 1;
    }
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length == 0 || lead > 0xf4 || i + length > text.length()) {
      return -1;
    }
    int value = lead & (0x7f >> length);
    for (int k = 1; k < length; k++) {
      int next = text.charAt(i + k);
      if ((next & 0xc0) != 0x80) {
        return -1;
      }
      value = (value << 6) | (next & 0x3f);
    }
    boolean overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    boolean surrogate = value >= 0xd800 && value < 0xe000;
    boolean noncharacter =
        (value >= 0xfdd0 && value <= 0xfdef) || (value & 0xfffe) == 0xfffe || value > 0x10ffff;
    return overlong || surrogate || noncharacter ? -1 : length;
  }

  /** Every character that may not stand in an interface's name becomes "_". */
  static String replaceInterfaceName(String text) {
    var out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > 0x7e || c == ':' || c == '/' || c == '%') {
        out.setCharAt(i, '_');
      }
    }
    return out.toString();
  }

  /** White space goes at both ends, and is one "_" in between. */
  public static String replaceWhitespace(String text) {
    var out = new StringBuilder();
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Words.isBlank(c)) {
        pending = true;
        continue;
      }
      if (pending && !out.isEmpty()) {
        out.append('_');
      }
      pending = false;
      out.append(c);
    }
    return out.toString();
  }

  /** Encodes for a name: what is not usual, nor UTF-8, becomes {@code \xHH}; so does "\". */
  public static String encode(String text) {
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int length = utf8Length(text, i);
      if (length > 1) {
        out.append(text, i, i + length);
        i += length;
        continue;
      }
      if (c != '\\' && isUsual(c)) {
        out.append(c);
      } else {
        out.append("\\x")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
      i++;
    }
    return out.toString();
  }
}
