package modbox.tool.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a tar entry, in the ustar and GNU formats.
 *
 * @param name with a slash at its end for directories
 * @param time seconds since the epoch
 * @param type the type flag: 0 file, 1 hard link, 2 link, 3 and 4 devices, 5 directory, 6 fifo
 */
record TarEntry(
    String name,
    int mode,
    int uid,
    int gid,
    long size,
    long time,
    char type,
    String link,
    String user,
    String group,
    int major,
    int minor) {
  static final int BLOCK = 512;
  static final int NAME = 100;
  private static final int CHECKSUM = 148;

  /** The block of 512 bytes; names that are too long are cut. */
  byte[] encode() {
    var block = new byte[BLOCK];
    put(block, 0, name, NAME);
    octal(block, 100, mode, 8);
    octal(block, 108, uid, 8);
    octal(block, 116, gid, 8);
    octal(block, 124, size, 12);
    octal(block, 136, time, 12);
    block[156] = (byte) type;
    put(block, 157, link, NAME);
    put(block, 257, "ustar  ", 8);
    put(block, 265, user, 32);
    put(block, 297, group, 32);
    if (type == '3' || type == '4') {
      octal(block, 329, major, 8);
      octal(block, 337, minor, 8);
    }
    Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
    int sum = sum(block);
    octal(block, CHECKSUM, sum, 7);
    return block;
  }

  private static int sum(byte[] block) {
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    return sum;
  }

  private static void put(byte[] block, int at, String text, int length) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
  }

  private static void octal(byte[] block, int at, long value, int length) {
    String digits = Long.toOctalString(value);
    put(block, at, "0".repeat(Math.max(0, length - 1 - digits.length())) + digits, length - 1);
  }

  /** Whether the block's checksum is right. */
  static boolean isValid(byte[] block) {
    byte[] copy = block.clone();
    Arrays.fill(copy, CHECKSUM, CHECKSUM + 8, (byte) ' ');
    return sum(copy) == number(block, CHECKSUM, 8);
  }

  static TarEntry decode(byte[] block) {
    String prefix = text(block, 257, 6).equals("ustar") ? text(block, 345, 155) : "";
    String name = text(block, 0, NAME);
    return new TarEntry(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (int) number(block, 100, 8),
        (int) number(block, 108, 8),
        (int) number(block, 116, 8),
        number(block, 124, 12),
        number(block, 136, 12),
        block[156] == 0 ? '0' : (char) block[156],
        text(block, 157, NAME),
        text(block, 265, 32),
        text(block, 297, 32),
        (int) number(block, 329, 8),
        (int) number(block, 337, 8));
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private static long number(byte[] block, int at, int length) {
    long value = 0;
    if ((block[at] & 0x80) != 0) { // beyond octal: base 256
      for (int i = at + 1; i < at + length; i++) {
        value = (value << 8) | (block[i] & 0xff);
      }
      return value;
    }
    for (int i = at; i < at + length; i++) {
      if (block[i] >= '0' && block[i] <= '7') {
        value = value * 8 + block[i] - '0';
      }
    }
    return value;
  }

  TarEntry named(String other, String target) {
    return new TarEntry(other, mode, uid, gid, size, time, type, target, user, group, major, minor);
  }
}
