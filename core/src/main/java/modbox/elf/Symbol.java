package modbox.elf;

/**
 * An entry of a symbol table.
 *
 * @param binding LOCAL, GLOBAL, WEAK or another
 * @param type NOTYPE, OBJECT, FUNC, SECTION, FILE or another
 * @param section index of its section, or UNDEF, ABS, COMMON
 */
public record Symbol(String name, int binding, int type, int section, long value, long size) {
  public static final int LOCAL = 0;
  public static final int GLOBAL = 1;
  public static final int WEAK = 2;

  public static final int NOTYPE = 0;
  public static final int OBJECT = 1;
  public static final int FUNC = 2;
  public static final int SECTION = 3;
  public static final int FILE = 4;

  public static final int UNDEF = 0;
  public static final int ABS = 0xfff1;
  public static final int COMMON = 0xfff2;

  /** Whether the symbol must come from elsewhere. */
  public boolean undefined() {
    return section == UNDEF;
  }

  public boolean weak() {
    return binding == WEAK;
  }
}
