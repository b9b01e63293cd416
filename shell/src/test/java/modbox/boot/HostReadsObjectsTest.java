package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import modbox.image.Catalogue;
import modbox.image.ModuleTree;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of the image, written out, as the host's tools see them: sixty of them, all signed. */
final class HostReadsObjectsTest {
  private static final int STEP = 67;

  @TempDir static Path dir;
  private static final List<String> PATHS = new ArrayList<>();

  @BeforeAll
  static void write() throws Exception {
    Catalogue catalogue = Catalogue.standard();
    var tree = new ModuleTree(catalogue, "lib");
    List<String> ordered = catalogue.listing().ordered();
    for (int order = 3; order < ordered.size(); order += STEP) {
      String path = "lib/modules/6.1.0-modbox/" + ordered.get(order);
      Path file = dir.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, tree.bytes(order));
      PATHS.add(path);
    }
    assertThat(PATHS).hasSizeGreaterThanOrEqualTo(60);
  }

  @AfterAll
  static void forget() {
    PATHS.clear();
  }

  private static HostTool.Ran host(String... command) throws Exception {
    var words = new ArrayList<>(List.of(command));
    words.addAll(PATHS);
    return HostTool.run(dir, words);
  }

  @Test
  void readelfHasNoComplaint() throws Exception {
    assumeTrue(HostTool.has("readelf"));
    HostTool.Ran ran = host("readelf", "-aW");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).doesNotContainIgnoringCase("warning").doesNotContain("<corrupt", "Error");
  }

  @Test
  void nmHasNoComplaint() throws Exception {
    assumeTrue(HostTool.has("nm"));
    HostTool.Ran ran = host("nm");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains(" D __this_module", " U _printk");
  }

  @Test
  void objdumpHasNoComplaint() throws Exception {
    assumeTrue(HostTool.has("objdump"));
    HostTool.Ran ran = host("objdump", "-hr");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void modinfoSaysWhatOursSays() throws Exception {
    assumeTrue(HostTool.has("modinfo"));
    HostTool.Ran ran = host("modinfo");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    try (var machines = new BootedMachines();
        Machine machine = machines.fork(List.of())) {
      BootedMachines.Ran ours =
          BootedMachines.sh(machine, "cd /; modinfo " + String.join(" ", PATHS));
      TextDiff.assertSame("modinfo", ran.out().replace(dir.toRealPath() + "/", "//"), ours.text());
    }
  }

  @Test
  @Tag("slow")
  void theRealDepmodGivesTheIndexesOfTheImage(@TempDir Path whole) throws Exception {
    assumeTrue(HostTool.has("depmod"));
    Catalogue catalogue = Catalogue.standard();
    var tree = new ModuleTree(catalogue, "lib");
    Path home = Files.createDirectories(whole.resolve(tree.directory()));
    List<String> ordered = catalogue.listing().ordered();
    for (int order = 0; order < ordered.size(); order++) {
      Path file = home.resolve(ordered.get(order));
      Files.createDirectories(file.getParent());
      Files.write(file, tree.bytes(order));
    }
    for (String name : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      Files.write(home.resolve(name), index(tree, name));
    }
    HostTool.Ran ran = HostTool.run(whole, List.of("depmod", "-b", whole + "", "6.1.0-modbox"));
    assertThat(ran).isEqualTo(new HostTool.Ran(0, "", ""));
    for (String name : tree.names(tree.directory())) {
      if (name.startsWith("modules.")) {
        assertThat(Files.readAllBytes(home.resolve(name))).as(name).isEqualTo(index(tree, name));
      }
    }
  }

  private static byte[] index(ModuleTree tree, String name) throws Exception {
    String path = tree.directory() + "/" + name;
    byte[] bytes = new byte[(int) Objects.requireNonNull(tree.entry(path)).size()];
    assertThat(tree.read(path, 0, bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return bytes;
  }
}
