package modbox.why;

import modbox.abi.ErrnoException;
import modbox.kernel.Monitor;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** {@code snapshot [NAME]} keeps the present moment, {@code snapshots} lists the kept ones. */
final class SnapshotTool implements Tool {
  private final String name;

  /** {@code snapshot} or {@code snapshots}. */
  SnapshotTool(String name) {
    this.name = name;
  }

  @Override
  public ToolSpec spec() {
    return name.equals("snapshot")
        ? ToolSpec.of("snapshot", "[NAME]", "keep the present moment under a name")
        : ToolSpec.of("snapshots", "", "list the moments that are kept");
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Monitor monitor = Monitor.of(proc.sys());
    if (name.equals("snapshots")) {
      for (String each : monitor.timeline().names()) {
        proc.out().println(each);
      }
      return ExitStatus.OK;
    }
    if (args.operands().size() > 1) {
      proc.complain("expected one name");
      return ExitStatus.USAGE;
    }
    String label = args.operands().isEmpty() ? free(monitor) : args.operands().getFirst();
    monitor.timeline().name(label, monitor.snapshot());
    proc.out().println("kept as " + label);
    return ExitStatus.OK;
  }

  private static String free(Monitor monitor) {
    int number = 1;
    while (monitor.timeline().named("s" + number).isPresent()) {
      number++;
    }
    return "s" + number;
  }
}
