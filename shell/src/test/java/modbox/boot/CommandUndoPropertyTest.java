package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Moment;
import modbox.kernel.Monitor;
import modbox.kernel.Stdio;
import modbox.user.Programs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random sequences of commands in a whole machine, with modules, devices and udevd: undoing a
 * command gives the world before it, what a fork and its parent write stays apart, a saved machine
 * is the machine and goes on as it does. A failing seed is named with its commands.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandUndoPropertyTest {
  private static final MachineOptions OPTIONS =
      MachineOptions.of(new Programs(Families.of("debian-12")));
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");
  private static final int STEPS = 5;

  /** Words in capitals stand for a random one of their kind. */
  private static final List<String> COMMANDS =
      List.of(
          "mkdir -p FILE",
          "echo NUMBER > FILE",
          "echo NUMBER >> FILE",
          "rm -rf FILE",
          "mv FILE FILE",
          "ln -s FILE FILE",
          "ln FILE FILE",
          "cp -a FILE FILE",
          "chmod 0NUMBER FILE",
          "mount -t tmpfs none FILE",
          "umount FILE",
          "mkfifo /run/p && (echo NUMBER > /run/p) & sleep 1; cat /run/p; rm /run/p",
          "modprobe MODULE",
          "modprobe -r MODULE",
          "rmmod MODULE",
          "modprobe MODULE; modprobe -r MODULE",
          "plug DEVICE",
          "unplug DEVICE",
          "plug DEVICE; udevadm settle; unplug DEVICE",
          "echo blacklist MODULE > /etc/modprobe.d/x.conf",
          "echo options MODULE debug=NUMBER >> /etc/modprobe.d/y.conf",
          "echo 'KERNEL==\"sd*\", SYMLINK+=\"my-NUMBER\"' > /etc/udev/rules.d/9.rules"
              + "; udevadm control --reload; udevadm trigger",
          "hostname hNUMBER",
          "echo NUMBER > /proc/sys/kernel/panic",
          "echo said NUMBER > /dev/kmsg",
          "dmesg -C",
          "(sleep NUMBER; echo late > FILE) & wait",
          "yes | head -NUMBER > FILE");

  private static final List<String> FILES =
      List.of("/root/a", "/root/b", "/root/a/c", "/tmp/d", "/run/e", "/etc/f");
  private static final List<String> MODULES =
      List.of("loop", "crc16", "dummy", "usb_storage", "e1000e", "bluetooth", "8021q", "nope");
  private static final List<String> DEVICES =
      List.of("usb-stick", "usb-serial-ftdi", "pcie-nic-e1000e", "usb-mouse", "nvme-ssd");

  @Test
  void thirtySequences() throws IOException {
    sequences(30);
  }

  @Test
  @Tag("slow")
  void thousandSequences() throws IOException {
    sequences(1000);
  }

  private static void sequences(int count) throws IOException {
    try (Machine parent = Machine.boot(OPTIONS)) {
      Init.run(parent, ENVIRONMENT);
      run(parent, ":");
      Moment birth = parent.monitor().snapshot();
      int effective = 0;
      for (int seed = 0; seed < count; seed++) {
        try (Machine machine = parent.fork()) {
          effective += sequence(machine, new Random(seed), "seed " + seed);
        }
      }
      assertThat(Monitor.diff(birth, parent.monitor().snapshot())).as("the parent").isEmpty();
      assertThat(effective).as("commands that did something").isGreaterThan(count * STEPS / 2);
    }
  }

  /** Gives how many commands changed a file, a module, a device or a setting. */
  private static int sequence(Machine machine, Random random, String seed) throws IOException {
    Monitor monitor = machine.monitor();
    var done = new ArrayList<String>();
    int effective = 0;
    for (int i = 0; i < STEPS; i++) {
      String command = command(random);
      done.add(command);
      Moment before = monitor.snapshot();
      run(machine, command);
      Moment after = monitor.snapshot();
      effective += did(before, after) ? 1 : 0;
      monitor.restore(before);
      same(before, monitor.snapshot(), seed + " undo " + done);
      monitor.restore(after);
      same(after, monitor.snapshot(), seed + " redo " + done);
    }
    apart(machine, random, seed + " " + done);
    saved(machine, random, seed + " " + done);
    return effective;
  }

  private static void apart(Machine machine, Random random, String story) {
    Moment here = machine.monitor().snapshot();
    try (Machine fork = machine.fork()) {
      same(here, fork.monitor().snapshot(), story + " fork");
      run(fork, command(random));
      same(here, machine.monitor().snapshot(), story + " what the fork writes");
      Moment there = fork.monitor().snapshot();
      run(machine, command(random));
      same(there, fork.monitor().snapshot(), story + " what the parent writes");
    }
  }

  private static void saved(Machine machine, Random random, String story) throws IOException {
    var bytes = new ByteArrayOutputStream();
    machine.save(bytes);
    try (Machine loaded = Machine.load(new ByteArrayInputStream(bytes.toByteArray()), OPTIONS)) {
      same(machine.monitor().snapshot(), loaded.monitor().snapshot(), story + " save and load");
      String command = command(random);
      assertThat(run(loaded, command))
          .as(story + " then " + command)
          .isEqualTo(run(machine, command));
    }
  }

  private static void same(Moment expected, Moment seen, String story) {
    assertThat(Monitor.diff(expected, seen)).as(story).extracting(Object::toString).isEmpty();
  }

  private static boolean did(Moment before, Moment after) {
    return Monitor.diff(before, after).stream()
        .anyMatch(
            change ->
                switch (change.table()) {
                  case "inodes", "modules", "devices", "sysctls", "settings", "supers" -> true;
                  default -> false;
                });
  }

  private static String command(Random random) {
    String command = any(COMMANDS, random);
    command = filled(command, "FILE", FILES, random);
    command = filled(command, "MODULE", MODULES, random);
    command = filled(command, "DEVICE", DEVICES, random);
    return filled(command, "NUMBER", List.of("1", "7", "20", "644", "755"), random);
  }

  private static String filled(String command, String word, List<String> from, Random random) {
    String text = command;
    while (text.contains(word)) {
      text = text.replaceFirst(word, any(from, random));
    }
    return text;
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** Runs a line to the end of all that it sets off: udevd's idle workers have ended too. */
  private static String run(Machine machine, String line) {
    var out = new ByteArrayOutputStream();
    machine.run(
        List.of("/bin/sh", "-c", "(" + line + "\n) 2>&1; echo $?; udevadm settle; sleep 60"),
        ENVIRONMENT,
        Stdio.of(out::write, out::write));
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
