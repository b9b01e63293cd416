package modbox.why;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.kernel.Moment;
import modbox.kernel.Monitor;
import modbox.kernel.Timeline;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/**
 * {@code restore NAME} and {@code goto EVENT}: the machine as it was at a moment. It is a line like
 * any other: undo takes it back.
 */
final class Restore implements Tool {
  private final String name;

  /** {@code restore} or {@code goto}. */
  Restore(String name) {
    this.name = name;
  }

  @Override
  public ToolSpec spec() {
    return name.equals("restore")
        ? ToolSpec.of("restore", "NAME", "go back to a moment kept by snapshot")
        : ToolSpec.of("goto", "EVENT", "go to the moment after a line; events lists them");
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().size() != 1) {
      proc.complain(name.equals("restore") ? "expected one name" : "expected one event");
      return ExitStatus.USAGE;
    }
    Monitor monitor = Monitor.of(proc.sys());
    String what = args.operands().getFirst();
    Optional<Moment> moment =
        name.equals("restore") ? monitor.timeline().named(what) : event(monitor.timeline(), what);
    if (moment.isEmpty()) {
      return proc.fail(
          name.equals("restore")
              ? what + ": no such snapshot; snapshots lists them"
              : what + ": no such line; events lists them");
    }
    to(proc, monitor, moment.get());
    return ExitStatus.OK;
  }

  /** The moment that a word names: the end of an event's line, or a snapshot. */
  static Optional<Moment> moment(Timeline timeline, String word) {
    return timeline.named(word).or(() -> event(timeline, word));
  }

  private static Optional<Moment> event(Timeline timeline, String word) {
    String digits = word.startsWith("#") ? word.substring(1) : word;
    return digits.matches("[0-9]{1,15}")
        ? timeline.after(Long.parseLong(digits))
        : Optional.empty();
  }

  /** Goes there, and says which tasks ended. */
  static void to(Proc proc, Monitor monitor, Moment moment) throws ErrnoException {
    for (String task : monitor.restore(moment)) {
      proc.out().println("ended: " + task);
    }
  }
}
