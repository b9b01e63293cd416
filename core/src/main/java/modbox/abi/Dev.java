package modbox.abi;

/** Device numbers as user space sees them. Source: makedev(3), glibc's 64-bit layout. */
public final class Dev {
  private Dev() {}

  /** Packs a major and a minor number. */
  public static long make(int major, int minor) {
    return (minor & 0xffL) | ((major & 0xfffL) << 8) | ((minor & ~0xffL & 0xffffffffL) << 12);
  }

  /** The major number, 0 to 4095. */
  public static int major(long dev) {
    return (int) (dev >> 8) & 0xfff;
  }

  /** The minor number, 0 to 1048575. */
  public static int minor(long dev) {
    return (int) ((dev & 0xff) | ((dev >> 12) & 0xfff00));
  }
}
