package modbox.elf;

/**
 * A section header.
 *
 * @param index place in the section table, from 0 (the null section)
 * @param type one of the constants below, or another
 * @param offset of the content in the file; without meaning for {@link #NOBITS}
 * @param size bytes
 * @param link index of a related section: the strings of a symbol table, the symbols of relocations
 * @param info index of the first global symbol, or of the section that relocations apply to
 */
public record Section(
    int index,
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long align,
    long entrySize) {
  public static final int NULL = 0;
  public static final int PROGBITS = 1;
  public static final int SYMTAB = 2;
  public static final int STRTAB = 3;
  public static final int RELA = 4;
  public static final int NOTE = 7;
  public static final int NOBITS = 8;
  public static final int REL = 9;

  public static final long WRITE = 1;
  public static final long ALLOC = 2;
  public static final long EXEC = 4;
  public static final long MERGE = 0x10;
  public static final long STRINGS = 0x20;
  public static final long INFO_LINK = 0x40;

  /** Whether the section takes memory when loaded. */
  public boolean allocated() {
    return (flags & ALLOC) != 0;
  }
}
