package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Disks have what their descriptions say. The expected text is what the real udev 252 with libblkid
 * 2.38 found when our bytes were put on loop devices.
 */
class BlockContentTest {
  private static final BootedMachines MACHINES = new BootedMachines();
  private static Machine machine;

  @BeforeAll
  static void boot() throws HostOptions.Answer {
    machine = MACHINES.fork(List.of());
  }

  @AfterAll
  static void end() {
    machine.close();
    MACHINES.close();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = BlockContentTest.class.getResourceAsStream("/udev/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void theRealProberFindsTheSame() throws IOException {
    BootedMachines.write(machine, "/tmp/disk.umockdev", resource("contents.umockdev"));
    String script =
        "umockdev-add /tmp/disk.umockdev; for i in '' p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11; do"
            + " echo \"== mq0$i\"; udevadm test-builtin blkid /sys/class/block/mq0$i 2>/dev/null"
            + " | grep -v ^ID_PART_ENTRY; done";
    assertThat(BootedMachines.sh(machine, script).text())
        .isEqualTo(new String(resource("contents.txt"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void theStickHasAnEntryAndAFileSystem() {
    String script =
        "plug usb-stick; sleep 3; udevadm settle; readlink /dev/disk/by-label/STICK"
            + " /dev/disk/by-uuid/4A1F-9C3E /dev/disk/by-partuuid/c3072e18-01";
    assertThat(BootedMachines.sh(machine, script).text()).contains("../../sdb1\n".repeat(3));
  }

  @Test
  void whatIsWrittenTakesThePlaceOfWhatItCameWith() {
    String script =
        "umockdev-remove --all 2>/dev/null; umockdev-add /tmp/disk.umockdev;"
            + " dd if=/dev/zero of=/dev/mq0p9 bs=4096 count=1 2>/dev/null;"
            + " udevadm test-builtin blkid /sys/class/block/mq0p9 2>/dev/null | grep -c ID_FS";
    assertThat(BootedMachines.sh(machine, script).text()).endsWith("0\n");
  }
}
