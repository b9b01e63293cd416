package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import modbox.image.Catalogue;
import modbox.image.ModuleTree;
import modbox.kernel.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and indexes in which bytes were changed: a clean error each, and nothing half-loaded. */
final class MutatedModulesTest {
  /** One character each for what must never be said. */
  private static final String[] NEVER = {"Exception", "internal error", "\tat ", "modbox.elf"};

  private static final int TRAILER = 40;

  @TempDir Path dir;

  private static List<byte[]> objects() {
    var tree = new ModuleTree(Catalogue.standard(), "lib");
    var objects = new ArrayList<byte[]>();
    for (int order : List.of(100, 700, 1500, 2222)) {
      objects.add(unsigned(tree.bytes(order)));
    }
    return objects;
  }

  /** Without its signature, or every change would be found by that alone. */
  private static byte[] unsigned(byte[] signed) {
    int end = signed.length - TRAILER;
    int length = 0;
    for (int i = end + 8; i < end + 12; i++) {
      length = length << 8 | signed[i] & 0xff;
    }
    return Arrays.copyOf(signed, end - length);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      // Half of them in the headers, where they hurt: the file's at the front, the sections' at the
      // end.
      int at =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(64);
            case 1 -> changed.length - 1 - random.nextInt(Math.min(changed.length, 2000));
            default -> random.nextInt(changed.length);
          };
      changed[at] =
          (byte)
              switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> 0xff;
                case 2 -> changed[at] ^ 1 << random.nextInt(8);
                default -> random.nextInt(256);
              };
    }
    return random.nextInt(5) == 0
        ? Arrays.copyOf(changed, random.nextInt(changed.length))
        : changed;
  }

  private static void insertAll(int count, long seed) throws Exception {
    var random = new Random(seed);
    List<byte[]> objects = objects();
    try (var machines = new BootedMachines()) {
      for (int i = 0; i < count; ) {
        try (Machine machine = machines.fork(List.of("--seed", "1"))) {
          String before = BootedMachines.sh(machine, "lsmod | wc -l").text();
          for (int end = Math.min(count, i + 50); i < end; i++) {
            BootedMachines.write(
                machine, "/m.ko", mutated(objects.get(i % objects.size()), random));
            BootedMachines.Ran ran =
                BootedMachines.sh(
                    machine, "lsmod > /a; insmod /m.ko && exit 7; lsmod > /b; cat /b");
            assertThat(ran.text()).as("seed %d, %d", seed, i).doesNotContain(NEVER);
            if (ran.status() == 7) {
              break; // it was good enough to be loaded: go on in a fresh machine
            }
            assertThat(BootedMachines.sh(machine, "lsmod | wc -l").text()).isEqualTo(before);
          }
          i++;
        }
      }
    }
  }

  @Test
  void insmodSaysNoCleanly() throws Exception {
    insertAll(300, 1);
  }

  @Test
  @Tag("slow")
  void insmodSaysNoCleanlyTenThousandTimes() throws Exception {
    insertAll(10_000, 2);
  }

  private void modinfoAgrees(int count, long seed) throws Exception {
    assumeTrue(HostTool.has("modinfo"), "no modinfo");
    var random = new Random(seed);
    List<byte[]> objects = objects();
    var names = new ArrayList<String>();
    try (var machines = new BootedMachines();
        Machine machine = machines.fork(List.of("--bare"))) {
      for (int i = 0; i < count; i++) {
        byte[] bytes = mutated(objects.get(i % objects.size()), random);
        Files.write(dir.resolve("m" + i + ".ko"), bytes);
        if (i == 44) {}
        BootedMachines.write(machine, "/m/m" + i + ".ko", bytes);
        names.add("m" + i);
      }
      String loop =
          "for m in "
              + String.join(" ", names)
              + "; do modinfo $m.ko > /dev/null 2>&1; echo $m $?; done";
      HostTool.Ran host = HostTool.run(dir, List.of("sh", "-c", loop));
      String ours = BootedMachines.sh(machine, "cd /m; " + loop).text();
      // Where the real one dies of a signal, an error is the better answer.
      TextDiff.assertSame("modinfo", host.out().replaceAll("(?m) 1[2-9]\\d$", " 1"), ours);
    }
  }

  @Test
  void modinfoEndsAsTheRealOne() throws Exception {
    modinfoAgrees(100, 3);
  }

  @Test
  @Tag("slow")
  void modinfoEndsAsTheRealOneAThousandTimes() throws Exception {
    modinfoAgrees(1000, 4);
  }

  private static void indexes(int count, long seed) throws Exception {
    var random = new Random(seed);
    try (var machines = new BootedMachines();
        Machine machine = machines.fork(List.of())) {
      BootedMachines.sh(
          machine,
          "mkdir -p /i/lib/modules/1/k; cd /lib/modules/$(uname -r)/kernel; cp net/802/stp.ko"
              + " net/llc/llc.ko drivers/block/loop.ko /i/lib/modules/1/k; depmod -b /i 1");
      for (int i = 0; i < count; i++) {
        String name =
            List.of("modules.dep.bin", "modules.alias.bin", "modules.symbols.bin").get(i % 3);
        String path = "/i/lib/modules/1/" + name;
        byte[] good =
            BootedMachines.sh(machine, "cat " + path)
                .text()
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        BootedMachines.write(machine, path, mutated(good, random));
        BootedMachines.Ran ran =
            BootedMachines.sh(
                machine,
                "modprobe -d /i -S 1 -D stp 2>&1; modprobe -d /i -S 1 -R block-major-7-3 2>&1;"
                    + " modprobe -d /i -S 1 -D symbol:llc_sap_open 2>&1; modprobe -d /i -S 1 -c"
                    + " 2>&1 | wc -l");
        assertThat(ran.text()).as("seed %d, %d", seed, i).doesNotContain(NEVER);
        assertThat(ran.status()).isZero();
        BootedMachines.write(machine, path, good);
      }
    }
  }

  @Test
  void brokenIndexesAreNoDisaster() throws Exception {
    indexes(90, 5);
  }

  @Test
  @Tag("slow")
  void manyBrokenIndexesAreNoDisaster() throws Exception {
    indexes(3000, 6);
  }
}
