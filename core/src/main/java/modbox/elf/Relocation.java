package modbox.elf;

/**
 * A place to be filled in.
 *
 * @param offset in the section that the relocations apply to
 * @param type meaning depends on the machine; for x86-64 see the constants
 * @param symbol index in the symbol table
 */
public record Relocation(long offset, int type, int symbol, long addend) {
  public static final int X86_64_NONE = 0;
  public static final int X86_64_64 = 1;
  public static final int X86_64_PC32 = 2;
  public static final int X86_64_PLT32 = 4;
  public static final int X86_64_32 = 10;
  public static final int X86_64_32S = 11;
  public static final int X86_64_PC64 = 24;
}
