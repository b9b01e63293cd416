package modbox.boot;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Machine;
import modbox.kernel.Stdio;
import modbox.udev.daemon.Startup;

/** What systemd does of a boot, as far as hotplug needs it: udevd and coldplug. */
final class Init {
  private Init() {}

  static void run(Machine machine, List<String> environment) {
    try {
      var _ = machine.startDaemon(List.of("/usr/lib/systemd/systemd-udevd"), environment);
    } catch (ErrnoException e) {
      throw new IllegalStateException(e); // a machine that has no task yet has room for one
    }
    machine.run(
        (sys, _, _) -> Startup.coldplug(sys),
        List.of("systemd"),
        environment,
        Stdio.of((_, _, _) -> {}, (_, _, _) -> {}));
  }
}
