package modbox.user.time;

import java.math.BigDecimal;
import java.util.Optional;
import modbox.user.text.CNumber;

/** Lengths of time as sleep and timeout take them. */
public final class Durations {
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Durations() {}

  /** {@code NUMBER[smhd]} in nanoseconds; infinity is as long as can be. */
  public static Optional<Long> parse(String text) {
    CNumber number = CNumber.parse(text);
    String unit = text.substring(number.end());
    long seconds =
        switch (unit) {
          case "", "s" -> 1;
          case "m" -> 60;
          case "h" -> 3600;
          case "d" -> 86400;
          default -> 0;
        };
    if (number.end() == 0 || seconds == 0 || number.value() < 0 || Double.isNaN(number.value())) {
      return Optional.empty();
    }
    return Optional.of(
        number
            .exact()
            .map(
                n ->
                    n.multiply(BigDecimal.valueOf(seconds)).movePointRight(9).min(MOST).longValue())
            .orElse(Long.MAX_VALUE));
  }
}
