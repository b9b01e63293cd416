package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.user.Programs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has no end of its own ends, and what is long takes no longer than its length. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {
  @TempDir Path dir;

  private static Machine bare() {
    return Machine.boot(MachineOptions.of(new Programs(Families.of("debian-12"))).withBare(true));
  }

  private static String sh(Machine machine, String line) {
    var out = new ByteArrayOutputStream();
    machine.run(
        List.of("/bin/sh", "-c", line),
        List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root"),
        Stdio.of(out::write, out::write));
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void endlessWriterEndsWithItsReader() {
    try (Machine machine = bare()) {
      assertThat(sh(machine, "yes | head -1")).isEqualTo("y\n");
      assertThat(sh(machine, "cat /dev/zero | head -c 3 | od -An -tx1")).isEqualTo(" 00 00 00\n");
    }
  }

  @Test
  void fileSystemIsFullBeforeTheHeapIs() throws Exception {
    ChildMachine.Run run =
        ChildMachine.run(
            dir,
            List.of("-Xmx256m"),
            "-c",
            "dd if=/dev/zero of=/x bs=64k; echo $?; rm /x; echo again > /x && cat /x");
    assertThat(run.out()).isEqualTo("1\nagain\n");
    assertThat(run.err()).startsWith("dd: error writing '/x': No space left on device\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void thousandsOfAppendsTakeTimeInProportion() {
    assertThat(ratio(2_000, 20_000)).isLessThan(15);
  }

  @Test
  @Tag("slow")
  void hundredThousandAppendsTakeTimeInProportion() {
    assertThat(ratio(10_000, 100_000)).isLessThan(15);
  }

  /** How much longer many take than few; the host may be busy, so the best of three. */
  private static double ratio(int few, int many) {
    try (Machine machine = bare()) {
      append(machine, many);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 3 && best >= 15; i++) {
        best = Math.min(best, (double) append(machine, many) / append(machine, few));
      }
      return best;
    }
  }

  /** Nanoseconds. */
  private static long append(Machine machine, int count) {
    long start = System.nanoTime();
    String size =
        sh(
            machine,
            "i=0; while [ $i -lt "
                + count
                + " ]; do echo a line >> /root/f; i=$((i+1)); done; wc -c < /root/f; rm /root/f");
    assertThat(size).isEqualTo(7 * count + "\n");
    return System.nanoTime() - start;
  }
}
