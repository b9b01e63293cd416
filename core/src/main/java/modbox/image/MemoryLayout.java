package modbox.image;

import java.util.List;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Section;
import modbox.elf.Symbol;

/**
 * Where the sections of a module go in memory, and how much it takes. Source: layout_sections and
 * layout_symtab in Linux 6.1, kernel/module/main.c and kallsyms.c, with STRICT_MODULE_RWX and
 * KALLSYMS_ALL.
 */
public final class MemoryLayout {
  /** In {@link #offset} of sections that take no memory. */
  public static final long NOWHERE = -1;

  private static final int PAGE = 4096;
  private static final long RO_AFTER_INIT = 0x00200000;
  private static final long[][] PASSES = {
    {Section.EXEC | Section.ALLOC, 0},
    {Section.ALLOC, Section.WRITE},
    {RO_AFTER_INIT | Section.ALLOC, 0},
    {Section.WRITE | Section.ALLOC, 0},
  };

  private final long[] offsets;
  private final boolean[] inInit;
  private long core;
  private long init;

  private MemoryLayout(int sections) {
    offsets = new long[sections];
    inInit = new boolean[sections];
    java.util.Arrays.fill(offsets, NOWHERE);
  }

  /** The layout of an object. */
  public static MemoryLayout of(Elf elf) throws ElfException {
    List<Section> sections = elf.sections();
    var layout = new MemoryLayout(sections.size());
    layout.core = layout.place(sections, false);
    layout.init = layout.place(sections, true);
    layout.symbols(elf);
    return layout;
  }

  /** Bytes that the module takes for as long as it is loaded. */
  public long core() {
    return core;
  }

  /** Bytes that it takes until its init function has returned. */
  public long init() {
    return init;
  }

  /** Offset of a section from the start of its area, or {@link #NOWHERE}. */
  public long offset(int section) {
    return offsets[section];
  }

  /** Whether the section lies in the area that goes when init has returned. */
  public boolean inInit(int section) {
    return inInit[section];
  }

  /** The flags that decide where a section goes; those of the null section are 0. */
  private static long flags(Section section) {
    String name = section.name();
    if (name.equals(".modinfo") || name.equals("__versions") || name.equals(".data..percpu")) {
      return section.flags() & ~Section.ALLOC;
    }
    if (name.equals(".data..ro_after_init") || name.equals("__jump_table")) {
      return section.flags() | RO_AFTER_INIT;
    }
    return section.flags();
  }

  private long place(List<Section> sections, boolean initPart) {
    long size = 0;
    for (long[] pass : PASSES) {
      for (Section section : sections) {
        long flags = flags(section);
        boolean fits = (flags & pass[0]) == pass[0] && (flags & pass[1]) == 0;
        if (fits
            && offsets[section.index()] == NOWHERE
            && section.name().startsWith(".init") == initPart) {
          long at = align(size, Math.max(1, section.align()));
          offsets[section.index()] = at;
          inInit[section.index()] = initPart;
          size = at + section.size();
        }
      }
      size = align(size, PAGE);
    }
    return size;
  }

  private void symbols(Elf elf) throws ElfException {
    long strings = 1;
    long kept = 1;
    List<Symbol> symbols = elf.symbols();
    for (int i = 1; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      if (kept(symbol, elf.sections())) {
        kept++;
        strings += symbol.name().length() + 1;
      }
    }
    core = align(align(core, 8) + kept * 24 + strings + kept, PAGE);
    for (Section section : elf.sections()) {
      if (section.type() == Section.SYMTAB) {
        long table = align(init, 8);
        offsets[section.index()] = table;
        inInit[section.index()] = true;
        Section names = elf.section(section.link());
        offsets[names.index()] = table + section.size();
        inInit[names.index()] = true;
        init = align(table + section.size() + names.size(), 8) + 32 + symbols.size();
        break;
      }
    }
    init = align(init, PAGE);
  }

  private boolean kept(Symbol symbol, List<Section> sections) {
    if (symbol.undefined() || symbol.section() >= sections.size() || symbol.name().isEmpty()) {
      return false;
    }
    Section section = sections.get(symbol.section());
    if (section.name().equals(".data..percpu")) {
      return true;
    }
    return (flags(section) & Section.ALLOC) != 0 && !inInit[section.index()];
  }

  private static long align(long at, long align) {
    return (at + align - 1) / align * align;
  }
}
