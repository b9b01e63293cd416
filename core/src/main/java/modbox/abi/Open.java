package modbox.abi;

/** Flags of open(2), fcntl(2), lseek(2) and access(2), with their numbers on x86-64. */
public final class Open {
  public static final int RDONLY = 0;
  public static final int WRONLY = 1;
  public static final int RDWR = 2;
  public static final int ACCMODE = 3;
  public static final int CREAT = 0x40;
  public static final int EXCL = 0x80;
  public static final int NOCTTY = 0x100;
  public static final int TRUNC = 0x200;
  public static final int APPEND = 0x400;
  public static final int NONBLOCK = 0x800;
  public static final int DIRECTORY = 0x10000;
  public static final int NOFOLLOW = 0x20000;
  public static final int CLOEXEC = 0x80000;
  public static final int PATH = 0x200000;

  /** Directory descriptor that stands for the working directory. */
  public static final int AT_FDCWD = -100;

  public static final int SEEK_SET = 0;
  public static final int SEEK_CUR = 1;
  public static final int SEEK_END = 2;

  /** The next data; for /dev/kmsg the first record after the last clear. */
  public static final int SEEK_DATA = 3;

  public static final int R_OK = 4;
  public static final int W_OK = 2;
  public static final int X_OK = 1;
  public static final int F_OK = 0;

  /** Event bits of poll(2). */
  public static final int POLLIN = 1;

  public static final int POLLPRI = 2;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;

  private Open() {}
}
