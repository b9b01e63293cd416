package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import modbox.user.Failure;
import modbox.user.Quote;
import modbox.user.text.CFormat;

/**
 * A format of od.
 *
 * @param kind one of {@code a c d o u x f}
 * @param size bytes of a unit
 * @param trailer whether printable characters follow at the end of the line
 */
record OdType(char kind, int size, boolean trailer) {
  private static final List<String> NAMES =
      List.of(
          "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "nl", "vt", "ff",
          "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em",
          "sub", "esc", "fs", "gs", "rs", "us", "sp");

  static List<OdType> parse(String text) throws Failure {
    var types = new ArrayList<OdType>();
    int i = 0;
    while (i < text.length()) {
      char kind = text.charAt(i++);
      if ("acdoufx".indexOf(kind) < 0) {
        throw new Failure("invalid character '" + kind + "' in type string " + Quote.always(text));
      }
      int size = kind == 'f' ? 8 : kind == 'a' || kind == 'c' ? 1 : 4;
      if (i < text.length() && kind != 'a' && kind != 'c') {
        int letter = (kind == 'f' ? "FDL" : "CSIL").indexOf(text.charAt(i));
        if (letter >= 0) {
          size = kind == 'f' ? (letter == 0 ? 4 : 8) : 1 << letter;
          i++;
        } else {
          int end = i;
          while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
          }
          if (end > i) {
            String digits = text.substring(i, end);
            size = digits.length() > 2 ? 0 : Integer.parseInt(digits);
            i = end;
          }
        }
      }
      if (kind == 'f' ? size != 4 && size != 8 : size != 1 && size != 2 && size != 4 && size != 8) {
        throw new Failure(
            "invalid type string "
                + Quote.always(text)
                + ";\nthis system doesn't provide a "
                + size
                + "-byte "
                + (kind == 'f' ? "floating point type" : "integral type"));
      }
      boolean trailer = i < text.length() && text.charAt(i) == 'z';
      i += trailer ? 1 : 0;
      types.add(new OdType(kind, size, trailer));
    }
    return types;
  }

  /** Columns that a unit takes, without the blank before it. */
  int width() {
    return switch (kind) {
      case 'o' -> (size * 8 + 2) / 3;
      case 'x' -> size * 2;
      case 'd' -> List.of(4, 6, 11, 20).get(Integer.numberOfTrailingZeros(size));
      case 'u' -> List.of(3, 5, 10, 20).get(Integer.numberOfTrailingZeros(size));
      case 'f' -> size == 4 ? 15 : 24;
      default -> 3;
    };
  }

  /** A line's worth of units; shorter formats spread over the widest's columns. */
  String line(byte[] block, int count, int width, int column, boolean big) {
    var text = new StringBuilder();
    int units = width / size;
    int cell = column / units;
    int rest = column - units * cell;
    for (int i = 0; i < units; i++) {
      int at = i * size;
      // blanks that are left over go to the first columns, spread evenly
      int pad = cell + rest * (i + 1) / units - rest * i / units;
      if (at < count) {
        String unit = unit(block, at, count, big);
        text.append(" ".repeat(Math.max(1, pad - unit.length()))).append(unit);
      } else if (trailer) {
        text.repeat(' ', pad);
      }
    }
    if (trailer) {
      text.append("  >");
      for (int i = 0; i < count; i++) {
        char c = (char) (block[i] & 0xff);
        text.append(c >= ' ' && c < 127 ? c : '.');
      }
      text.append('<');
    }
    return text.toString();
  }

  private String unit(byte[] block, int at, int count, boolean big) {
    if (kind == 'c') {
      return character(block[at] & 0xff);
    } else if (kind == 'a') {
      int c = block[at] & 0x7f;
      return c == 127 ? "del" : c < NAMES.size() ? NAMES.get(c) : String.valueOf((char) c);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      int index = big ? at + i : at + size - 1 - i;
      value = value << 8 | (index < count ? block[index] & 0xff : 0);
    }
    if (kind == 'f') {
      return floating(value);
    }
    String digits =
        switch (kind) {
          case 'o' -> Long.toOctalString(value);
          case 'x' -> Long.toHexString(value);
          case 'd' -> Long.toString(value << (64 - 8 * size) >> (64 - 8 * size));
          default -> Long.toUnsignedString(value);
        };
    boolean zeros = kind == 'o' || kind == 'x';
    return zeros ? "0".repeat(Math.max(0, width() - digits.length())) + digits : digits;
  }

  private String floating(long bits) {
    double value = size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    for (int precision = size == 4 ? 6 : 15; precision < 18; precision++) {
      String text = new CFormat("", 0, precision, 'g').floating(value);
      boolean exact =
          size == 4
              ? Float.parseFloat(text.replace("inf", "Infinity").replace("nan", "NaN"))
                  == (float) value
              : Double.parseDouble(text.replace("inf", "Infinity").replace("nan", "NaN")) == value;
      if (exact || Double.isNaN(value)) {
        return text;
      }
    }
    return new CFormat("", 0, 17, 'g').floating(value);
  }

  private static String character(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case 8 -> "\\b";
      case 9 -> "\\t";
      case 10 -> "\\n";
      case 11 -> "\\v";
      case 12 -> "\\f";
      case 13 -> "\\r";
      default -> {
        String octal = Integer.toOctalString(c);
        yield c >= ' ' && c < 127
            ? String.valueOf((char) c)
            : "0".repeat(3 - octal.length()) + octal;
      }
    };
  }
}
