package modbox.user.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers with multiplier suffixes, and sizes for people. */
public final class Sizes {
  private static final String UNITS = "KMGTPEZY";

  private Sizes() {}

  /**
   * A count with an optional suffix: {@code b} 512, {@code kB} 1000, {@code K} or {@code KiB} 1024,
   * and so on with M G T P E. Empty if it is not one; a number beyond 63 bits is held there.
   */
  public static Optional<Long> parse(String text) {
    int i = 0;
    while (i < text.length() && CharacterClass.isDigit(text.charAt(i))) {
      i++;
    }
    String suffix = text.substring(i);
    if (i == 0 && suffix.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal number = i == 0 ? BigDecimal.ONE : new BigDecimal(text.substring(0, i));
    return multiplier(suffix)
        .map(m -> number.multiply(m).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }

  private static Optional<BigDecimal> multiplier(String suffix) {
    switch (suffix) {
      case "" -> {
        return Optional.of(BigDecimal.ONE);
      }
      case "b" -> {
        return Optional.of(BigDecimal.valueOf(512));
      }
      case "c" -> {
        return Optional.of(BigDecimal.ONE);
      }
      case "w" -> {
        return Optional.of(BigDecimal.TWO);
      }
      default -> {
        int unit = UNITS.indexOf(Character.toUpperCase(suffix.charAt(0)));
        String rest = suffix.substring(1);
        if (unit < 0 || !(rest.isEmpty() || rest.equals("B") || rest.equals("iB"))) {
          return Optional.empty();
        }
        return Optional.of(BigDecimal.valueOf(rest.equals("B") ? 1000 : 1024).pow(unit + 1));
      }
    }
  }

  /**
   * A size as {@code ls -h} and {@code du -h} show it: rounded up, one decimal below ten.
   *
   * @param base 1024, or 1000 for {@code --si}
   */
  public static String human(long size, int base) {
    if (size < base) {
      return Long.toString(size);
    }
    BigDecimal value = BigDecimal.valueOf(size);
    BigDecimal step = BigDecimal.valueOf(base);
    int unit = -1;
    while (value.compareTo(step) >= 0 && unit < UNITS.length() - 1) {
      value = value.divide(step);
      unit++;
    }
    BigDecimal shown = value.setScale(1, RoundingMode.CEILING);
    if (shown.compareTo(BigDecimal.TEN) >= 0) {
      shown = value.setScale(0, RoundingMode.CEILING);
      if (shown.compareTo(step) >= 0 && unit < UNITS.length() - 1) {
        shown = new BigDecimal("1.0");
        unit++;
      }
    }
    char letter = UNITS.charAt(unit);
    return shown.toPlainString() + (base == 1000 && letter == 'K' ? 'k' : letter);
  }

  /** A decimal number of at most 18 digits, a minus sign allowed. */
  public static Optional<Long> integer(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || text.length() > 18 + start) {
      return Optional.empty();
    }
    for (int i = start; i < text.length(); i++) {
      if (!CharacterClass.isDigit(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(Long.parseLong(text));
  }
}
