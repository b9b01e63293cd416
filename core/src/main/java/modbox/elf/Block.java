package modbox.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of bytes with a byte order, read with bounds checks. */
public final class Block {
  private final byte[] bytes;
  private final boolean big;

  /** The bytes must not be changed afterwards. */
  public Block(byte[] bytes, boolean big) {
    this.bytes = bytes;
    this.big = big;
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A copy of some of the bytes. */
  public byte[] bytes(int offset, int length) throws ElfException {
    check(offset, length);
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** An unsigned byte. */
  public int u8(int offset) throws ElfException {
    check(offset, 1);
    return bytes[offset] & 0xff;
  }

  /** An unsigned 16-bit number. */
  public int u16(int offset) throws ElfException {
    return (int) number(offset, 2);
  }

  /** An unsigned 32-bit number. */
  public long u32(int offset) throws ElfException {
    return number(offset, 4);
  }

  /** A signed 32-bit number. */
  public int s32(int offset) throws ElfException {
    return (int) number(offset, 4);
  }

  /** A 64-bit number; those above 2^63 come out negative. */
  public long u64(int offset) throws ElfException {
    return number(offset, 8);
  }

  /** The string from the offset to the next NUL, which must be there. */
  public String string(long offset) throws ElfException {
    if (offset < 0 || offset >= bytes.length) {
      throw new ElfException("string outside of its table");
    }
    int start = (int) offset;
    int end = start;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    if (end == bytes.length) {
      throw new ElfException("string without an end");
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** Whether the bytes from the offset on begin so; the offset must lie inside. */
  boolean begins(long offset, byte[] prefix) throws ElfException {
    if (offset < 0 || offset >= bytes.length) {
      throw new ElfException("string outside of its table");
    }
    int at = (int) offset;
    return at + prefix.length <= bytes.length
        && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
  }

  /** The string in a field of fixed width, up to its first NUL if there is one. */
  public String field(int offset, int width) throws ElfException {
    check(offset, width);
    int end = offset;
    while (end < offset + width && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  /** All strings, divided by runs of NULs; a last one needs no NUL. */
  public List<String> strings() {
    var all = new ArrayList<String>();
    int at = 0;
    while (at < bytes.length) {
      if (bytes[at] == 0) {
        at++;
        continue;
      }
      int end = at;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      all.add(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1));
      at = end + 1;
    }
    return all;
  }

  private long number(int offset, int width) throws ElfException {
    check(offset, width);
    if (!big && width == 8) {
      return (little(offset) & 0xffffffffL) | (long) little(offset + 4) << 32;
    }
    if (!big && width == 4) {
      return little(offset) & 0xffffffffL;
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      int at = big ? offset + i : offset + width - 1 - i;
      value = (value << 8) | (bytes[at] & 0xff);
    }
    return value;
  }

  private int little(int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  private void check(int offset, int width) throws ElfException {
    if (offset < 0 || width < 0 || offset > bytes.length - width) {
      throw new ElfException("read outside of its section");
    }
  }
}
