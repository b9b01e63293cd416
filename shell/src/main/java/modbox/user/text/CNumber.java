package modbox.user.text;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A floating-point number as strtod(3) reads it from the beginning of a text.
 *
 * @param value the number
 * @param exact the number as written, empty for infinity and NaN
 * @param end index behind the number, 0 if there is none
 */
public record CNumber(double value, Optional<BigDecimal> exact, int end) {
  /** Reads a number; blanks may stand before it. */
  public static CNumber parse(String text) {
    int i = 0;
    while (i < text.length() && CharacterClass.isSpace(text.charAt(i))) {
      i++;
    }
    int start = i;
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    for (String word : new String[] {"infinity", "inf", "nan"}) {
      if (text.regionMatches(true, i, word, 0, word.length())) {
        double value = word.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        return new CNumber(negative ? -value : value, Optional.empty(), i + word.length());
      }
    }
    if (text.regionMatches(true, i, "0x", 0, 2)) {
      return hexadecimal(text, i + 2, negative);
    }
    int digits = i;
    i = digits(text, i);
    int count = i - digits;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      count += fraction - i - 1;
      i = count > 0 ? fraction : i;
    }
    if (count == 0) {
      return new CNumber(0, Optional.of(BigDecimal.ZERO), 0);
    }
    i = exponent(text, i);
    String number = text.substring(start, i);
    BigDecimal exact = exponentIsHuge(number) ? null : new BigDecimal(number);
    return new CNumber(Double.parseDouble(number), Optional.ofNullable(exact), i);
  }

  private static boolean exponentIsHuge(String number) {
    int e = Math.max(number.indexOf('e'), number.indexOf('E'));
    return e >= 0 && number.length() - e > 6;
  }

  private static int exponent(String text, int i) {
    if (i < text.length() && (text.charAt(i) | 32) == 'e') {
      int k = i + 1;
      if (k < text.length() && (text.charAt(k) == '-' || text.charAt(k) == '+')) {
        k++;
      }
      int end = digits(text, k);
      return end > k ? end : i;
    }
    return i;
  }

  private static int digits(String text, int i) {
    while (i < text.length() && CharacterClass.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static CNumber hexadecimal(String text, int i, boolean negative) {
    BigDecimal value = BigDecimal.ZERO;
    BigDecimal sixteen = BigDecimal.valueOf(16);
    BigDecimal place = BigDecimal.ONE;
    boolean fraction = false;
    int end = i;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit >= 0 && fraction) {
        place = place.divide(sixteen);
        value = value.add(place.multiply(BigDecimal.valueOf(digit)));
      } else if (digit >= 0) {
        value = value.multiply(sixteen).add(BigDecimal.valueOf(digit));
      } else if (c == '.' && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (end == i) {
      return new CNumber(0, Optional.of(BigDecimal.ZERO), i - 1); // only the 0 before the x
    }
    if (end < text.length() && (text.charAt(end) | 32) == 'p') {
      int k = end + 1;
      boolean down = k < text.length() && text.charAt(k) == '-';
      k += down || (k < text.length() && text.charAt(k) == '+') ? 1 : 0;
      int last = digits(text, k);
      if (last > k && last - k < 5) {
        BigDecimal power = BigDecimal.TWO.pow(Integer.parseInt(text.substring(k, last)));
        value = down ? value.divide(power) : value.multiply(power);
        end = last;
      }
    }
    BigDecimal signed = negative ? value.negate() : value;
    return new CNumber(signed.doubleValue(), Optional.of(signed), end);
  }
}
