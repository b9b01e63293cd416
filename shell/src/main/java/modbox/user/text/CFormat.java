package modbox.user.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * One conversion of printf(3), without its argument.
 *
 * @param flags some of {@code -+ #0'}
 * @param width least width, 0 for none
 * @param precision -1 for none
 */
public record CFormat(String flags, int width, int precision, char conversion) {
  private static final int DEFAULT_PRECISION = 6;

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** {@code %s}, {@code %b}. */
  public String text(String value) {
    return pad(
        precision >= 0 && precision < value.length() ? value.substring(0, precision) : value);
  }

  private String pad(String value) {
    int missing = width - value.length();
    if (missing <= 0) {
      return value;
    }
    return has('-') ? value + " ".repeat(missing) : " ".repeat(missing) + value;
  }

  /** {@code %d %i %u %o %x %X} of a 64-bit number; unsigned conversions read it as unsigned. */
  public String integer(long value) {
    String digits =
        switch (conversion) {
          case 'o' -> Long.toOctalString(value);
          case 'x' -> Long.toHexString(value);
          case 'X' -> Long.toHexString(value).toUpperCase(Locale.ROOT);
          case 'u' -> Long.toUnsignedString(value);
          default -> value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
        };
    if (precision == 0 && value == 0) {
      digits = "";
    }
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    String prefix = "";
    if (conversion == 'd' || conversion == 'i') {
      prefix = sign(value < 0);
    } else if (has('#') && conversion == 'o' && !digits.startsWith("0")) {
      digits = "0" + digits;
    } else if (has('#') && value != 0 && conversion != 'u') {
      prefix = conversion == 'x' ? "0x" : conversion == 'X' ? "0X" : "";
    }
    return precision >= 0 ? pad(prefix + digits) : zeroPad(prefix, digits);
  }

  private String sign(boolean negative) {
    return negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  private String zeroPad(String prefix, String digits) {
    if (has('0') && !has('-')) {
      int missing = width - prefix.length() - digits.length();
      return prefix + "0".repeat(Math.max(0, missing)) + digits;
    }
    return pad(prefix + digits);
  }

  /** {@code %f %e %g %a} and their capitals. */
  public String floating(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      boolean negative = value < 0;
      String word = Double.isNaN(value) ? "nan" : "inf";
      return pad(
          sign(negative)
              + (Character.isUpperCase(conversion) ? word.toUpperCase(Locale.ROOT) : word));
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return floating(new BigDecimal(Math.abs(value)), negative);
  }

  /** The same of an exact number. */
  public String floating(BigDecimal value) {
    return floating(value.abs(), value.signum() < 0);
  }

  private String floating(BigDecimal magnitude, boolean negative) {
    int digits = precision < 0 ? DEFAULT_PRECISION : precision;
    String text =
        switch (Character.toLowerCase(conversion)) {
          case 'f' -> point(magnitude.setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
          case 'e' -> scientific(magnitude, digits);
          case 'g' -> general(magnitude, Math.max(1, digits));
          default -> hexadecimal(magnitude.doubleValue());
        };
    if (Character.isUpperCase(conversion)) {
      text = text.toUpperCase(Locale.ROOT);
    }
    String prefix = sign(negative);
    if (text.startsWith("0x") || text.startsWith("0X")) {
      prefix += text.substring(0, 2);
      text = text.substring(2);
    }
    return zeroPad(prefix, text);
  }

  private String point(String text) {
    return has('#') && text.indexOf('.') < 0 ? text + "." : text;
  }

  private String scientific(BigDecimal value, int digits) {
    BigDecimal rounded = value.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = exponent(rounded);
    String unscaled = rounded.unscaledValue().toString();
    var mantissa = new StringBuilder(unscaled);
    if (rounded.signum() == 0) {
      mantissa.setLength(0);
      mantissa.append('0');
    }
    while (mantissa.length() < digits + 1) {
      mantissa.append('0');
    }
    mantissa.setLength(digits + 1);
    if (digits > 0) {
      mantissa.insert(1, '.');
    }
    return point(mantissa.toString()) + exponentText(exponent);
  }

  private static String exponentText(int exponent) {
    String digits = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private String general(BigDecimal value, int digits) {
    BigDecimal rounded = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = exponent(rounded);
    if (exponent < -4 || exponent >= digits) {
      String text = scientific(value, digits - 1);
      int e = text.indexOf('e');
      return has('#') ? text : strip(text.substring(0, e)) + text.substring(e);
    }
    String text = value.setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString();
    return has('#') ? point(text) : strip(text);
  }

  private static String strip(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** {@code %a}, with a leading digit of 1 as glibc writes doubles. */
  private String hexadecimal(double value) {
    if (value == 0) {
      return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+0";
    }
    int exponent = Math.getExponent(value);
    long bits = Double.doubleToRawLongBits(value) & 0xfffffffffffffL;
    BigInteger mantissa = BigInteger.valueOf(bits | (exponent < -1022 ? 0 : 1L << 52));
    exponent = Math.max(exponent, -1022);
    int digits = 13;
    if (precision >= 0 && precision < digits) {
      int drop = (digits - precision) * 4;
      BigDecimal scaled =
          new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(drop)));
      mantissa = scaled.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
      digits = precision;
    }
    String all = mantissa.toString(16);
    String lead = all.substring(0, Math.max(1, all.length() - digits));
    String rest = all.substring(lead.length());
    if (precision < 0) {
      rest = rest.replaceAll("0+$", "");
    } else {
      rest += "0".repeat(Math.max(0, precision - rest.length()));
    }
    return "0x"
        + lead
        + (rest.isEmpty() ? "" : "." + rest)
        + "p"
        + (exponent < 0 ? "" : "+")
        + exponent;
  }
}
