package modbox.vfs;

import modbox.abi.Mode;

/** What a permission check looks at. */
public interface Meta {
  /** Type and permission bits. */
  int mode();

  int uid();

  int gid();

  /** Whether it is a directory. */
  default boolean isDirectory() {
    return (mode() & Mode.FMT) == Mode.DIR;
  }

  /** Whether it is a symbolic link. */
  default boolean isLink() {
    return (mode() & Mode.FMT) == Mode.LNK;
  }

  /** Whether it is a regular file. */
  default boolean isRegular() {
    return (mode() & Mode.FMT) == Mode.REG;
  }

  /** The type bits. */
  default int type() {
    return mode() & Mode.FMT;
  }
}
