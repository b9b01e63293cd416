package modbox.vfs;

import modbox.abi.ErrnoException;

/** A type of file system: what mount(2) finds by name. */
public interface FileSystemType {
  /** The name, for instance {@code tmpfs}. */
  String name();

  /** Whether it needs a block device; /proc/filesystems shows the others as {@code nodev}. */
  default boolean needsDevice() {
    return false;
  }

  /** Whether all mounts show one and the same file system, as those of proc and sysfs do. */
  default boolean single() {
    return false;
  }

  /** Whether statfs(2) tells of blocks; most views and small helpers have none. */
  default boolean hasSpace() {
    return true;
  }

  /** Its behaviour. */
  FileSystem files();

  /** The magic number that statfs(2) shows. */
  long magic();

  /**
   * Makes a file system.
   *
   * @param fs the number it gets
   * @param data the options of mount(2) that are not flags
   */
  Made make(int fs, String data) throws ErrnoException;

  /** The options of a remount; the same limits as {@link #make} would give. */
  default Made remake(Super files, String data) throws ErrnoException {
    return new Made(files.root(), files.options(), files.blocks(), files.inodes());
  }

  /**
   * What a new file system is.
   *
   * @param options as /proc/mounts shows them
   * @param blocks limit in pages, 0 for none; {@code inodes} likewise
   */
  record Made(NodeRef root, String options, long blocks, long inodes) {
    /** A root without options or limits. */
    public static Made of(NodeRef root) {
      return new Made(root, "", 0, 0);
    }
  }
}
