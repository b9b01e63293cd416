package modbox.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.ModuleSignature;
import modbox.elf.Source;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  private final Catalogue catalogue = Catalogue.standard();
  private final ModuleTree tree = new ModuleTree(catalogue, "lib");

  private ObjectFacts facts(String name) {
    List<String> ordered = catalogue.listing().ordered();
    for (int i = 0; i < ordered.size(); i++) {
      if (ordered.get(i).endsWith("/" + name + ".ko")) {
        return catalogue.facts(i);
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void itHoldsAWholeKernel() {
    assertThat(catalogue.listing().size()).isEqualTo(4022);
    assertThat(catalogue.listing().release()).isEqualTo("6.1.0-modbox");
    assertThat(catalogue.symbols().size()).isGreaterThan(24_000);
    assertThat(catalogue.kernel().certificates()).isNotEmpty();
    assertThat(catalogue.kernel().banner()).startsWith("Linux version 6.1.0-");
  }

  @Test
  void theKernelsOwnExportsHaveTheirTerms() {
    KernelSymbol open = catalogue.symbols().find("_printk");
    KernelSymbol gpl = catalogue.symbols().find("device_create");
    assertThat(open).extracting(KernelSymbol::gpl, KernelSymbol::owner).containsExactly(false, -1);
    assertThat(gpl).extracting(KernelSymbol::gpl, KernelSymbol::owner).containsExactly(true, -1);
    assertThat(catalogue.symbols().find("no_such_symbol")).isNull();
  }

  @Test
  void aModuleIsKnownByItsFacts() {
    ObjectFacts e1000e = facts("e1000e");
    assertThat(e1000e.value("license")).contains("GPL v2");
    assertThat(e1000e.values("alias")).contains("pci:v00008086d000010D3sv*sd*bc*sc*i*");
    assertThat(e1000e.registrations())
        .extracting(r -> r.function() + " " + r.name())
        .containsExactly("__pci_register_driver e1000e");
    assertThat(e1000e.params())
        .filteredOn(p -> p.name().equals("copybreak"))
        .extracting(p -> p.type() + " " + Integer.toOctalString(p.mode()) + " " + p.initial())
        .containsExactly("uint 644 256");
    assertThat(e1000e.modinfo()).noneMatch(ObjectFacts::sentence);
  }

  @Test
  void anObjectSaysWhatTheCatalogueSays() throws ElfException {
    for (int order = 0; order < catalogue.listing().size(); order += 40) {
      ObjectFacts row = catalogue.facts(order);
      ObjectFacts object = ObjectFacts.of(ModuleObject.open(Source.of(tree.bytes(order))));
      assertThat(object).isEqualTo(released(row));
    }
  }

  /** A generated object names the release of its tree. */
  private ObjectFacts released(ObjectFacts row) {
    return row.released("6.1.0-modbox");
  }

  @Test
  void sizesAreKnownBeforehand() {
    ModuleListing listing = catalogue.listing();
    for (int place = 0; place < listing.size(); place += 20) {
      assertThat(tree.bytes(listing.order(place))).hasSize(listing.bytes(place));
    }
  }

  @Test
  void objectsAreSigned() throws ElfException {
    byte[] bytes = tree.bytes(7);
    ModuleSignature signature = ModuleSignature.find(Source.of(bytes)).orElseThrow();
    assertThat(signature.signer()).isEqualTo("modbox image signing key");
    assertThat(signature.hashAlgorithm()).isEqualTo("sha256");
    assertThat(signature.keyId()).hasSize(20);
    assertThat(new ModuleTree(Catalogue.standard(), "lib").bytes(7)).isEqualTo(bytes);
  }

  @Test
  void theTreeIsAFileTree() throws Exception {
    String release = "lib/modules/6.1.0-modbox";
    assertThat(tree.names("")).containsExactly("lib");
    assertThat(tree.names("lib/modules")).containsExactly("6.1.0-modbox");
    assertThat(tree.names(release)).contains("kernel", "modules.dep.bin", "modules.symbols");
    assertThat(tree.names(release + "/kernel"))
        .containsExactly(
            "arch", "block", "crypto", "drivers", "fs", "lib", "mm", "net", "sound", "virt")
        .isSorted();
    assertThat(tree.entry(release + "/kernel/fs/ext4")).isNotNull();
    assertThat(tree.entry(release + "/kernel/fs/ext")).isNull();
    assertThat(tree.names(release + "/kernel/fs/ext4")).containsExactly("ext4.ko");
    FileTree.Entry entry = tree.entry(release + "/modules.dep");
    byte[] text = new byte[(int) java.util.Objects.requireNonNull(entry).size()];
    assertThat(tree.read(release + "/modules.dep", 0, text, 0, text.length)).isEqualTo(text.length);
    assertThat(new String(text, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("kernel/net/bridge/bridge.ko: kernel/net/802/stp.ko kernel/net/llc/llc.ko\n");
  }

  @Test
  void indexesThatAreMadeOnDemandHaveTheirSize() throws Exception {
    for (String name : List.of("modules.alias", "modules.symbols", "modules.symbols.bin")) {
      String path = tree.directory() + "/" + name;
      FileTree.Entry entry = java.util.Objects.requireNonNull(tree.entry(path));
      byte[] buffer = new byte[(int) entry.size() + 10];
      Arrays.fill(buffer, (byte) 1);
      assertThat(tree.read(path, 0, buffer, 0, buffer.length)).isEqualTo((int) entry.size());
    }
  }
}
