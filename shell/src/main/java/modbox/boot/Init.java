package modbox.boot;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Machine;
import modbox.kernel.Stdio;

/** What systemd does of a boot, as far as hotplug needs it: udevd and coldplug. */
final class Init {
  /** One line, so that coldplug is one task with its children. */
  private static final String COLDPLUG =
      "udevadm trigger --type=subsystems --action=add; udevadm trigger --type=devices --action=add;"
          + " udevadm settle";

  private Init() {}

  static void run(Machine machine, List<String> environment) {
    try {
      var _ = machine.startDaemon(List.of("/usr/lib/systemd/systemd-udevd"), environment);
    } catch (ErrnoException e) {
      throw new IllegalStateException(e); // a machine that has no task yet has room for one
    }
    machine.run(
        List.of("/bin/sh", "-c", COLDPLUG),
        environment,
        Stdio.of((_, _, _) -> {}, (_, _, _) -> {}));
  }
}
