package modbox.abi;

/** File type and permission bits of {@code st_mode}. Source: inode(7). */
public final class Mode {
  public static final int FMT = 0170000;
  public static final int SOCK = 0140000;
  public static final int LNK = 0120000;
  public static final int REG = 0100000;
  public static final int BLK = 0060000;
  public static final int DIR = 0040000;
  public static final int CHR = 0020000;
  public static final int FIFO = 0010000;
  public static final int SUID = 04000;
  public static final int SGID = 02000;
  public static final int STICKY = 01000;
  public static final int PERM = 07777;

  private Mode() {}
}
