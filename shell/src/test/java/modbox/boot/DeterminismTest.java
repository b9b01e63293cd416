package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One script and seed in fresh JVMs, on one processor and on two: standard output with the log in
 * it, standard error and the saved machine are the same bytes.
 */
class DeterminismTest {
  /** Devices at once for udevd's workers, jobs in the background, time, random numbers, the log. */
  private static final String SCRIPT =
      """
      for d in usb-stick usb-serial-ftdi pcie-nic-e1000e usb-mouse nvme-ssd; do
        plug $d &
      done
      modprobe -v bluetooth & modprobe loop &
      for i in 1 2 3 4; do (sleep $i; echo job $i; seq 2000 | sort -n | tail -1) & done
      wait
      udevadm settle
      od -An -tx1 -N8 /dev/urandom
      date +%s.%N
      echo oops >&2
      ls -lR /dev/disk /run/udev/data
      lsmod
      cat /proc/uptime /proc/interrupts
      unplug usb-stick
      udevadm settle
      dmesg
      """;

  @TempDir Path dir;

  private record Run(String out, String err, byte[] state) {}

  @Test
  void fourMachines() throws Exception {
    sameOver(4);
  }

  @Test
  @Tag("slow")
  void twentyMachines() throws Exception {
    sameOver(20);
  }

  private void sameOver(int count) throws Exception {
    Run first = run(0);
    assertThat(first.out()).contains("job 4", "e1000e", "usb-storage", "ttyUSB0");
    assertThat(first.err()).isEqualTo("oops\n");
    for (int i = 1; i < count; i++) {
      Run other = run(i);
      assertThat(other.out()).as("standard output of run " + i).isEqualTo(first.out());
      assertThat(other.err()).as("standard error of run " + i).isEqualTo(first.err());
      assertThat(other.state()).as("saved machine of run " + i).isEqualTo(first.state());
    }
  }

  /** Every other run has one processor. */
  private Run run(int number) throws Exception {
    Path state = dir.resolve("state" + number);
    ChildMachine.Run run =
        ChildMachine.run(
            dir,
            List.of("-XX:ActiveProcessorCount=" + (1 + number % 2)),
            "--seed",
            "7",
            "--state",
            state.toString(),
            "-c",
            SCRIPT);
    return new Run(run.out(), run.err(), Files.readAllBytes(state));
  }
}
