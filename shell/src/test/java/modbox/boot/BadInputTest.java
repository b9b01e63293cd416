package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import modbox.kernel.Machine;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear word and a status, and nothing is lost. */
final class BadInputTest {
  private static final BootedMachines MACHINES = new BootedMachines();

  @TempDir Path dir;

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  private static void refused(String text, String... words) {
    var answer =
        catchThrowableOfType(
            HostOptions.Answer.class, () -> new Host(HostOptions.parse(List.of(words))).run());
    assertThat(answer.text()).isEqualTo("modbox: " + text + "\n");
    assertThat(answer.status()).isEqualTo(2);
  }

  private static void says(String line, int status, String text) throws Exception {
    try (Machine machine = MACHINES.fork(List.of())) {
      assertThat(BootedMachines.sh(machine, line)).isEqualTo(new BootedMachines.Ran(status, text));
      assertThat(BootedMachines.sh(machine, "udevadm settle; modprobe loop; echo $?").text())
          .isEqualTo("0\n");
    }
  }

  @Test
  void directoriesThatAreNone() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    Files.createSymbolicLink(dir.resolve("a"), Path.of("b"));
    Path loop = Files.createSymbolicLink(dir.resolve("b"), Path.of("a"));
    for (String option : List.of("--rootfs", "--kernel")) {
      refused(loop + ": Too many levels of symbolic links", option, loop.toString(), "-c", "true");
      refused(dir + "/no: No such file or directory", option, dir + "/no", "-c", "true");
    }
    refused(file + ": Not a directory", "--rootfs", file.toString(), "-c", "true");
    refused(
        file + ": neither a Debian package nor a directory",
        "--kernel",
        file.toString(),
        "-c",
        "true");
    refused(dir + ": no lib/modules/RELEASE in it", "--kernel", dir.toString(), "-c", "true");
  }

  @Test
  void packagesThatAreNone() throws Exception {
    Path empty = dir.resolve("empty.deb");
    try (OutputStream out = Files.newOutputStream(empty);
        var ar = new ArArchiveOutputStream(out)) {
      add(ar, "debian-binary", "2.0\n");
    }
    refused(
        empty + ": not a Debian package: no data.tar in it",
        "--kernel",
        empty.toString(),
        "-c",
        "true");
    Path broken = dir.resolve("broken.deb");
    try (OutputStream out = Files.newOutputStream(broken);
        var ar = new ArArchiveOutputStream(out)) {
      add(ar, "debian-binary", "2.0\n");
      add(ar, "control.tar.xz", "nothing");
      add(ar, "data.tar.xz", "this is not what xz makes");
    }
    var answer =
        catchThrowableOfType(
            HostOptions.Answer.class,
            () ->
                new Host(HostOptions.parse(List.of("--kernel", broken + "", "-c", "true"))).run());
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.text())
        .startsWith("modbox: ")
        .doesNotContain("Exception", "null")
        .hasLineCount(1);
  }

  private static void add(ArArchiveOutputStream ar, String name, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  @Test
  void aScriptWithASyntaxErrorDoesNotBegin() throws Exception {
    Path script = Files.writeString(dir.resolve("s.sh"), "echo started\nif true; then\n");
    for (List<String> words :
        List.of(List.of(script.toString()), List.of("-c", "echo started\nif true; then\n"))) {
      var answer =
          catchThrowableOfType(
              HostOptions.Answer.class, () -> new Host(HostOptions.parse(words)).run());
      assertThat(answer.status()).isEqualTo(2);
      assertThat(answer.text())
          .contains("Syntax error: end of file unexpected (expecting \"fi\")")
          .doesNotContain("started\nstarted");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plug nosuch | 1 | plug: nosuch: no such preset, and no such file",
        "plug /nowhere | 1 | plug: /nowhere: no such preset, and no such file",
        "unplug nosuch | 1 | unplug: nosuch: no such device",
        "udevadm info -n /dev/nothing | 1 | Unknown device \"/dev/nothing\": No such device",
        "why /dev/nothing | 1 | ",
        "js --max-statements 1000 -e 'while (true) {}' | 42 | js: /eval.js: stopped: more than 1000"
            + " statements (see --max-statements)",
        "js -e 'let x = ;' | 2 | ",
        "ln -s a /tmp/b; ln -s b /tmp/a; cat /tmp/a | 1 | cat: /tmp/a: Too many levels of symbolic"
            + " links",
        "modprobe -d /nowhere loop | 1 | modprobe: FATAL: Module loop not found in directory"
            + " /nowhere/lib/modules/6.1.0-modbox",
      })
  void whatTheGuestSays(String line, int status, String text) throws Exception {
    try (Machine machine = MACHINES.fork(List.of())) {
      BootedMachines.Ran ran = BootedMachines.sh(machine, line);
      assertThat(ran.status()).as(ran.text()).isEqualTo(status);
      assertThat(ran.text()).isNotEmpty().doesNotContain("Exception", "\tat ", "internal error");
      if (text != null) {
        assertThat(ran.text()).isEqualTo(text + "\n");
      }
    }
  }

  @Test
  void descriptionsThatAreNone() throws Exception {
    says(
        "plug /etc/passwd",
        1,
        "plug: /etc/passwd:1: device descriptions must start with a \"P: /devices/path/...\""
            + " line\n");
    says(
        "printf 'P: /devices/x\\nE: nonsense\\n' > /tmp/d; plug /tmp/d",
        1,
        "plug: /tmp/d:2: \"=\" expected: nonsense\n");
  }

  @Test
  void whatIsNoModuleLeavesNothingBehind() throws Exception {
    says(
        "head -c 3000 /lib/modules/6.1.0-modbox/kernel/drivers/net/tun.ko > /t.ko; insmod /t.ko;"
            + " lsmod | grep -c tun",
        1,
        "insmod: ERROR: could not insert module /t.ko: Invalid module format\n0\n");
  }
}
