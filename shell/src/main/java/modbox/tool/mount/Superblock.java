package modbox.tool.mount;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/** Tells the file system on a device by its magic bytes, as libblkid does. */
final class Superblock {
  private record Magic(String type, int offset, String bytes) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic("xfs", 0, "XFSB"),
          new Magic("squashfs", 0, "hsqs"),
          new Magic("erofs", 1024, "\u00e2\u00e1\u00f5\u00e0"),
          new Magic("ntfs3", 3, "NTFS    "),
          new Magic("exfat", 3, "EXFAT   "),
          new Magic("vfat", 82, "FAT32"),
          new Magic("vfat", 54, "FAT1"),
          new Magic("btrfs", 0x10040, "_BHRfS_M"),
          new Magic("f2fs", 1024, "\u0010 \u00f5\u00f2"),
          new Magic("iso9660", 0x8001, "CD001"));

  private static final int EXT_MAGIC = 0x438;
  private static final int EXT_COMPATIBLE = 0x45c;
  private static final int EXT_INCOMPATIBLE = 0x460;
  private static final int HAS_JOURNAL = 4;
  private static final int EXT4_ONLY = 0x40 | 0x80 | 0x200;

  private final Syscalls sys;
  private final int fd;

  private Superblock(Syscalls sys, int fd) {
    this.sys = sys;
    this.fd = fd;
  }

  /** The type's name; empty if nothing is known there. */
  static Optional<String> type(Syscalls sys, String device) throws ErrnoException {
    int fd = sys.open(device, Open.RDONLY | Open.CLOEXEC);
    try {
      return new Superblock(sys, fd).type();
    } finally {
      sys.close(fd);
    }
  }

  private Optional<String> type() throws ErrnoException {
    if (read(EXT_MAGIC, 2).equals("S\u00ef")) {
      return Optional.of(extended());
    }
    for (Magic magic : MAGICS) {
      if (read(magic.offset(), magic.bytes().length()).equals(magic.bytes())) {
        return Optional.of(magic.type());
      }
    }
    return Optional.empty();
  }

  private String extended() throws ErrnoException {
    if ((read(EXT_INCOMPATIBLE, 1).charAt(0) & EXT4_ONLY & 0xff) != 0
        || (read(EXT_INCOMPATIBLE + 1, 1).charAt(0) & EXT4_ONLY >> 8) != 0) {
      return "ext4";
    }
    return (read(EXT_COMPATIBLE, 1).charAt(0) & HAS_JOURNAL) != 0 ? "ext3" : "ext2";
  }

  /** Bytes at a place; fewer where the device ends. */
  private String read(int offset, int length) throws ErrnoException {
    var buffer = new byte[length];
    int count = sys.pread(fd, buffer, 0, length, offset);
    return new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
  }
}
