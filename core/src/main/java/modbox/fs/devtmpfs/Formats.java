package modbox.fs.devtmpfs;

/**
 * The first blocks of file systems and the like, as far as their makers' tools and libblkid look at
 * them. Sources: the on-disk formats as the kernel's headers give them.
 */
final class Formats {
  private static final int BLOCK = 4096;

  private final Medium m;
  private final long size;
  private final String uuid;
  private final String label;

  /**
   * The formats of one area.
   *
   * @param m counted from the area's first byte
   * @param size of the area in bytes
   */
  Formats(Medium m, long size, String uuid, String label) {
    this.m = m;
    this.size = size;
    this.uuid = uuid;
    this.label = label;
  }

  /** Writes a format by libblkid's name for it; one that is not known leaves zeros. */
  void write(String type, String version) {
    switch (type) {
      case "ext2" -> ext(0x38, 0x2, 0x3);
      case "ext3" -> ext(0x3c, 0x2, 0x3);
      case "ext4" -> ext(0x3c, 0x2c2, 0x6b);
      case "vfat" -> fat();
      case "ntfs" -> ntfs();
      case "xfs" -> xfs();
      case "btrfs" -> btrfs();
      case "iso9660" -> iso();
      case "swap" -> swap();
      case "crypto_LUKS" -> luks(version.equals("1") ? 1 : 2);
      case "LVM2_member" -> lvm();
      default -> {}
    }
  }

  private void ext(int compatible, int incompatible, int readOnly) {
    long s = 1024;
    m.number(s, 4, Math.max(16, size / 16384));
    m.number(s + 4, 4, size / BLOCK);
    m.number(s + 24, 4, 2);
    m.number(s + 28, 4, 2);
    m.number(s + 32, 4, 32768);
    m.number(s + 36, 4, 32768);
    m.number(s + 40, 4, 8192);
    m.number(s + 56, 2, 0xef53);
    m.number(s + 58, 2, 1);
    m.number(s + 60, 2, 1);
    m.number(s + 76, 4, 1);
    m.number(s + 84, 4, 11);
    m.number(s + 88, 2, 256);
    m.number(s + 92, 4, compatible);
    m.number(s + 96, 4, incompatible);
    m.number(s + 100, 4, readOnly);
    m.hex(s + 104, 16, uuid);
    m.text(s + 120, 16, label);
  }

  private void fat() {
    long sectors = size / 512;
    long table = (sectors / 8 * 4 + 511) / 512;
    m.hex(0, 3, "eb5890");
    m.text(3, 8, "mkfs.fat");
    m.number(11, 2, 512);
    m.number(13, 1, 8);
    m.number(14, 2, 32);
    m.number(16, 1, 2);
    m.number(21, 1, 0xf8);
    m.number(24, 2, 63);
    m.number(26, 2, 255);
    m.number(32, 4, sectors);
    m.number(36, 4, table);
    m.number(44, 4, 2);
    m.number(48, 2, 1);
    m.number(50, 2, 6);
    m.number(64, 1, 0x80);
    m.number(66, 1, 0x29);
    String serial = uuid.replace("-", "");
    m.big(67, 4, 0);
    m.bytes(67, reversed(serial));
    m.padded(71, 11, label.isEmpty() ? "NO NAME" : label);
    m.text(82, 8, "FAT32   ");
    m.number(510, 2, 0xaa55);
    m.text(512, 4, "RRaA");
    m.text(512 + 484, 4, "rrAa");
    m.number(512 + 510, 2, 0xaa55);
    for (long copy = 0; copy < 2; copy++) {
      m.hex((32 + copy * table) * 512, 12, "f8ffff0ffffffffff8ffff0f");
    }
    if (!label.isEmpty()) {
      long root = (32 + 2 * table) * 512;
      m.padded(root, 11, label);
      m.number(root + 11, 1, 0x08);
    }
  }

