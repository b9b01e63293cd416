package modbox.tool.text.awk;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** The functions of time. */
final class Times {
  private static final long SECOND = 1_000_000_000L;

  private Times() {}

  /** {@code strftime([format [, seconds [, utc]]])}. */
  static Value strftime(Run run, Value[] arguments) {
    String format = arguments.length > 0 ? arguments[0].text(run.convfmt()) : "%c";
    long when = arguments.length > 1 ? ((long) arguments[1].number()) * SECOND : run.sys().clock(0);
    boolean utc = arguments.length > 2 && arguments[2].truth();
    return Value.of(Strftime.format(format, when, utc ? Zone.UTC : Zone.of(run.proc())));
  }

  /** {@code mktime("YYYY MM DD HH MM SS")}; values beyond their range carry over. */
  static Value mktime(Run run, String text) {
    var numbers = new int[6];
    int count = 0;
    for (String word : text.trim().split("[ \t]+")) {
      if (count < numbers.length) {
        numbers[count++] = (int) Value.parse(word);
      }
    }
    if (count < numbers.length) {
      return Value.of(-1);
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(numbers[0], 1, 1, 0, 0)
              .plusMonths(numbers[1] - 1)
              .plusDays(numbers[2] - 1)
              .plusHours(numbers[3])
              .plusMinutes(numbers[4])
              .plusSeconds(numbers[5]);
      return Value.of((double) time.atZone(Zone.of(run.proc()).id()).toEpochSecond());
    } catch (DateTimeException e) {
      return Value.of(-1);
    }
  }
}
