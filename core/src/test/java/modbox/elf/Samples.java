package modbox.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Objects for tests. */
final class Samples {
  private Samples() {}

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A module that exports {@code give} (GPL only, namespace NS) and imports {@code take}. */
  static byte[] module() {
    var out = new ElfWriter();
    int text =
        out.section(
            ".text",
            Section.PROGBITS,
            Section.ALLOC | Section.EXEC,
            16,
            0,
            new byte[] {(byte) 0xc3});
    out.section(
        ".modinfo",
        Section.PROGBITS,
        Section.ALLOC,
        1,
        0,
        latin1("license=GPL\0alias=a:b*\0depends=\0name=sample\0vermagic=4.4.4 SMP \0"));
    int strings =
        out.section(
            "__ksymtab_strings",
            Section.PROGBITS,
            Section.ALLOC | Section.MERGE | Section.STRINGS,
            1,
            1,
            latin1("give\0NS\0"));
    int table = out.section("__ksymtab_gpl", Section.PROGBITS, Section.ALLOC, 4, 0, new byte[12]);
    ByteBuffer crc = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0xdeadbeef);
    int crcs = out.section("__kcrctab_gpl", Section.PROGBITS, Section.ALLOC, 4, 0, crc.array());
    ByteBuffer versions = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    versions.putLong(0x12345678L).put(latin1("take"));
    out.section("__versions", Section.PROGBITS, Section.ALLOC, 32, 0, versions.array());
    out.nobits(".bss", Section.ALLOC | Section.WRITE, 8, 100);
    out.symbol(new Symbol("__ksymtab_give", Symbol.LOCAL, Symbol.NOTYPE, table, 0, 0));
    out.symbol(new Symbol("__crc_give", Symbol.LOCAL, Symbol.NOTYPE, crcs, 0, 0));
    int ns = out.symbol(new Symbol("__kstrtabns_give", Symbol.LOCAL, Symbol.NOTYPE, strings, 5, 0));
    int give = out.symbol(new Symbol("give", Symbol.GLOBAL, Symbol.FUNC, text, 0, 1));
    int name = out.symbol(new Symbol("__kstrtab_give", Symbol.LOCAL, Symbol.NOTYPE, strings, 0, 0));
    out.symbol(new Symbol("take", Symbol.GLOBAL, Symbol.NOTYPE, Symbol.UNDEF, 0, 0));
    out.symbol(new Symbol("maybe", Symbol.WEAK, Symbol.NOTYPE, Symbol.UNDEF, 0, 0));
    out.relocate(table, 0, Relocation.X86_64_PC32, give, 0);
    out.relocate(table, 4, Relocation.X86_64_PC32, name, 0);
    out.relocate(table, 8, Relocation.X86_64_PC32, ns, 0);
    return out.bytes();
  }

  /** A random object; {@code seed} decides all of it. */
  static ElfWriter random(
      long seed, java.util.List<byte[]> contents, java.util.List<Symbol> symbols) {
    var random = new Random(seed);
    var out = new ElfWriter();
    int sections = 1 + random.nextInt(8);
    for (int i = 0; i < sections; i++) {
      byte[] content = new byte[random.nextInt(300)];
      random.nextBytes(content);
      contents.add(content);
      out.section(
          "s" + random.nextInt(5),
          Section.PROGBITS,
          Section.ALLOC,
          1 << random.nextInt(6),
          0,
          content);
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      var symbol =
          new Symbol(
              "y" + random.nextInt(9),
              random.nextInt(3),
              random.nextInt(3),
              random.nextInt(sections + 1),
              random.nextInt(100),
              i);
      symbols.add(symbol);
      out.symbol(symbol);
    }
    return out;
  }
}
