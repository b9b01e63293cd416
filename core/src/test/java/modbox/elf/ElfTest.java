package modbox.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class ElfTest {
  private static ModuleObject sample() throws ElfException {
    return ModuleObject.open(Source.of(Samples.module()));
  }

  @Test
  void aModuleTellsWhatItIs() throws ElfException {
    assertThat(sample().modinfo())
        .containsExactly(
            "license=GPL", "alias=a:b*", "depends=", "name=sample", "vermagic=4.4.4 SMP ");
    assertThat(sample().modinfo("depends")).contains("");
    assertThat(sample().modinfo("dep")).isEmpty();
    assertThat(sample().versions().orElseThrow())
        .containsExactly(new Modversion("take", 0x12345678L, false));
    assertThat(sample().exports())
        .containsExactly(new Export("give", true, "NS", 0xdeadbeefL, true));
    assertThat(sample().exportedVersions())
        .containsExactly(new Modversion("give", 0xdeadbeefL, false));
    assertThat(sample().dependencySymbols())
        .containsExactly(
            new Modversion("take", 0x12345678L, false), new Modversion("maybe", 0, true));
    assertThat(sample().signature()).isEmpty();
  }

  @Test
  void relocationsNameTheSymbolsTheyWereGiven() throws ElfException {
    Elf elf = sample().elf();
    var rela = elf.relocations(elf.section(".rela__ksymtab_gpl").orElseThrow());
    assertThat(rela)
        .extracting(r -> elf.symbols().get(r.symbol()).name())
        .containsExactly("give", "__kstrtab_give", "__kstrtabns_give");
  }

  @Test
  void whatIsWrittenIsReadBack() throws ElfException {
    for (int seed = 0; seed < 300; seed++) {
      var contents = new ArrayList<byte[]>();
      var symbols = new ArrayList<Symbol>();
      Elf elf = Elf.parse(Source.of(Samples.random(seed, contents, symbols).bytes()));
      for (int i = 0; i < contents.size(); i++) {
        assertThat(elf.read(elf.section(i + 1)).bytes()).isEqualTo(contents.get(i));
      }
      assertThat(elf.symbols().stream().skip(1)).containsExactlyInAnyOrderElementsOf(symbols);
    }
  }

  @Test
  void theLoaderReadsAsElf64WhateverTheClassByteSays() throws ElfException {
    byte[] bytes = Samples.module();
    bytes[4] = 1;
    assertThat(Elf.parseAs64(Source.of(bytes)).sections()).hasSizeGreaterThan(5);
  }

  @Test
  void compressedFormsAreToldByTheirFirstBytes() throws Exception {
    var gz = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gz)) {
      out.write(Samples.module());
    }
    var xz = new ByteArrayOutputStream();
    try (var out = new XZOutputStream(xz, new LZMA2Options(1))) {
      out.write(Samples.module());
    }
    for (byte[] packed : new byte[][] {gz.toByteArray(), xz.toByteArray()}) {
      assertThat(ModuleObject.open(Source.of(packed)).modinfo("name")).contains("sample");
      packed[packed.length / 2] ^= 0x55;
      assertThatThrownBy(() -> ModuleObject.open(Source.of(packed)).modinfo())
          .isInstanceOf(ElfException.class);
    }
  }

  @Test
  void aTruncatedFileIsRefused() {
    byte[] whole = Samples.module();
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Elf.parse(Source.of(cut))).isInstanceOf(ElfException.class);
    }
  }

  @Test
  void mutationsNeverEscape() {
    mutate(1_000);
  }

  @Test
  @Tag("slow")
  void manyMutationsNeverEscape() {
    mutate(10_000);
  }

  private static void mutate(int rounds) {
    byte[] whole = ModuleSignature.append(Samples.module(), new byte[] {0x30, 3, 6, 1, 1});
    int refused = 0;
    for (int seed = 0; seed < rounds; seed++) {
      var random = new Random(seed);
      byte[] bytes = whole.clone();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        boolean header = random.nextBoolean();
        int at = header ? random.nextInt(64) : random.nextInt(bytes.length);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : -1);
      }
      try {
        readAll(ModuleObject.open(Source.of(bytes)));
        readAll(ModuleObject.of(Elf.parseAs64(Source.of(bytes))));
      } catch (ElfException _) {
        refused++;
      }
    }
    assertThat(refused).isBetween(rounds / 20, rounds);
  }

  private static void readAll(ModuleObject module) throws ElfException {
    module.modinfo();
    module.versions();
    module.exportedVersions();
    module.dependencySymbols();
    module.exports();
    module.buildId();
    module.signature();
    for (Section section : module.elf().sections()) {
      module.elf().read(section);
      if (section.type() == Section.RELA || section.type() == Section.REL) {
        module.elf().relocations(section);
      }
    }
  }
}
