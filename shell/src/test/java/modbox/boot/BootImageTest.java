package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Monitor;
import modbox.kernel.Stdio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The machine that was saved when modbox was built is the one that a boot makes now. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BootImageTest {
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");

  private static final String TEXTS =
      "dmesg; ls -lR /dev /run; find /sys | sort; find /sys -name uevent | sort | xargs grep -s '';"
          + " find /proc -type f | sort | grep -v kmsg | xargs grep -s ''";

  private static final String PLUG =
      "plug usb-stick; udevadm settle; dmesg; lsmod; ls -l /dev/disk/by-id; cat /proc/uptime;"
          + " udevadm info /dev/sdb; cat /proc/[0-9]*/stat";

  @TempDir Path dir;

  private static String sh(Machine machine, String line) {
    var out = new ByteArrayOutputStream();
    machine.run(List.of("/bin/sh", "-c", line), ENVIRONMENT, Stdio.of(out::write, out::write));
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private Machine loaded(MachineOptions options) throws IOException {
    Path file = dir.resolve("machine");
    BootImage.write(file);
    return BootImage.read(Files.readAllBytes(file), options);
  }

  private static Machine booted(MachineOptions options) {
    return BootImage.boot(options, BootImage.environment());
  }

  @Test
  void loadedMachineIsTheBootedOneWhateverTheSeed() throws IOException {
    MachineOptions options = BootImage.options().withSeed(7);
    try (Machine loaded = loaded(options);
        Machine booted = booted(options)) {
      assertThat(Monitor.diff(booted.monitor().snapshot(), loaded.monitor().snapshot()))
          .extracting(Object::toString)
          .isEmpty();
      assertThat(loaded.monitor().snapshot()).isEqualTo(booted.monitor().snapshot());
    }
  }

  @Test
  void loadedMachineShowsTheSameTexts() throws IOException {
    MachineOptions options = BootImage.options().withSeed(7);
    try (Machine loaded = loaded(options);
        Machine booted = booted(options)) {
      String texts = sh(booted, TEXTS);
      assertThat(texts).contains("/proc/modules:ahci ", "/sys/devices/", "Linux version");
      assertThat(sh(loaded, TEXTS)).isEqualTo(texts);
    }
  }

  @Test
  void loadedMachineGoesOnInTheSameWay() throws IOException {
    MachineOptions options = BootImage.options().withSeed(7);
    try (Machine loaded = loaded(options);
        Machine booted = booted(options)) {
      String texts = sh(booted, PLUG);
      assertThat(texts).contains("usb_storage", "[sdb] Attached SCSI", "E: ID_BUS=usb");
      assertThat(sh(loaded, PLUG)).isEqualTo(texts);
    }
  }
}