  private static byte[] reversed(String hex) {
    var bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      bytes[bytes.length - 1 - i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  private void ntfs() {
    m.hex(0, 3, "eb5290");
    m.text(3, 8, "NTFS    ");
    m.number(11, 2, 512);
    m.number(13, 1, 8);
    m.number(21, 1, 0xf8);
    m.number(40, 8, size / 512 - 1);
    m.number(48, 8, 4);
    m.number(56, 8, 2);
    m.number(64, 1, 0xf6);
    m.number(68, 1, 1);
    m.bytes(72, reversed(uuid));
    m.number(510, 2, 0xaa55);
    for (int record = 0; record < 4; record++) {
      long at = 4L * BLOCK + record * 1024L;
      m.text(at, 4, "FILE");
      m.number(at + 20, 2, 56);
      m.number(at + 56, 4, 0xffffffffL);
    }
  }

  private void xfs() {
    long blocks = size / BLOCK;
    m.text(0, 4, "XFSB");
    m.big(4, 4, BLOCK);
    m.big(8, 8, blocks);
    m.hex(32, 16, uuid);
    m.big(48, 8, Math.max(1, blocks / 2));
    m.big(56, 8, 64);
    m.big(64, 8, 65);
    m.big(72, 8, 66);
    m.big(80, 4, 1);
    m.big(84, 4, (blocks + 3) / 4);
    m.big(88, 4, 4);
    m.big(96, 4, 2560);
    m.big(100, 2, 0xb4a4);
    m.big(102, 2, 512);
    m.big(104, 2, 512);
    m.big(106, 2, 8);
    m.text(108, 12, label);
    m.big(120, 1, 12);
    m.big(121, 1, 9);
    m.big(122, 1, 9);
    m.big(123, 1, 3);
    m.big(124, 1, 64 - Long.numberOfLeadingZeros(Math.max(1, (blocks + 3) / 4 - 1)));
    m.big(127, 1, 25);
  }

  private void btrfs() {
    long s = 65536;
    m.hex(s + 32, 16, uuid);
    m.number(s + 48, 8, s);
    m.text(s + 64, 8, "_BHRfS_M");
    m.number(s + 72, 8, 1);
    m.number(s + 112, 8, size);
    m.number(s + 136, 8, 1);
    m.number(s + 144, 4, BLOCK);
    m.number(s + 148, 4, 16384);
    m.number(s + 201, 8, 1);
    m.number(s + 209, 8, size);
    m.hex(s + 267, 16, uuid);
    m.text(s + 299, 255, label);
    m.number(s, 4, m.crc32c(s + 32, BLOCK - 32));
  }

  private void iso() {
    long s = 32768;
    m.number(s, 1, 1);
    m.text(s + 1, 5, "CD001");
    m.number(s + 6, 1, 1);
    m.padded(s + 8, 32, "LINUX");
    m.padded(s + 40, 32, label);
    m.number(s + 80, 4, size / 2048);
    m.number(s + 120, 2, 1);
    m.number(s + 124, 2, 1);
    m.number(s + 128, 2, 2048);
    m.text(s + 813, 16, uuid.replace("-", ""));
    m.text(s + 830, 16, "0".repeat(16));
    m.number(s + 2048, 1, 255);
    m.text(s + 2049, 5, "CD001");
    m.number(s + 2054, 1, 1);
  }

  private void swap() {
    m.number(1024, 4, 1);
    m.number(1028, 4, size / BLOCK - 1);
    m.hex(1036, 16, uuid);
    m.text(1052, 16, label);
    m.text(BLOCK - 10, 10, "SWAPSPACE2");
  }

  private void luks(int version) {
    m.text(0, 6, "LUKS\u00ba\u00be");
    m.big(6, 2, version);
    m.text(168, 40, uuid);
    if (version == 1) {
      m.text(8, 32, "aes");
      m.text(40, 32, "xts-plain64");
      m.text(72, 32, "sha256");
      return;
    }
    m.big(8, 8, 16384);
    m.big(16, 8, 1);
    m.text(24, 48, label);
    m.text(72, 32, "sha256");
  }

  private void lvm() {
    m.text(512, 8, "LABELONE");
    m.number(520, 8, 1);
    m.number(532, 4, 32);
    m.text(536, 8, "LVM2 001");
    m.text(544, 32, uuid.replace("-", ""));
    m.number(576, 8, size);
    m.number(528, 4, m.lvmCrc(532, 512 - 20));
  }
}
