package modbox.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ELF file of either class and byte order. Header and section table are read at once, everything
 * else when it is asked for.
 */
public final class Elf {
  public static final int RELOCATABLE = 1;
  public static final int X86_64 = 62;
  private static final int HEADER_64 = 64;

  private final Source source;
  private final boolean wide;
  private final boolean big;
  private final int type;
  private final int machine;
  private final List<Section> sections;
  private @Nullable List<Symbol> symbols;
  private @Nullable SymbolTable table;

  private Elf(Source source, boolean wide, boolean big) throws ElfException {
    this.source = source;
    this.wide = wide;
    this.big = big;
    int size = wide ? HEADER_64 : 52;
    if (source.size() < size) {
      throw new ElfException("file too short for an ELF header");
    }
    Block header = new Block(source.read(0, size), big);
    this.type = header.u16(16);
    this.machine = header.u16(18);
    this.sections = readSections(header);
  }

  /** Reads what the identification bytes say. */
  public static Elf parse(Source source) throws ElfException {
    if (source.size() < 16) {
      throw new ElfException("file too short for an ELF header");
    }
    byte[] ident = source.read(0, 16);
    if (ident[0] != 0x7f || ident[1] != 'E' || ident[2] != 'L' || ident[3] != 'F') {
      throw new ElfException("not an ELF file");
    }
    if (ident[4] != 1 && ident[4] != 2) {
      throw new ElfException("unknown ELF class " + ident[4]);
    }
    if (ident[5] != 1 && ident[5] != 2) {
      throw new ElfException("unknown ELF byte order " + ident[5]);
    }
    return new Elf(source, ident[4] == 2, ident[5] == 2);
  }

  /** Reads as ELF64, little endian, whatever the identification bytes say, as the kernel does. */
  public static Elf parseAs64(Source source) throws ElfException {
    return new Elf(source, true, false);
  }

  /** File type: 1 for a relocatable object. */
  public int type() {
    return type;
  }

  /** Machine number: 62 for x86-64. */
  public int machine() {
    return machine;
  }

  /** Whether this is ELF64. */
  public boolean wide() {
    return wide;
  }

  /** Whether numbers are big endian. */
  public boolean bigEndian() {
    return big;
  }

  /** The bytes underneath. */
  public Source source() {
    return source;
  }

  /** All section headers; the one at 0 is the null section. */
  public List<Section> sections() {
    return sections;
  }

  /** The section with this index. */
  public Section section(int index) throws ElfException {
    if (index < 0 || index >= sections.size()) {
      throw new ElfException("no section " + index);
    }
    return sections.get(index);
  }

  /** The first section of this name. */
  public Optional<Section> section(String name) {
    for (int i = 1; i < sections.size(); i++) {
      if (sections.get(i).name().equals(name)) {
        return Optional.of(sections.get(i));
      }
    }
    return Optional.empty();
  }

  /** The content of a section; none for NOBITS. */
  public Block read(Section section) throws ElfException {
    if (section.type() == Section.NOBITS) {
      return new Block(new byte[0], big);
    }
    return new Block(bytes(section.offset(), section.size()), big);
  }

  /** The content of the first section of this name. */
  public Optional<Block> read(String name) throws ElfException {
    Optional<Section> section = section(name);
    return section.isEmpty() ? Optional.empty() : Optional.of(read(section.get()));
  }

  /** The symbol table, its null entry included; empty if there is none. */
  public List<Symbol> symbols() throws ElfException {
    List<Symbol> known = symbols;
    if (known == null) {
      known = readSymbols();
      symbols = known;
    }
    return known;
  }

  /** The entries of a section of type RELA or REL. */
  public List<Relocation> relocations(Section section) throws ElfException {
    boolean addends = section.type() == Section.RELA;
    if (!addends && section.type() != Section.REL) {
      throw new ElfException("section " + section.name() + " holds no relocations");
    }
    int word = wide ? 8 : 4;
    int entry = addends ? 3 * word : 2 * word;
    Block data = read(section);
    var all = new ArrayList<Relocation>(data.length() / entry);
    for (int at = 0; at + entry <= data.length(); at += entry) {
      long info = word(data, at + word);
      all.add(
          new Relocation(
              word(data, at),
              (int) (wide ? info : info & 0xff),
              (int) (wide ? info >>> 32 : info >>> 8),
              addends ? signed(data, at + 2 * word) : 0));
    }
    return all;
  }

