package modbox.vfs;

import modbox.abi.Mode;

/**
 * What a lower layer tells of a node without reading it.
 *
 * @param mode type and permission bits
 * @param size exact, in bytes
 * @param mtime nanoseconds since 1970
 * @param rdev device number of a device node
 * @param target of a symbolic link, else empty
 * @param stamp what a later read of a file is compared with: the same as long as its bytes are
 */
public record LowerNode(
    int mode, int uid, int gid, long size, long mtime, long rdev, String target, long stamp) {
  /** A node of a layer that cannot change. */
  public LowerNode(int mode, int uid, int gid, long size, long mtime, long rdev, String target) {
    this(mode, uid, gid, size, mtime, rdev, target, 0);
  }

  /** A directory of root's, 0755. */
  public static LowerNode directory(long mtime) {
    return new LowerNode(Mode.DIR | 0755, 0, 0, 0, mtime, 0, "");
  }

  /** A file of root's. */
  public static LowerNode file(int permissions, long size, long mtime) {
    return new LowerNode(Mode.REG | permissions, 0, 0, size, mtime, 0, "");
  }

  /** A symbolic link. */
  public static LowerNode link(String target, long mtime) {
    return new LowerNode(Mode.LNK | 0777, 0, 0, target.length(), mtime, 0, target);
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & Mode.FMT) == Mode.DIR;
  }
}
