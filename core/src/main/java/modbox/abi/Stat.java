package modbox.abi;

/**
 * What stat(2) tells of an inode.
 *
 * @param dev device number of the file system, see {@link Dev}
 * @param mode type and permissions, see {@link Mode}
 * @param rdev device number of a device node, else 0
 * @param size bytes
 * @param blocks units of 512 bytes that are really held
 * @param atime nanoseconds since 1970-01-01T00:00:00Z; likewise {@code mtime}, {@code ctime},
 *     {@code btime}
 */
public record Stat(
    long dev,
    long ino,
    int mode,
    int nlink,
    int uid,
    int gid,
    long rdev,
    long size,
    long blocks,
    int blksize,
    long atime,
    long mtime,
    long ctime,
    long btime) {

  /** The type bits of the mode. */
  public int type() {
    return mode & Mode.FMT;
  }

  public boolean isDirectory() {
    return type() == Mode.DIR;
  }

  public boolean isRegular() {
    return type() == Mode.REG;
  }

  public boolean isSymlink() {
    return type() == Mode.LNK;
  }

  /** The permission bits, set-id and sticky included. */
  public int permissions() {
    return mode & Mode.PERM;
  }
}