  private long signed(Block data, int at) throws ElfException {
    return wide ? data.u64(at) : data.s32(at);
  }

  private List<Section> readSections(Block header) throws ElfException {
    long offset = wide ? header.u64(40) : header.u32(32);
    int sizes = wide ? 58 : 46;
    int entry = header.u16(sizes);
    int count = header.u16(sizes + 2);
    int names = header.u16(sizes + 4);
    int expected = wide ? 64 : 40;
    if (entry != expected) {
      throw new ElfException("section header size " + entry + " is not " + expected);
    }
    Block table = new Block(bytes(offset, (long) count * entry), big);
    if (names >= count) {
      throw new ElfException("section name index " + names + " is not below " + count);
    }
    Section nameTable = header(table, names * entry, names, "");
    Block strings = read(nameTable);
    if (strings.length() == 0 || strings.u8(strings.length() - 1) != 0) {
      throw new ElfException("section name table is not terminated");
    }
    var all = new ArrayList<Section>(count);
    for (int i = 0; i < count; i++) {
      long name = table.u32(i * entry);
      // As for libkmod and the kernel, a name that lies outside is no reason to refuse the rest.
      String text = name < strings.length() ? strings.string(name) : "";
      all.add(header(table, i * entry, i, text));
    }
    return all;
  }

  private Section header(Block table, int at, int index, String name) throws ElfException {
    int word = wide ? 8 : 4;
    int address = at + 8 + word;
    int link = address + 3 * word;
    return new Section(
        index,
        name,
        table.s32(at + 4),
        word(table, at + 8),
        word(table, address),
        word(table, address + word),
        word(table, address + 2 * word),
        table.s32(link),
        table.s32(link + 4),
        word(table, link + 8),
        word(table, link + 8 + word));
  }

  private List<Symbol> readSymbols() throws ElfException {
    SymbolTable table = symbolTable();
    var all = new ArrayList<Symbol>(table.count());
    for (int i = 0; i < table.count(); i++) {
      all.add(table.symbol(i));
    }
    return all;
  }

  /** The symbol table as it lies in the file; empty if there is none. */
  SymbolTable symbolTable() throws ElfException {
    SymbolTable known = table;
    if (known == null) {
      known = readTable();
      table = known;
    }
    return known;
  }

  private SymbolTable readTable() throws ElfException {
    for (Section section : sections) {
      if (section.type() == Section.SYMTAB) {
        return new SymbolTable(read(section), read(section(section.link())));
      }
    }
    var none = new Block(new byte[0], big);
    return new SymbolTable(none, none);
  }

  /** The entries of a symbol table, made into symbols one by one. */
  final class SymbolTable {
    private final Block entries;
    private final Block names;
    private final int width = wide ? 24 : 16;

    SymbolTable(Block entries, Block names) {
      this.entries = entries;
      this.names = names;
    }

    int count() {
      return entries.length() / width;
    }

    boolean undefined(int index) throws ElfException {
      return entries.u16(index * width + (wide ? 6 : 14)) == Symbol.UNDEF;
    }

    /** Whether the name begins so; fails for a name outside of the string table. */
    boolean nameBegins(int index, byte[] prefix) throws ElfException {
      return names.begins(entries.u32(index * width), prefix);
    }

    Symbol symbol(int index) throws ElfException {
      int at = index * width;
      String name = names.string(entries.u32(at));
      int info = entries.u8(at + (wide ? 4 : 12));
      int section = entries.u16(at + (wide ? 6 : 14));
      long value = wide ? entries.u64(at + 8) : entries.u32(at + 4);
      long size = wide ? entries.u64(at + 16) : entries.u32(at + 8);
      return new Symbol(name, info >> 4, info & 15, section, value, size);
    }
  }

  private long word(Block data, int at) throws ElfException {
    return wide ? data.u64(at) : data.u32(at);
  }

  private byte[] bytes(long offset, long length) throws ElfException {
    long size = source.size();
    if (offset < 0 || length < 0 || length > size || offset > size - length) {
      throw new ElfException("read outside of the file");
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new ElfException("section too large");
    }
    return source.read(offset, (int) length);
  }
}
