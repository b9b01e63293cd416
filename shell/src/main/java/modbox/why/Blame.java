package modbox.why;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Owner;
import modbox.kernel.Monitor;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** {@code blame PATH|MODULE|DEVICE}: the event that wrote it last, and what that was part of. */
final class Blame implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("blame", "PATH|MODULE|DEVICE...", "tell what wrote a file, module or device");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    Monitor.of(proc.sys()).timeline().keepAhead();
    if (args.operands().isEmpty()) {
      proc.complain("expected a path, a module or a device");
      return ExitStatus.USAGE;
    }
    ExitStatus status = ExitStatus.OK;
    for (String what : args.operands()) {
      Monitor monitor = Monitor.of(proc.sys());
      Optional<Owner> owner = owner(proc, monitor, what);
      if (owner.isEmpty()) {
        status = proc.fail(what + ": nothing of that name is there");
        continue;
      }
      proc.out().println(what + ": " + Why.chain(monitor, owner.get().event()));
    }
    return status;
  }

  private static Optional<Owner> owner(Proc proc, Monitor monitor, String what) {
    if (!what.startsWith("/")) {
      return monitor.owner("modules", what.replace('-', '_'));
    }
    String devpath = what.startsWith("/sys/") ? what.substring("/sys".length()) : what;
    Optional<Owner> device = monitor.owner("devices", devpath);
    if (device.isPresent()) {
      return device;
    }
    try {
      return monitor.owner("inodes", Long.toString(proc.sys().lstat(what).ino()));
    } catch (ErrnoException _) {
      return Optional.empty(); // not there: the caller says so
    }
  }
}
