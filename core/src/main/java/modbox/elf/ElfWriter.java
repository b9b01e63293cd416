package modbox.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a relocatable x86-64 object. Sections and symbols are numbered in the order in which they
 * are added; local symbols are moved before global ones when the object is made, as the format
 * wants. The same calls give the same bytes.
 */
public final class ElfWriter {
  /** A section on its way out; {@code size} differs from the content only for NOBITS. */
  private static final class Part {
    final String name;
    final int type;
    final long flags;
    final int align;
    final int entry;
    byte[] content;
    final long size;
    int link;
    int info;
    final List<Relocation> relocations = new ArrayList<>();

    Part(String name, int type, long flags, int align, int entry, byte[] content, long size) {
      this.name = name;
      this.type = type;
      this.flags = flags;
      this.align = align;
      this.entry = entry;
      this.content = content;
      this.size = size;
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();

  /** An object without sections yet. */
  public ElfWriter() {}

  /** Adds a section with content; gives its index. */
  public int section(String name, int type, long flags, int align, int entrySize, byte[] content) {
    parts.add(new Part(name, type, flags, align, entrySize, content, content.length));
    return parts.size();
  }

  /** Adds a section that takes memory but no place in the file; gives its index. */
  public int nobits(String name, long flags, int align, long size) {
    parts.add(new Part(name, Section.NOBITS, flags, align, 0, new byte[0], size));
    return parts.size();
  }

  /** Adds a symbol; gives the number by which relocations name it. */
  public int symbol(Symbol symbol) {
    symbols.add(symbol);
    return symbols.size();
  }

  /** Adds a relocation to a section; {@code symbol} is a number that {@link #symbol} gave. */
  public void relocate(int section, long offset, int type, int symbol, long addend) {
    parts.get(section - 1).relocations.add(new Relocation(offset, type, symbol, addend));
  }

  /** The object. */
  public byte[] bytes() {
    int[] number = numbers();
    List<Part> all = withTables(number);
    long[] offsets = new long[all.size()];
    long at = 64;
    for (int i = 0; i < all.size(); i++) {
      Part part = all.get(i);
      at = align(at, part.align);
      offsets[i] = at;
      at += part.content.length;
    }
    at = align(at, 8);
    byte[] bytes = new byte[Math.toIntExact(at + 64L * (all.size() + 1))];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header(out, at, all.size() + 1);
    Map<String, Integer> names = new LinkedHashMap<>();
    nameTable(all, names);
    for (int i = 0; i < all.size(); i++) {
      Part part = all.get(i);
      System.arraycopy(part.content, 0, bytes, (int) offsets[i], part.content.length);
      out.position((int) at + 64 * (i + 1));
      Integer name = names.get(part.name);
      out.putInt(name == null ? 0 : name).putInt(part.type).putLong(part.flags).putLong(0);
      out.putLong(offsets[i]).putLong(part.size).putInt(part.link).putInt(part.info);
      out.putLong(part.align).putLong(part.entry);
    }
    return bytes;
  }

  /** The place of each symbol in the table, locals first, in the order in which they were added. */
  private int[] numbers() {
    int[] number = new int[symbols.size() + 1];
    int next = 1;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < symbols.size(); i++) {
        if ((symbols.get(i).binding() == Symbol.LOCAL) == (pass == 0)) {
          number[i + 1] = next++;
        }
      }
    }
    return number;
  }

  private List<Part> withTables(int[] number) {
    var all = new ArrayList<Part>(parts);
    int relocated = 0;
    for (Part part : parts) {
      relocated += part.relocations.isEmpty() ? 0 : 1;
    }
    int symtab = parts.size() + relocated + 1;
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).relocations.isEmpty()) {
        all.add(relocations(parts.get(i), i + 1, symtab, number));
      }
    }
    Map<String, Integer> strings = new LinkedHashMap<>();
    var table = new StringBuilder("\0");
    for (Symbol symbol : symbols) {
      intern(symbol.name(), strings, table);
    }
    all.add(symbolTable(number, strings, symtab + 1));
    all.add(new Part(".strtab", Section.STRTAB, 0, 1, 0, latin1(table), table.length()));
    Part names = new Part(".shstrtab", Section.STRTAB, 0, 1, 0, new byte[0], 0);
    all.add(names);
    byte[] content = nameTable(all, new LinkedHashMap<>());
    all.set(
        all.size() - 1, new Part(".shstrtab", Section.STRTAB, 0, 1, 0, content, content.length));
    return all;
  }

  private static Part relocations(Part part, int index, int symtab, int[] number) {
    ByteBuffer out =
        ByteBuffer.allocate(24 * part.relocations.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Relocation r : part.relocations) {
      out.putLong(r.offset()).putInt(r.type()).putInt(number[r.symbol()]).putLong(r.addend());
    }
    String name = ".rela" + part.name;
    Part table =
        new Part(name, Section.RELA, Section.INFO_LINK, 8, 24, out.array(), out.capacity());
    table.link = symtab;
    table.info = index;
    return table;
  }

  private Part symbolTable(int[] number, Map<String, Integer> strings, int strtab) {
    ByteBuffer out = ByteBuffer.allocate(24 * (symbols.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
    int locals = 1;
    for (int i = 0; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      locals += symbol.binding() == Symbol.LOCAL ? 1 : 0;
      Integer name = strings.get(symbol.name());
      out.position(24 * number[i + 1]);
      out.putInt(name == null ? 0 : name).put((byte) ((symbol.binding() << 4) | symbol.type()));
      out.put((byte) 0).putShort((short) symbol.section());
      out.putLong(symbol.value()).putLong(symbol.size());
    }
    Part table = new Part(".symtab", Section.SYMTAB, 0, 8, 24, out.array(), out.capacity());
    table.link = strtab;
    table.info = locals;
    return table;
  }

  private static byte[] nameTable(List<Part> all, Map<String, Integer> names) {
    var table = new StringBuilder("\0");
    for (Part part : all) {
      intern(part.name, names, table);
    }
    return latin1(table);
  }

  private static void intern(String name, Map<String, Integer> places, StringBuilder table) {
    if (!name.isEmpty() && places.putIfAbsent(name, table.length()) == null) {
      table.append(name).append('\0');
    }
  }

  private static void header(ByteBuffer out, long sections, int count) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
    out.putShort((short) Elf.RELOCATABLE).putShort((short) Elf.X86_64).putInt(1);
    out.putLong(0).putLong(0).putLong(sections).putInt(0);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    out.putShort((short) 64).putShort((short) count).putShort((short) (count - 1));
  }

  private static long align(long at, int align) {
    return align <= 1 ? at : (at + align - 1) / align * align;
  }

  private static byte[] latin1(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
