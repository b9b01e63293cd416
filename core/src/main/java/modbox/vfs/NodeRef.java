package modbox.vfs;

/**
 * A node of a file system, as a plain value.
 *
 * @param fs the mounted file system, a key of {@link Vfs#SUPERS}
 * @param ino the inode's number if it is a row of {@link Vfs#INODES}, else 0
 * @param path the path below the root of a pseudo file system, {@code ""} for the root
 */
public record NodeRef(int fs, long ino, String path) {
  /** A stored node. */
  public static NodeRef stored(int fs, long ino) {
    return new NodeRef(fs, ino, "");
  }

  // By hand: what a record has by itself is spun at run time, and every start would pay for it.
  @Override
  public boolean equals(Object other) {
    return other instanceof NodeRef that
        && fs == that.fs
        && ino == that.ino
        && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return (fs * 31 + Long.hashCode(ino)) * 31 + path.hashCode();
  }
}
