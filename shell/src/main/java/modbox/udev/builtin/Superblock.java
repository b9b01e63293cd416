package modbox.udev.builtin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a device holds as a whole: a file system, swap space, an encrypted volume. Sources: the
 * on-disk formats as libblkid's superblocks/*.c read them.
 *
 * @param usage filesystem, other, crypto or raid
 * @param part the id of the device within a file system of several, empty if the format has none
 * @param system what an ISO 9660 disc says it is for
 */
record Superblock(
    String type,
    String usage,
    String version,
    String label,
    String uuid,
    String part,
    String system) {

  Superblock(String type, String usage, String version, String label, String uuid) {
    this(type, usage, version, label, uuid, "", "");
  }

  /** The first format that fits; null if none does. */
  static @Nullable Superblock probe(Content c) {
    if (c.text(0, 6).equals("LUKS\u00ba\u00be")) {
      int version = c.u8(7);
      String label = version == 2 ? c.label(24, 48) : "";
      return new Superblock(
          "crypto_LUKS", "crypto", Integer.toString(version), label, c.label(168, 40));
    }
    if (c.text(512, 8).equals("LABELONE") && c.text(536, 8).equals("LVM2 001")) {
      return new Superblock("LVM2_member", "raid", "LVM2 001", "", volumeId(c.text(544, 32)));
    }
    if (c.u16(1024 + 56) == 0xef53) {
      return ext(c);
    }
    if (c.text(0, 4).equals("XFSB")) {
      return fs("xfs", "", c.label(108, 12), c.uuid(32));
    }
    if (c.text(65536 + 64, 8).equals("_BHRfS_M")) {
      String label = c.label(65536 + 299, 256);
      String part = c.uuid(65536 + 267);
      return new Superblock("btrfs", "filesystem", "", label, c.uuid(65536 + 32), part, "");
    }
    if (c.text(0, 4).equals("hsqs")) {
      String version = c.u16(28) + "." + c.u16(30);
      return fs("squashfs", version, "", "");
    }
    if (c.u32(1024) == 0xf2f52010L) {
      String version = c.u16(1024 + 4) + "." + c.u16(1024 + 6);
      return fs("f2fs", version, c.wideLabel(1024 + 124, 512), c.uuid(1024 + 108));
    }
    Superblock swap = swap(c);
    return swap != null ? swap : disc(c);
  }

  /** LVM writes its ids in groups of 6, 4, 4, 4, 4, 4 and 6 characters. */
  private static String volumeId(String id) {
    var out = new StringBuilder(id.substring(0, 6));
    for (int i = 6; i < 26; i += 4) {
      out.append('-').append(id, i, i + 4);
    }
    return out.append('-').append(id.substring(26)).toString();
  }

  private static Superblock fs(String type, String version, String label, String uuid) {
    return new Superblock(type, "filesystem", version, label, uuid);
  }

  private static Superblock ext(Content c) {
    long s = 1024;
    long compatible = c.u32(s + 92);
    long incompatible = c.u32(s + 96);
    long readOnly = c.u32(s + 100);
    boolean journal = (compatible & 0x4) != 0;
    boolean four = (incompatible & ~0x16L) != 0 || (readOnly & ~0x7L) != 0;
    String type = (incompatible & 0x8) != 0 ? "jbd" : four ? "ext4" : journal ? "ext3" : "ext2";
    String version = c.u32(s + 76) + "." + c.u16(s + 62);
    return new Superblock(
        type,
        type.equals("jbd") ? "other" : "filesystem",
        version,
        c.label(s + 120, 16),
        c.uuid(s + 104));
  }

  private static @Nullable Superblock swap(Content c) {
    for (int page = 4096; page <= 65536; page *= 2) {
      if (c.text(page - 10L, 10).equals("SWAPSPACE2")) {
        String uuid = c.hex(1036, 16).matches("0+") ? "" : c.uuid(1036);
        return new Superblock("swap", "other", "1", c.label(1052, 16), uuid);
      }
    }
    return null;
  }

  private static @Nullable Superblock disc(Content c) {
    if (c.text(3, 8).equals("NTFS    ")) {
      String serial = "%016X".formatted(c.u64(72));
      return fs("ntfs", "", "", serial);
    }
    if (c.text(3, 8).equals("EXFAT   ")) {
      String serial = "%04X-%04X".formatted(c.u16(102), c.u16(100));
      return fs("exfat", c.u8(105) + "." + c.u8(104), "", serial);
    }
    if (c.text(32769, 5).equals("CD001")) {
      String label = c.label(32808, 32);
      String system = c.label(32776, 32);
      return new Superblock("iso9660", "filesystem", "", label, discTime(c), "", system);
    }
    return fat(c);
  }

  /** ISO 9660 has no UUID: libblkid makes one of the time of making. */
  private static String discTime(Content c) {
    String time = c.text(32768 + 813, 16);
    if (time.isBlank() || time.charAt(0) == '\0' || time.startsWith("0000")) {
      return "";
    }
    var out = new StringBuilder(time.substring(0, 4));
    for (int i = 4; i < 16; i += 2) {
      out.append('-').append(time, i, i + 2);
    }
    return out.toString();
  }

  private static @Nullable Superblock fat(Content c) {
    boolean jump = c.u8(0) == 0xeb || c.u8(0) == 0xe9;
    boolean signature = c.u16(510) == 0xaa55;
    int sector = c.u16(11);
    boolean sane = sector >= 512 && sector <= 4096 && Integer.bitCount(sector) == 1;
    if (!jump || !signature || !sane || c.u8(16) == 0 || c.u8(13) == 0) {
      return null;
    }
    boolean wide = c.text(82, 8).equals("FAT32   ");
    String kind = wide ? "FAT32" : c.label(54, 8);
    if (!kind.startsWith("FAT")) {
      return null;
    }
    long base = wide ? 67 : 39;
    String serial = "%04X-%04X".formatted(c.u16(base + 2), c.u16(base)).toUpperCase(Locale.ROOT);
    String label = fatLabel(c, wide);
    label = label.isEmpty() ? c.label(base + 4, 11) : label;
    return fs("vfat", kind, label.equals("NO NAME") ? "" : label, serial);
  }

  /** The volume entry of the root directory is the label that counts. */
  private static String fatLabel(Content c, boolean wide) {
    int sector = c.u16(11);
    long tables = c.u8(16) * (wide ? c.u32(36) : c.u16(22));
    long at = (c.u16(14) + tables) * sector;
    if (wide) {
      at += (c.u32(44) - 2) * c.u8(13) * sector;
    }
    int entries = wide ? c.u8(13) * sector / 32 : c.u16(17);
    for (int i = 0; i < Math.min(entries, 512); i++, at += 32) {
      int first = c.u8(at);
      if (first == 0) {
        break;
      }
      if (first != 0xe5 && (c.u8(at + 11) & 0x3f) == 0x08) {
        return c.label(at, 11);
      }
    }
    return "";
  }
}
