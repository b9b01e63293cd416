package modbox.tool.text.sed;

import java.util.Optional;
import modbox.user.regex.Regex;

/** What selects lines. */
sealed interface Address {
  record Line(long number) implements Address {}

  record Last() implements Address {}

  /** Empty stands for the expression that was used last. */
  record Pattern(Optional<Regex> regex) implements Address {}

  /** {@code FIRST~STEP}. */
  record Step(long first, long step) implements Address {}

  /** {@code +N} behind a first address. */
  record Following(long count) implements Address {}

  /** {@code ~N} behind a first address. */
  record Multiple(long of) implements Address {}
}
