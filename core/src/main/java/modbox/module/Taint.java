package modbox.module;

import modbox.log.Log;
import modbox.world.World;

/** The kernel's taint. Source: kernel/panic.c, taint_flags. */
public final class Taint {
  public static final int PROPRIETARY = 1;
  public static final int FORCED_MODULE = 1 << 1;
  public static final int CPU_OUT_OF_SPEC = 1 << 2;
  public static final int FORCED_RMMOD = 1 << 3;
  public static final int MACHINE_CHECK = 1 << 4;
  public static final int BAD_PAGE = 1 << 5;
  public static final int USER = 1 << 6;
  public static final int DIE = 1 << 7;
  public static final int WARN = 1 << 9;
  public static final int CRAP = 1 << 10;
  public static final int OOT_MODULE = 1 << 12;
  public static final int UNSIGNED_MODULE = 1 << 13;
  public static final int LIVEPATCH = 1 << 15;
  public static final int TEST = 1 << 18;

  /** Every bit that has a meaning. */
  static final int ALL = (1 << 19) - 1;

  private static final String LETTERS = "PFSRMBUDAWCIOELKXTN";
  private static final int LOCKDEP_UNSAFE =
      PROPRIETARY | FORCED_MODULE | CPU_OUT_OF_SPEC | FORCED_RMMOD | MACHINE_CHECK | BAD_PAGE | DIE;
  private static final String MASK = "kernel.tainted";
  private static final String LOCKDEP = "kernel.lockdep_off";

  private final World world;
  private final Log log;

  public Taint(World world, Log log) {
    this.world = world;
    this.log = log;
  }

  /** The bits that are set. */
  public int mask() {
    return (int) world.count(MASK);
  }

  /** Whether all of these bits are set. */
  public boolean has(int bits) {
    return (mask() & bits) == bits;
  }

  /** Sets bits; the first of the worse kinds ends lock debugging. */
  public void add(int bits) {
    if ((bits & LOCKDEP_UNSAFE) != 0 && world.count(LOCKDEP) == 0) {
      world.put(World.COUNTERS, LOCKDEP, 1L);
      log.warn("Disabling lock debugging due to kernel taint");
    }
    world.put(World.COUNTERS, MASK, world.count(MASK) | bits);
  }

  /** The letters of bits that modules can have, as in {@code (OE)}. */
  static String letters(int bits) {
    var text = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((bits & 1 << i) != 0) {
        text.append(LETTERS.charAt(i));
      }
    }
    return text.toString();
  }

  /** As in a dump: {@code Not tainted}, or one column for each bit. */
  public String describe() {
    int bits = mask();
    if (bits == 0) {
      return "Not tainted";
    }
    var text = new StringBuilder("Tainted: ");
    for (int i = 0; i < LETTERS.length(); i++) {
      char clear = i == 0 ? 'G' : ' ';
      text.append((bits & 1 << i) != 0 ? LETTERS.charAt(i) : clear);
    }
    return text.toString();
  }
}
