package modbox.tool.sys;

import java.util.Optional;
import modbox.abi.Signal;
import modbox.user.text.Sizes;

/** Signals as they are written on command lines. */
final class Signals {
  private Signals() {}

  /** A signal by name, with or without SIG, or by number; also the status of a task it ended. */
  static Optional<Signal> parse(String text) {
    Optional<Long> number = Sizes.integer(text);
    if (number.isPresent()) {
      long n = number.get() > 128 ? number.get() - 128 : number.get();
      return n < 0 || n > 64 ? Optional.empty() : Signal.of((int) n);
    }
    return Signal.named(text);
  }
}
