package modbox.module;

import java.math.BigInteger;
import java.util.Locale;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/** Values of parameters from text and back. Sources: kernel/params.c and lib/kstrtox.c. */
final class ParamType {
  /** Longest charp. Source: param_set_charp. */
  static final int CHARP_MAX = 1024;

  private ParamType() {}

  /** Whether the name alone stands for {@code =1}. */
  static boolean takesNoValue(String type) {
    return switch (type) {
      case "bool", "bint", "bool_enable_only" -> true;
      default -> false;
    };
  }

  /**
   * The value as sysfs shows it.
   *
   * @param before the present value
   * @return the new one; EINVAL or ERANGE for a text that is none
   */
  static String parse(String type, String text, String before) throws ErrnoException {
    return switch (type) {
      case "byte" -> integer(text, 8, false);
      case "short" -> integer(text, 16, true);
      case "ushort" -> integer(text, 16, false);
      case "int" -> integer(text, 32, true);
      case "uint" -> integer(text, 32, false);
      case "long" -> integer(text, 64, true);
      case "ulong", "ullong" -> integer(text, 64, false);
      case "hexint" -> hex(Long.parseLong(integer(text, 32, false)));
      case "bool", "invbool" -> bool(text) ? "Y" : "N";
      case "bint" -> bool(text) ? "1" : "0";
      case "bool_enable_only" -> enable(text, before);
      default -> text;
    };
  }

  /** The value that an object begins with, as sysfs shows it. */
  static String shown(String type, String initial) {
    return type.equals("hexint") && !initial.isEmpty() ? hex(Long.parseLong(initial)) : initial;
  }

  /** As {@code %#08x}. */
  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return value == 0 ? "00000000" : "0x" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  private static String enable(String text, String before) throws ErrnoException {
    boolean on = bool(text);
    if (!on && before.equals("Y")) {
      throw Errno.EROFS.on(text);
    }
    return on ? "Y" : "N";
  }

  private static boolean bool(String text) throws ErrnoException {
    char first = text.isEmpty() ? 0 : text.charAt(0);
    return switch (first) {
      case 'y', 'Y', 't', 'T', '1' -> true;
      case 'n', 'N', 'f', 'F', '0' -> false;
      case 'o', 'O' -> {
        char second = text.length() < 2 ? 0 : Character.toLowerCase(text.charAt(1));
        if (second != 'n' && second != 'f') {
          throw Errno.EINVAL.on(text);
        }
        yield second == 'n';
      }
      default -> throw Errno.EINVAL.on(text);
    };
  }

  private static String integer(String text, int bits, boolean signed) throws ErrnoException {
    boolean negative = signed && text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    int base = 10;
    String lower = rest.toLowerCase(Locale.ROOT);
    if (lower.startsWith("0x") && lower.length() > 2 && Character.digit(lower.charAt(2), 16) >= 0) {
      base = 16;
      lower = lower.substring(2);
    } else if (lower.startsWith("0")) {
      base = 8;
    }
    int end = 0;
    while (end < lower.length()
        && lower.charAt(end) < 128
        && Character.digit(lower.charAt(end), base) >= 0) {
      end++;
    }
    if (end == 0) {
      throw Errno.EINVAL.on(text);
    }
    BigInteger value = new BigInteger(lower.substring(0, end), base);
    if (value.bitLength() > 64) {
      throw Errno.ERANGE.on(text);
    }
    if (!(end == lower.length() || (end == lower.length() - 1 && lower.charAt(end) == '\n'))) {
      throw Errno.EINVAL.on(text);
    }
    value = negative ? value.negate() : value;
    int room = signed ? bits - 1 : bits;
    if (value.bitLength() > room) {
      throw Errno.ERANGE.on(text);
    }
    return value.toString();
  }
}
