package modbox.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.elf.ElfWriter;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.elf.Relocation;
import modbox.elf.Section;
import modbox.elf.Symbol;

/**
 * Makes a module's object from its facts: the same facts give the same bytes. What the object says
 * of itself is real; its code is filler of the right size.
 */
final class ObjectMaker {
  /** Raised when the same facts begin to give other bytes. */
  static final int VERSION = 2;

  private static final int THIS_MODULE = 0x380;
  private static final int NAME_AT = 24;
  private static final int INIT_AT = 0x138;
  private static final int EXIT_AT = 0x350;
  private static final long A = Section.ALLOC;
  private static final long WA = Section.ALLOC | Section.WRITE;
  private static final long CRC_MASK = 0xffffffffL;

  private final Row row;
  private final String name;
  private final String release;
  private final String description;
  private final ElfWriter out = new ElfWriter();
  private final Map<String, Integer> imports = new LinkedHashMap<>();
  private final Map<String, Integer> placed = new LinkedHashMap<>();

  private ObjectMaker(Row row, String name, String release, String description) {
    this.row = row;
    this.name = name;
    this.release = release;
    this.description = description;
  }

  /** Sections that the maker makes itself: a catalogue does not list them. */
  static boolean makes(String section) {
    return switch (section) {
      case ".note.gnu.build-id",
          ".note.Linux",
          ".modinfo",
          "__versions",
          "__param",
          "__ksymtab",
          "__ksymtab_gpl",
          "__kcrctab",
          "__kcrctab_gpl",
          "__ksymtab_strings",
          ".gnu.linkonce.this_module" ->
          true;
      default -> false;
    };
  }

  /**
   * The object, without signature.
   *
   * @param description a sentence for {@code .modinfo}, empty for none
   */
  static byte[] make(Row row, String release, String description) {
    String name = row.facts().value("name").orElse("");
    return new ObjectMaker(row, name, release, description).make();
  }

  private byte[] make() {
    notes();
    var data = new ParamData(row.facts().params());
    var code = new RegistrationCode(row.facts().registrations(), data);
    opaque(data, code);
    int strings = exportStrings();
    int gpl = table("__ksymtab_gpl", true);
    int open = table("__ksymtab", false);
    int gplCrcs = checksums("__kcrctab_gpl", true);
    int crcs = checksums("__kcrctab", false);
    modinfo();
    int params = row.facts().params().isEmpty() ? 0 : param(data);
    if (row.facts().versioned()) {
      versions();
    }
    int module = thisModule();
    exports(strings, open, gpl, crcs, gplCrcs);
    imports(text());
    data.relocate(out, params, placed, imports, module);
    code.relocate(out, placed, imports, data.variableSymbol());
    return out.bytes();
  }

  private void notes() {
    byte[] id = Digest.sha1(name + " " + release + " " + VERSION);
    Words note = little(16 + id.length).putInt(4).putInt(id.length).putInt(3);
    note.put(latin1("GNU\0")).put(id);
    out.section(".note.gnu.build-id", Section.NOTE, A, 4, 0, note.array());
    int padded = (release.length() + 1 + 3) / 4 * 4;
    Words linux = little(24 + 20 + padded);
    linux.putInt(6).putInt(4).putInt(0x101).put(latin1("Linux\0\0\0")).putInt(0);
    linux.putInt(6).putInt(release.length() + 1).putInt(0x100).put(latin1("Linux\0\0\0"));
    linux.put(latin1(release));
    out.section(".note.Linux", Section.NOTE, A, 4, 0, linux.array());
  }

