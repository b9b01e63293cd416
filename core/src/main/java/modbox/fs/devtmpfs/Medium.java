package modbox.fs.devtmpfs;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import modbox.vfs.PageMap;
import modbox.world.Bytes;

/** The bytes of a disk in the making: what is not put is zero. Numbers are little-endian. */
final class Medium {
  private SortedMap<Long, Bytes> pages = TreeMap.empty();
  private final long base;

  Medium() {
    this(0, TreeMap.empty());
  }

  private Medium(long base, SortedMap<Long, Bytes> pages) {
    this.base = base;
    this.pages = pages;
  }

  SortedMap<Long, Bytes> pages() {
    return pages;
  }

  /** The same medium with its positions counted from another byte; take its pages back after. */
  Medium from(long start) {
    return new Medium(base + start, pages);
  }

  void take(Medium part) {
    pages = part.pages;
  }

  void bytes(long at, byte[] value) {
    pages = PageMap.write(pages, base + at, value, 0, value.length);
  }

  void number(long at, int length, long value) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    bytes(at, bytes);
  }

  /** A big-endian number. */
  void big(long at, int length, long value) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = (byte) (value >>> (8 * i));
    }
    bytes(at, bytes);
  }

  /** A byte string of at most {@code length} bytes. */
  void text(long at, int length, String value) {
    var bytes = new byte[Math.min(length, value.length())];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) value.charAt(i);
    }
    bytes(at, bytes);
  }

  /** A byte string filled up with blanks. */
  void padded(long at, int length, String value) {
    text(at, length, value + " ".repeat(Math.max(0, length - value.length())));
  }

  /** The hexadecimal digits of a text, other characters left out. */
  void hex(long at, int length, String value) {
    bytes(at, hex(length, value));
  }

  private static byte[] hex(int length, String value) {
    var bytes = new byte[length];
    int digits = 0;
    for (int i = 0; i < value.length() && digits < 2 * length; i++) {
      int digit = Character.digit(value.charAt(i), 16);
      if (digit >= 0) {
        bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
        digits++;
      }
    }
    return bytes;
  }

  /** A GUID: the first three fields are little-endian. */
  void guid(long at, String value) {
    byte[] b = hex(16, value);
    bytes(
        at,
        new byte[] {
          b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13],
          b[14], b[15]
        });
  }

  private byte[] read(long at, int length) {
    var bytes = new byte[length];
    PageMap.read(pages, base + at, bytes, 0, length);
    return bytes;
  }

  long crc32(long at, int length) {
    var crc = new CRC32();
    crc.update(read(at, length));
    return crc.getValue();
  }

  long crc32c(long at, int length) {
    var crc = new CRC32C();
    crc.update(read(at, length));
    return crc.getValue();
  }

  /** The checksum of LVM labels: CRC-32 from a start of its own, not inverted. */
  long lvmCrc(long at, int length) {
    long crc = 0xf597a6cfL;
    for (byte b : read(at, length)) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320L;
      }
    }
    return crc;
  }
}
