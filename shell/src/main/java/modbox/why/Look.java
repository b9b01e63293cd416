package modbox.why;

import java.util.List;
import java.util.function.UnaryOperator;
import modbox.kernel.Machine;
import modbox.kernel.Moment;
import modbox.kernel.Monitor;
import modbox.user.Proc;

/** Looks at other moments of the machine that a command runs in, each through a fork of its own. */
final class Look {
  private Look() {}

  /** What differs between two moments, a line each. */
  static List<String> changes(Proc proc, Moment from, Moment to) {
    Monitor monitor = Monitor.of(proc.sys());
    try (Machine before = monitor.at(from);
        Machine after = monitor.at(to)) {
      return proc.sys().outside(() -> changes(before, after));
    }
  }

  /** What differs between two machines. */
  static List<String> changes(Machine before, Machine after) {
    UnaryOperator<String> oldText = path -> before.call(sys -> Facts.text(sys, path));
    UnaryOperator<String> newText = path -> after.call(sys -> Facts.text(sys, path));
    return new Changes(before.call(Facts::gather), after.call(Facts::gather), oldText, newText)
        .lines();
  }
}
