package modbox.why;

import java.util.List;
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

/** {@code undo [N]} and {@code redo [N]}: the last lines taken back, and put back. */
final class Undo implements Tool {
  private final boolean back;

  /** {@code undo} if {@code back}, else {@code redo}. */
  Undo(boolean back) {
    this.back = back;
  }

  @Override
  public ToolSpec spec() {
    return back
        ? ToolSpec.of("undo", "[N]", "take back the last N lines that were typed (default 1)")
        : ToolSpec.of("redo", "[N]", "put back N lines that were undone (default 1)");
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Monitor monitor = Monitor.of(proc.sys());
    monitor.timeline().keepAhead();
    int count = 1;
    if (args.operands().size() == 1 && args.operands().getFirst().matches("[0-9]{1,6}")) {
      count = Integer.parseInt(args.operands().getFirst());
    } else if (!args.operands().isEmpty()) {
      proc.complain("expected a number of lines");
      return ExitStatus.USAGE;
    }
    return back ? undo(proc, monitor, count) : redo(proc, monitor, count);
  }

  private static ExitStatus undo(Proc proc, Monitor monitor, int count) throws ErrnoException {
    int there = monitor.timeline().lines().size() - 1;
    List<Timeline.Line> taken = monitor.timeline().undo(count);
    if (taken.isEmpty()) {
      return proc.fail(there <= 0 ? "nothing to undo" : "only " + there + " lines are remembered");
    }
    Restore.to(proc, monitor, taken.getLast().before());
    for (Timeline.Line line : taken) {
      proc.out().println("undone: " + line.text());
    }
    return ExitStatus.OK;
  }

  private static ExitStatus redo(Proc proc, Monitor monitor, int count) throws ErrnoException {
    List<String> ahead = monitor.timeline().ahead();
    Optional<Moment> after = monitor.timeline().redo(count);
    if (after.isEmpty()) {
      return proc.fail(
          ahead.isEmpty() ? "nothing to redo" : "only " + ahead.size() + " lines were undone");
    }
    Restore.to(proc, monitor, after.get());
    for (String line : ahead.subList(0, count)) {
      proc.out().println("done again: " + line);
    }
    return ExitStatus.OK;
  }
}
