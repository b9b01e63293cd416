package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Debian kernel package booted with {@code --kernel}, beside the real kmod on the same tree. */
final class KernelPackageTest {
  private static final BootedMachines MACHINES = new BootedMachines();
  private static HostTool.Kernel kernel;

  @BeforeAll
  static void find() throws Exception {
    assumeTrue(HostTool.has("modprobe"), "no modprobe");
    HostTool.Kernel found = HostTool.kernel().orElse(null);
    assumeTrue(found != null, "no kernel package: run .ci/kernel");
    kernel = found;
  }

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  private static Machine bare() throws Exception {
    return MACHINES.fork(List.of("--bare", "--kernel", kernel.deb().toString()));
  }

  /** Every {@code step}th module of the tree by name. */
  private static List<String> sample(int step) throws Exception {
    Path dep = kernel.tree().resolve("lib/modules/" + kernel.release() + "/modules.dep");
    List<String> names;
    try (Stream<String> lines = Files.lines(dep, StandardCharsets.ISO_8859_1)) {
      names =
          lines
              .map(line -> line.substring(0, line.indexOf(':')))
              .map(path -> path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.ko.*", ""))
              .sorted()
              .toList();
    }
    var sampled = new ArrayList<String>();
    for (int i = step / 2; i < names.size(); i += step) {
      sampled.add(names.get(i));
    }
    return sampled;
  }

  /**
   * What the real modprobe prints, one process for each module, without the tree's directory; no
   * configuration of the host's. Options from the host's command line are not ours.
   */
  private static String real(String options, List<String> modules) throws Exception {
    Path none = Files.createTempDirectory("modbox");
    String script =
        "for m in %s; do modprobe -C %s -d %s -S %s %s \"$m\" 2>&1; echo \"$m [$?]\"; done"
            .formatted(String.join(" ", modules), none, kernel.tree(), kernel.release(), options);
    HostTool.Ran ran = HostTool.run(none, List.of("sh", "-c", script));
    Files.delete(none);
    assertThat(ran.err()).isEmpty();
    return ran.out().replace(kernel.tree().toString(), "");
  }

  private static String ours(String options, List<String> modules) throws Exception {
    try (Machine machine = bare()) {
      return BootedMachines.sh(
              machine,
              "mkdir /none; for m in %s; do modprobe -C /none %s \"$m\" 2>&1; echo \"$m [$?]\"; done"
                  .formatted(String.join(" ", modules), options))
          .text();
    }
  }

  @Test
  void itIsThatKernel() throws Exception {
    try (Machine machine = bare()) {
      assertThat(
              BootedMachines.sh(
                      machine, "uname -r; modprobe -v bluetooth; cat /proc/sys/kernel/tainted")
                  .text())
          .isEqualTo(
              kernel.release()
                  + "\n"
                  + real("-nv", List.of("bluetooth")).replace("bluetooth [0]\n", "")
                  + "0\n");
    }
  }

  @Test
  void dependenciesAreThoseOfTheRealTool() throws Exception {
    List<String> modules = sample(100);
    assertThat(modules).hasSizeGreaterThan(30);
    TextDiff.assertSame(
        "modprobe", real("--show-depends", modules), ours("--show-depends", modules));
  }

  @Test
  void aDryRunIsThatOfTheRealTool() throws Exception {
    List<String> modules = sample(150);
    TextDiff.assertSame("modprobe", real("-nv", modules), ours("-nv", modules));
  }

  @Test
  void theConfigurationIsThatOfTheRealTool() throws Exception {
    try (Machine machine = bare()) {
      String ours = BootedMachines.sh(machine, "mkdir /none; modprobe -C /none -c").text();
      String real = real("-c", List.of("x")).replace("x [0]\n", "");
      TextDiff.assertSame(
          "modprobe -c",
          real.lines()
              .filter(line -> !line.startsWith("options ") && !line.startsWith("blacklist "))
              .collect(Collectors.joining("\n", "", "\n")),
          ours);
    }
  }

  private static List<String> tainted(List<String> modules) throws Exception {
    var bad = new ArrayList<String>();
    for (String module : modules) {
      try (Machine machine = bare()) {
        BootedMachines.Ran ran =
            BootedMachines.sh(
                machine, "modprobe " + module + " && cat /proc/sys/kernel/tainted; dmesg -t");
        if (!ran.text().startsWith("0\n")) {
          bad.add(module + ": " + ran.text());
        }
      }
    }
    return bad;
  }

  @Test
  void modulesLeaveTheKernelClean() throws Exception {
    assertThat(tainted(sample(300))).isEmpty();
  }

  @Test
  @Tag("slow")
  void aHundredModulesLeaveTheKernelClean() throws Exception {
    List<String> modules = sample(40);
    assertThat(modules).hasSizeGreaterThanOrEqualTo(100);
    assertThat(tainted(modules)).isEmpty();
  }

  @Test
  @Tag("slow")
  void dependenciesOfAllModulesAreThoseOfTheRealTool() throws Exception {
    List<String> modules = sample(1);
    TextDiff.assertSame(
        "modprobe", real("--show-depends", modules), ours("--show-depends", modules));
  }

  private static byte[] read(Machine machine, String path) {
    return BootedMachines.sh(machine, "cat " + path).text().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final List<String> INDEXES =
      List.of(
          "modules.dep",
          "modules.alias",
          "modules.symbols",
          "modules.softdep",
          "modules.devname",
          "modules.dep.bin",
          "modules.alias.bin",
          "modules.symbols.bin",
          "modules.builtin.bin",
          "modules.builtin.alias.bin");

  @Test
  @Tag("slow")
  void depmodWritesWhatTheRealOneWrites() throws Exception {
    try (Machine machine = bare()) {
      String home = "/lib/modules/" + kernel.release() + "/";
      assertThat(BootedMachines.sh(machine, "cd %s; rm modules.*.bin; depmod".formatted(home)))
          .isEqualTo(new BootedMachines.Ran(0, ""));
      for (String index : INDEXES) {
        assertThat(read(machine, home + index))
            .as(index)
            .isEqualTo(Files.readAllBytes(kernel.tree().resolve(home.substring(1) + index)));
      }
    }
  }

  /** Aliases of modules.alias with letters for the wildcards, as a device would have them. */
  private static List<String> modaliases(int count) throws Exception {
    Path file = kernel.tree().resolve("lib/modules/" + kernel.release() + "/modules.alias");
    List<String> lines;
    try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines = all.filter(line -> line.startsWith("alias ")).toList();
    }
    var random = new Random(7);
    var modaliases = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String alias = lines.get(random.nextInt(lines.size())).split(" ")[1];
      modaliases.add(alias.replace("*", "0A").replace("?", "3").replaceAll("\\[(.)[^]]*]", "$1"));
    }
    return modaliases;
  }

  private static void resolves(int count) throws Exception {
    List<String> quoted = modaliases(count).stream().map(alias -> "'" + alias + "'").toList();
    assertThat(ours("-R", quoted)).contains(" [0]\n");
    TextDiff.assertSame("modprobe -R", real("-R", quoted), ours("-R", quoted));
  }

  @Test
  void modaliasesResolveAsWithTheRealTool() throws Exception {
    resolves(60);
  }

  @Test
  @Tag("slow")
  void twoThousandModaliasesResolveAsWithTheRealTool() throws Exception {
    resolves(2000);
  }
}
