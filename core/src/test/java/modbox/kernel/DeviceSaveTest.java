package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices, their put-off work and sockets are rows: they are saved, restored and forked. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeviceSaveTest {
  private static final MachineOptions OPTIONS = MachineOptions.of(_ -> Optional.empty());
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});
  private static final String TARGET =
      "/sys/devices/pci0000:00/0000:00:14.0/usb2/2-2/2-2:1.0/host0/target0:0:0";

  private static int plug(Kernel kernel, Syscalls sys) throws ErrnoException {
    int monitor =
        sys.socket(
            SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, SocketCalls.NETLINK_KOBJECT_UEVENT);
    sys.bindNetlink(monitor, 1);
    var core = kernel.devices.core();
    core.registerDriver("usb", "usb", "usbcore", List.of());
    core.registerDriver("pci", "xhci_hcd", "xhci_pci", List.of("pci:v*d*sv*sd*bc0Csc03i30*"));
    core.registerDriver("usb", "usb-storage", "usb_storage", List.of("usb:v*ic08isc06ip50in*"));
    try {
      byte[] stick = Files.readAllBytes(Path.of("..", "scripts", "devices", "usb-stick.umockdev"));
      sys.plug("stick", stick, DeviceCalls.Plug.GATED);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(sys.probing()).isTrue();
    return 0;
  }

  private static int exists(Syscalls sys, String path) {
    try {
      sys.stat(path);
      return 0;
    } catch (ErrnoException e) {
      return 1;
    }
  }

  @Test
  void workPutOffIsDoneInTheLoadedMachineToo() throws IOException {
    try (var machine = Machine.boot(OPTIONS)) {
      machine.run((sys, _, _) -> plug(machine.kernel(), sys), List.of("p"), List.of(), NOTHING);
      var out = new ByteArrayOutputStream();
      machine.save(out);
      try (var loaded = Machine.load(new ByteArrayInputStream(out.toByteArray()), OPTIONS)) {
        assertThat(loaded.monitor().snapshot()).isEqualTo(machine.monitor().snapshot());
        for (Machine each : List.of(machine, loaded)) {
          int status =
              each.run(
                  (sys, _, _) -> {
                    assertThat(exists(sys, TARGET)).isEqualTo(1);
                    sys.nanosleep(2_000_000_000L);
                    assertThat(sys.probing()).isFalse();
                    return exists(sys, TARGET);
                  },
                  List.of("look"),
                  List.of(),
                  NOTHING);
          assertThat(status).isZero();
        }
      }
    }
  }
}