  /** Code and data: filler, but for what parameters and registrations need in them. */
  private void opaque(ParamData data, RegistrationCode code) {
    for (SectionFact s : sections(data, code)) {
      int index;
      if (s.type() == Section.NOBITS) {
        index = out.nobits(s.name(), s.flags(), s.align(), s.size());
      } else {
        byte[] least =
            switch (s.name()) {
              case ".rodata" -> data.constants();
              case ".data" -> data.variables();
              case ".init.text" -> code.code();
              case RegistrationCode.STRINGS -> code.strings();
              default -> new byte[0];
            };
        byte[] content = Arrays.copyOf(least, Math.max(least.length, s.size()));
        if ((s.flags() & Section.EXEC) != 0) {
          int calls = s.name().equals(".text") ? row.facts().imports().size() : 0;
          fill(content, least.length, calls);
        }
        index = out.section(s.name(), s.type(), s.flags(), s.align(), entrySize(s), content);
      }
      placed.putIfAbsent(s.name(), index);
    }
  }

  private List<SectionFact> sections(ParamData data, RegistrationCode code) {
    List<SectionFact> sections = new ArrayList<>(row.sections());
    List<SectionFact> needed = new ArrayList<>(code.sections());
    if (!data.isEmpty()) {
      needed.add(new SectionFact(".rodata", Section.PROGBITS, (int) A, 8, 0));
      needed.add(new SectionFact(".data", Section.PROGBITS, (int) WA, 8, 0));
    }
    for (SectionFact s : needed) {
      if (sections.stream().noneMatch(other -> other.name().equals(s.name()))) {
        sections.add(s);
      }
    }
    return sections;
  }

  /** Calls without a target yet, then breakpoints, as between real functions. */
  private static void fill(byte[] code, int kept, int calls) {
    int called = Math.min(5 * calls, code.length / 5 * 5);
    Arrays.fill(code, Math.max(kept, called), code.length, (byte) 0xcc);
    for (int at = 0; at < called; at += 5) {
      code[at] = (byte) 0xe8;
    }
  }

  private static int entrySize(SectionFact s) {
    return (s.flags() & Section.STRINGS) != 0 ? 1 : 0;
  }

  private int exportStrings() {
    var strings = new StringBuilder();
    for (Export export : row.facts().exports()) {
      strings.append(export.name()).append('\0').append(export.namespace()).append('\0');
    }
    return strings.isEmpty()
        ? 0
        : out.section(
            "__ksymtab_strings",
            Section.PROGBITS,
            A | Section.MERGE | Section.STRINGS,
            1,
            1,
            latin1(strings.toString()));
  }

  private long count(boolean gpl) {
    return row.facts().exports().stream().filter(e -> e.gpl() == gpl).count();
  }

  private int table(String section, boolean gpl) {
    int count = (int) count(gpl);
    return count == 0 ? 0 : out.section(section, Section.PROGBITS, A, 4, 0, new byte[12 * count]);
  }

  private int checksums(String section, boolean gpl) {
    Words crcs = little(4 * (int) count(gpl));
    for (Export export : row.facts().exports()) {
      if (export.gpl() == gpl) {
        crcs.putInt((int) export.crc());
      }
    }
    return crcs.size() == 0 ? 0 : out.section(section, Section.PROGBITS, A, 4, 0, crcs.array());
  }

  private void modinfo() {
    var text = new StringBuilder();
    boolean described = description.isEmpty();
    for (String pair : row.facts().modinfo()) {
      String key = pair.substring(0, pair.indexOf('=') + 1);
      if (!described && (key.equals("license=") || key.equals("depends="))) {
        text.append("description=").append(description).append('\0');
        described = true;
      }
      text.append(key.equals("vermagic=") ? ObjectFacts.vermagic(pair, release) : pair)
          .append('\0');
    }
    out.section(".modinfo", Section.PROGBITS, A, 1, 0, latin1(text.toString()));
  }

  private int param(ParamData data) {
    return out.section("__param", Section.PROGBITS, A, 8, 0, data.table());
  }

