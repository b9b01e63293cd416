package modbox.why;

import static modbox.user.ToolSpec.flag;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Monitor;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** {@code events}: what made the machine change, oldest first. */
final class Events implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "events",
          "[-a]",
          "list the lines that were typed, by event number",
          flag('a', "all", "show every event, not only lines"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Monitor.of(proc.sys()).timeline().keepAhead();
    List<Monitor.Event> events = Monitor.of(proc.sys()).events();
    for (Monitor.Event event : events) {
      boolean line = event.kind().equals("line");
      if (line || args.has("all")) {
        String inside = event.parent() == 0 ? "" : "  (in #" + event.parent() + ")";
        String kind = line ? "" : event.kind() + ": ";
        proc.out()
            .println(
                String.format("#%-5d [%5d.%06d] ", event.id(), seconds(event), micros(event))
                    + kind
                    + event.text().replace("\n", " ; ")
                    + inside);
      }
    }
    return ExitStatus.OK;
  }

  private static long seconds(Monitor.Event event) {
    return event.time() / 1_000_000_000;
  }

  private static long micros(Monitor.Event event) {
    return event.time() / 1_000 % 1_000_000;
  }
}
