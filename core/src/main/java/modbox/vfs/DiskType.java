package modbox.vfs;

import io.vavr.collection.List;
import modbox.abi.ErrnoException;

/** A disk's file system: stored like every other, kept by device number while it is not mounted. */
record DiskType(String name, FileSystem files) implements FileSystemType {
  @Override
  public boolean needsDevice() {
    return true;
  }

  /** Source: EXT4_SUPER_MAGIC and others, include/uapi/linux/magic.h. */
  @Override
  public long magic() {
    return switch (name) {
      case "vfat", "msdos" -> 0x4d44;
      case "btrfs" -> 0x9123683eL;
      case "xfs" -> 0x58465342L;
      case "iso9660" -> 0x9660;
      case "squashfs" -> 0x73717368L;
      default -> 0xef53;
    };
  }

  @Override
  public Made make(int fs, String data) throws ErrnoException {
    return Made.of(((Store) files).root(fs, 0755, 0, 0, List.empty()));
  }
}