  private void versions() {
    var all = new ArrayList<Import>();
    if (row.facts().layoutCrc() != Import.NONE) {
      all.add(new Import("module_layout", false, row.facts().layoutCrc()));
    }
    for (Import wanted : row.facts().imports()) {
      if (wanted.crc() != Import.NONE) {
        all.add(wanted);
      }
    }
    Words table = little(64 * all.size());
    for (int i = 0; i < all.size(); i++) {
      table.position(64 * i).putLong(all.get(i).crc() & CRC_MASK).put(latin1(all.get(i).name()));
    }
    out.section("__versions", Section.PROGBITS, A, 32, 0, table.array());
  }

  private int thisModule() {
    byte[] content = new byte[THIS_MODULE];
    byte[] text = latin1(name);
    System.arraycopy(text, 0, content, NAME_AT, text.length);
    int section = out.section(".gnu.linkonce.this_module", Section.PROGBITS, WA, 64, 0, content);
    int self =
        out.symbol(
            new Symbol("__this_module", Symbol.GLOBAL, Symbol.OBJECT, section, 0, THIS_MODULE));
    entry(section, INIT_AT, row.facts().init(), "init_module", ".init.text");
    entry(section, EXIT_AT, row.facts().exit(), "cleanup_module", ".exit.text");
    return self;
  }

  private void entry(int module, int at, boolean there, String function, String section) {
    if (there) {
      int place = placed.getOrDefault(section, text());
      int kind = place == 0 ? Symbol.ABS : place;
      int symbol = out.symbol(new Symbol(function, Symbol.GLOBAL, Symbol.FUNC, kind, 0, 1));
      out.relocate(module, at, Relocation.X86_64_64, symbol, 0);
    }
  }

  private int text() {
    return placed.getOrDefault(".text", 0);
  }

  private void exports(int strings, int open, int gpl, int crcs, int gplCrcs) {
    int[] next = new int[2];
    int text = 0;
    int home = text() == 0 ? placed.values().stream().findFirst().orElse(Symbol.ABS) : text();
    for (Export export : row.facts().exports()) {
      int which = export.gpl() ? 1 : 0;
      int number = next[which]++;
      int table = export.gpl() ? gpl : open;
      int namespace = text + export.name().length() + 1;
      String n = export.name();
      int value =
          out.symbol(new Symbol(n, Symbol.GLOBAL, Symbol.FUNC, home, 16L * (number + 1), 0));
      int own = local("__kstrtab_" + n, strings, text);
      int space = local("__kstrtabns_" + n, strings, namespace);
      local("__ksymtab_" + n, table, 12L * number);
      if (export.versioned()) {
        local("__crc_" + n, export.gpl() ? gplCrcs : crcs, 4L * number);
      }
      out.relocate(table, 12L * number, Relocation.X86_64_PC32, value, 0);
      out.relocate(table, 12L * number + 4, Relocation.X86_64_PC32, own, 0);
      out.relocate(table, 12L * number + 8, Relocation.X86_64_PC32, space, 0);
      text = namespace + export.namespace().length() + 1;
    }
  }

  private int local(String symbol, int section, long value) {
    return out.symbol(new Symbol(symbol, Symbol.LOCAL, Symbol.NOTYPE, section, value, 0));
  }

  /** Undefined symbols; the code calls as many of them as find room in it. */
  private void imports(int text) {
    int room = 0;
    for (SectionFact s : row.sections()) {
      if (s.name().equals(".text")) {
        room = s.size();
      }
    }
    int at = 1;
    for (Import wanted : row.facts().imports()) {
      int binding = wanted.weak() ? Symbol.WEAK : Symbol.GLOBAL;
      int symbol =
          out.symbol(new Symbol(wanted.name(), binding, Symbol.NOTYPE, Symbol.UNDEF, 0, 0));
      imports.put(wanted.name(), symbol);
      if (text != 0 && at + 4 <= room / 5 * 5) {
        out.relocate(text, at, Relocation.X86_64_PLT32, symbol, -4);
        at += 5;
      }
    }
  }

  static Words little(int size) {
    return new Words(size);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
