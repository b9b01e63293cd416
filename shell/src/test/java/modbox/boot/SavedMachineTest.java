package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Moment;
import modbox.kernel.Monitor;
import modbox.kernel.Stdio;
import modbox.user.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole machine with udevd, after a shell has worked in it, saved and loaded. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SavedMachineTest {
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");
  private static final MachineOptions OPTIONS =
      MachineOptions.of(new Programs(Families.of("debian-12")));

  private static Machine boot() {
    Machine machine = Machine.boot(OPTIONS);
    Init.run(machine, ENVIRONMENT);
    rest(machine);
    return machine;
  }

  /** Idle workers of udevd have ended: only daemons are left, which a restore starts again. */
  private static void rest(Machine machine) {
    assertThat(sh(machine, "udevadm settle; sleep 60")).isEmpty();
  }

  private static String sh(Machine machine, String line) {
    var out = new ByteArrayOutputStream();
    machine.run(List.of("/bin/sh", "-c", line), ENVIRONMENT, Stdio.of(out::write, out::write));
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] saved(Machine machine) throws IOException {
    var out = new ByteArrayOutputStream();
    machine.save(out);
    return out.toByteArray();
  }

  @Test
  void loadedMachineIsEqualAndGoesOn() throws IOException {
    try (Machine machine = boot()) {
      sh(machine, "modprobe loop; mkdir /root/d; echo text > /root/d/f; ln -s d/f /root/l");
      rest(machine);
      Moment moment = machine.monitor().snapshot();
      byte[] bytes = saved(machine);
      try (Machine loaded = Machine.load(new ByteArrayInputStream(bytes), OPTIONS)) {
        assertThat(Monitor.diff(moment, loaded.monitor().snapshot()))
            .extracting(Object::toString)
            .isEmpty();
        assertThat(saved(loaded)).isEqualTo(bytes);
        assertThat(sh(loaded, "cat /root/l; test -d /sys/module/loop && udevadm settle; echo $?"))
            .isEqualTo("text\n0\n");
      }
    }
  }

  @Test
  void twoBootsGiveTheSameBytes() throws IOException {
    try (Machine one = boot();
        Machine other = boot()) {
      String line = "modprobe -v bluetooth; dmesg; date; cat /proc/uptime";
      assertThat(sh(one, line)).isEqualTo(sh(other, line));
      assertThat(saved(one)).isEqualTo(saved(other));
    }
  }

  @Test
  void undoneLineLeavesNoTrace() {
    try (Machine machine = boot()) {
      Monitor monitor = machine.monitor();
      Moment before = monitor.snapshot();
      sh(machine, "modprobe bluetooth; echo x > /etc/new; rmmod bluetooth; sleep 5");
      monitor.restore(before);
      assertThat(Monitor.diff(before, monitor.snapshot())).isEmpty();
      assertThat(sh(machine, "lsmod; test -e /etc/new || echo gone; udevadm settle; echo $?"))
          .endsWith("gone\n0\n");
    }
  }
}
