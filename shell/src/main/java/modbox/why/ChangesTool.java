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

/**
 * {@code changes [A [B]]}: modules, devices, files, contents and log lines that differ between two
 * moments. A moment is the name of a snapshot or the number of a line's event; without any it is
 * the last line that is looked at, with one the time since then.
 */
final class ChangesTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("changes", "[A [B]]", "show what differs between two moments");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Monitor.of(proc.sys()).timeline().keepAhead();
    List<String> words = args.operands();
    if (words.size() > 2) {
      proc.complain("expected at most two moments");
      return ExitStatus.USAGE;
    }
    Timeline timeline = Monitor.of(proc.sys()).timeline();
    List<Timeline.Line> lines = timeline.lines();
    Moment present = lines.isEmpty() ? Monitor.of(proc.sys()).snapshot() : lines.getLast().before();
    Moment from = lines.size() < 2 ? present : lines.get(lines.size() - 2).before();
    Moment to = present;
    for (int i = 0; i < words.size(); i++) {
      Optional<Moment> moment = Restore.moment(timeline, words.get(i));
      if (moment.isEmpty()) {
        return proc.fail(words.get(i) + ": no such moment; see snapshots and events");
      }
      if (i == 0) {
        from = moment.get();
      } else {
        to = moment.get();
      }
    }
    for (String line : Look.changes(proc, from, to)) {
      proc.out().println(line);
    }
    return ExitStatus.OK;
  }
}
