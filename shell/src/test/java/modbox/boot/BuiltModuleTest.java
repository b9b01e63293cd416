package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of {@code src/test/resources/gcc}, built by gcc against a kernel's headers. */
final class BuiltModuleTest {
  @TempDir static Path dir;
  private static final BootedMachines MACHINES = new BootedMachines();

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(HostTool.has("gcc", "make", "modinfo"), "no gcc, make or modinfo");
    HostTool.Kernel kernel = HostTool.kernel().orElse(null);
    assumeTrue(kernel != null, "no kernel package: run .ci/kernel");
    assumeTrue(Files.isDirectory(kernel.headers()), kernel.headers() + " is missing");
    Path sources = Path.of("src/test/resources/gcc");
    for (String name :
        List.of("Kbuild", "mb_giver.c", "mb_taker.c", "mb_driver.c", "mb_closed.c")) {
      Files.copy(sources.resolve(name), dir.resolve(name));
    }
    HostTool.Ran made =
        HostTool.run(
            dir, List.of("make", "-s", "-C", kernel.headers().toString(), "M=" + dir, "modules"));
    assertThat(made.status()).as(made.err()).isZero();
    Path closed = dir.resolve("mb_closed.ko");
    String bytes = Files.readString(closed, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("license=GPL v2\0");
    Files.writeString(
        closed, bytes.replace("license=GPL v2\0", "license=Closed\0"), StandardCharsets.ISO_8859_1);
  }

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  private static Machine machine() throws Exception {
    Machine machine =
        MACHINES.fork(List.of("--kernel", HostTool.kernel().orElseThrow().deb().toString()));
    for (String name : List.of("mb_giver", "mb_taker", "mb_driver", "mb_closed")) {
      BootedMachines.write(
          machine, "/root/" + name + ".ko", Files.readAllBytes(dir.resolve(name + ".ko")));
    }
    BootedMachines.sh(machine, "dmesg -C");
    return machine;
  }

  private static String sh(Machine machine, String line) {
    return BootedMachines.sh(machine, "cd /root; " + line).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-p", "-0", "-F parm", "-F depends", "-F vermagic", "-F alias", "-l"})
  void modinfoSaysWhatTheHostsSays(String options) throws Exception {
    try (Machine machine = machine()) {
      String command = "modinfo " + options + " mb_giver.ko mb_taker.ko mb_driver.ko mb_closed.ko";
      HostTool.Ran host = HostTool.run(dir, List.of("sh", "-c", command));
      assertThat(host.err()).isEmpty();
      TextDiff.assertSame(
          command, host.out().replace(dir.toRealPath() + "/", "/root/"), sh(machine, command));
    }
  }

  @Test
  void theyLoadAndBehaveAsDerived() throws Exception {
    try (Machine machine = machine()) {
      assertThat(sh(machine, "insmod mb_taker.ko; dmesg -t"))
          .isEqualTo(
              """
              insmod: ERROR: could not insert module mb_taker.ko: Unknown symbol in module
              mb_taker: loading out-of-tree module taints kernel.
              mb_taker: module verification failed: signature and/or required key missing - tainting kernel
              mb_taker: Unknown symbol mb_give_all (err -2)
              mb_taker: Unknown symbol mb_give_gpl (err -2)
              """);
      assertThat(
              sh(
                  machine,
                  "insmod mb_giver.ko depth=7 ports=1,2 loud && insmod mb_taker.ko; lsmod | grep"
                      + " mb_ | tr -s ' ' | cut -d' ' -f1,3-; grep mb_ /proc/modules | cut -d'"
                      + " ' -f3-5,7-; cd /sys/module/mb_giver; cat parameters/depth parameters/loud"
                      + " parameters/ports version taint refcnt; ls parameters holders"))
          .isEqualTo(
              """
              mb_taker 0
              mb_giver 1 mb_taker
              0 [permanent], Live (OE)
              1 mb_taker, Live (OE)
              7
              Y
              1,2
              1.2
              OE
              1
              holders:
              mb_taker

              parameters:
              bits
              depth
              loud
              ports
              """);
      assertThat(sh(machine, "rmmod mb_taker; rmmod mb_giver; cat /proc/sys/kernel/tainted"))
          .isEqualTo(
              """
              rmmod: ERROR: ../libkmod/libkmod-module.c:856 kmod_module_remove_module() could not remove 'mb_taker': Device or resource busy
              rmmod: ERROR: could not remove module mb_taker: Device or resource busy
              rmmod: ERROR: Module mb_giver is in use by: mb_taker
              12288
              """);
    }
  }

  @Test
  void theDriverRegistersItself() throws Exception {
    try (Machine machine = machine()) {
      assertThat(
              sh(
                  machine,
                  "insmod mb_driver.ko; ls -d /sys/bus/pci/drivers/mb_driver;"
                      + " readlink /sys/bus/pci/drivers/mb_driver/module; rmmod mb_driver;"
                      + " ls -d /sys/bus/pci/drivers/mb_driver"))
          .isEqualTo(
              """
              /sys/bus/pci/drivers/mb_driver
              ../../../../module/mb_driver
              ls: cannot access '/sys/bus/pci/drivers/mb_driver': No such file or directory
              """);
    }
  }

  @Test
  void aModuleUnderAnotherLicenceIsRefusedASymbolForTheGpl() throws Exception {
    try (Machine machine = machine()) {
      assertThat(
              sh(
                  machine,
                  "insmod mb_closed.ko; dmesg -t; lsmod | grep mb_closed; ls -d"
                      + " /sys/module/mb_closed"))
          .isEqualTo(
              """
              insmod: ERROR: could not insert module mb_closed.ko: Unknown symbol in module
              mb_closed: loading out-of-tree module taints kernel.
              mb_closed: module license 'Closed' taints kernel.
              Disabling lock debugging due to kernel taint
              mb_closed: module verification failed: signature and/or required key missing - tainting kernel
              mb_closed: Unknown symbol root_device_unregister (err -2)
              mb_closed: Unknown symbol __root_device_register (err -2)
              ls: cannot access '/sys/module/mb_closed': No such file or directory
              """);
    }
  }

  @Test
  void depmodAndModprobeFindThem() throws Exception {
    try (Machine machine = machine()) {
      assertThat(
              sh(
                  machine,
                  "mkdir -p /lib/modules/$(uname -r)/extra; cp mb_giver.ko mb_taker.ko mb_driver.ko"
                      + " /lib/modules/$(uname -r)/extra; depmod; grep ^extra"
                      + " /lib/modules/$(uname -r)/modules.dep | sort; modprobe -R"
                      + " pci:v00001D00d00000001sv00000000sd00000000bc00sc00i00; modprobe"
                      + " -R mb-present; modprobe --show-depends mb_taker | sed 's,/lib.*/,,'"))
          .isEqualTo(
              """
              extra/mb_driver.ko:
              extra/mb_giver.ko:
              extra/mb_taker.ko: extra/mb_giver.ko
              mb_driver
              mb_giver
              insmod crc16.ko\s
              insmod mb_giver.ko\s
              insmod crc32c-intel.ko\s
              insmod crc32c_generic.ko\s
              insmod libcrc32c.ko\s
              insmod mb_taker.ko\s
              """);
    }
  }
}
