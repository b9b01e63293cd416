package modbox.module;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.elf.ElfWriter;
import modbox.elf.Relocation;
import modbox.elf.Section;
import modbox.elf.Symbol;

/** Builds small modules for tests, as a build of an external module would make them. */
final class Objects {
  static final String MAGIC = "6.1.0-modbox SMP preempt mod_unload modversions ";

  private final String name;
  final List<String> info = new ArrayList<>();
  private final List<String> exports = new ArrayList<>();
  private final List<String> imports = new ArrayList<>();
  private final List<String> unversioned = new ArrayList<>();
  private final List<Long> crcs = new ArrayList<>();
  private boolean versions = true;
  private boolean exit = true;
  private boolean writableCode;

  private Objects(String name) {
    this.name = name;
  }

  static Objects module(String name) {
    var builder = new Objects(name);
    builder.info.addAll(
        List.of("license=GPL", "depends=", "retpoline=Y", "name=" + name, "vermagic=" + MAGIC));
    return builder;
  }

  /** Replaces the strings that have the same key. */
  Objects with(String pair) {
    without(pair.substring(0, pair.indexOf('=')));
    info.add(pair);
    return this;
  }

  Objects without(String key) {
    info.removeIf(pair -> pair.startsWith(key + "="));
    return this;
  }

  /** {@code NAME}, {@code NAME gpl} or {@code NAME gpl NAMESPACE}; the checksum is 0x11111111. */
  Objects exports(String spec) {
    exports.add(spec);
    return this;
  }

  Objects imports(String symbol, long crc) {
    imports.add(symbol);
    crcs.add(crc);
    return this;
  }

  /** Uses a symbol of which {@code __versions} says nothing. */
  Objects needs(String symbol) {
    unversioned.add(symbol);
    return this;
  }

  Objects withoutVersions() {
    versions = false;
    return this;
  }

  Objects withoutExit() {
    exit = false;
    return this;
  }

  Objects withWritableCode() {
    writableCode = true;
    return this;
  }

  byte[] bytes() {
    var out = new ElfWriter();
    long code = Section.ALLOC | Section.EXEC | (writableCode ? Section.WRITE : 0);
    int text = out.section(".text", Section.PROGBITS, code, 16, 0, new byte[64]);
    int init =
        out.section(
            ".init.text", Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, new byte[16]);
    out.section(
        ".modinfo", Section.PROGBITS, Section.ALLOC, 1, 0, latin1(String.join("\0", info) + "\0"));
    exportTables(out, text);
    if (versions) {
      ByteBuffer table = little(64 * imports.size());
      for (int i = 0; i < imports.size(); i++) {
        table.position(64 * i);
        table.putLong(crcs.get(i)).put(latin1(imports.get(i)));
      }
      out.section("__versions", Section.PROGBITS, Section.ALLOC, 32, 0, table.array());
    }
    byte[] template = new byte[0x380];
    System.arraycopy(latin1(name), 0, template, 24, name.length());
    long data = Section.ALLOC | Section.WRITE;
    int self = out.section(".gnu.linkonce.this_module", Section.PROGBITS, data, 64, 0, template);
    int start = out.symbol(new Symbol("init_module", Symbol.GLOBAL, Symbol.FUNC, init, 0, 8));
    out.relocate(self, 0x138, Relocation.X86_64_64, start, 0);
    if (exit) {
      int end = out.symbol(new Symbol("cleanup_module", Symbol.GLOBAL, Symbol.FUNC, text, 0, 8));
      out.relocate(self, 0x350, Relocation.X86_64_64, end, 0);
    }
    var undefined = new ArrayList<>(imports);
    undefined.addAll(unversioned);
    int at = 1;
    for (String wanted : undefined) {
      int symbol = out.symbol(new Symbol(wanted, Symbol.GLOBAL, Symbol.NOTYPE, Symbol.UNDEF, 0, 0));
      out.relocate(text, at, Relocation.X86_64_PLT32, symbol, -4);
      at += 5;
    }
    return out.bytes();
  }

  private void exportTables(ElfWriter out, int text) {
    for (String spec : exports) {
      String[] words = spec.split(" ");
      boolean gpl = words.length > 1;
      String space = words.length > 2 ? words[2] : "";
      int strings =
          out.section(
              "__ksymtab_strings",
              Section.PROGBITS,
              Section.ALLOC,
              1,
              1,
              latin1(words[0] + "\0" + space + "\0"));
      String suffix = gpl ? "_gpl" : "";
      int table =
          out.section("__ksymtab" + suffix, Section.PROGBITS, Section.ALLOC, 4, 0, new byte[12]);
      byte[] crc = little(4).putInt(0x11111111).array();
      int crcTable = out.section("__kcrctab" + suffix, Section.PROGBITS, Section.ALLOC, 4, 0, crc);
      String n = words[0];
      out.symbol(new Symbol(n, Symbol.GLOBAL, Symbol.FUNC, text, 0, 8));
      out.symbol(new Symbol("__ksymtab_" + n, Symbol.LOCAL, Symbol.NOTYPE, table, 0, 0));
      out.symbol(new Symbol("__crc_" + n, Symbol.LOCAL, Symbol.NOTYPE, crcTable, 0, 0));
      out.symbol(
          new Symbol("__kstrtabns_" + n, Symbol.LOCAL, Symbol.NOTYPE, strings, n.length() + 1, 0));
    }
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
