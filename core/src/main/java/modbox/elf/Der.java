package modbox.elf;

import java.util.Arrays;

/** A cursor over DER values, just enough to find the fields of a signature. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int CONTEXT_0 = 0xa0;

  private final byte[] bytes;
  private int at;
  private final int end;

  private Der(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  boolean more() {
    return at < end;
  }

  /** The tag of the next value, -1 at the end. */
  int tag() {
    return more() ? bytes[at] & 0xff : -1;
  }

  /** Steps over the next value, which must have this tag, and gives its content. */
  Der enter(int tag) throws ElfException {
    if (tag() != tag) {
      throw new ElfException("unexpected tag in DER data");
    }
    return next();
  }

  /** Steps over the next value and gives its content. */
  Der next() throws ElfException {
    if (end - at < 2) {
      throw new ElfException("DER data ends too early");
    }
    int first = bytes[at + 1] & 0xff;
    int start = at + 2;
    int length = first;
    if (first >= 0x80) {
      int width = first & 0x7f;
      if (width == 0 || width > 3 || width > end - start) {
        throw new ElfException("bad length in DER data");
      }
      length = 0;
      for (int i = 0; i < width; i++) {
        length = (length << 8) | (bytes[start++] & 0xff);
      }
    }
    if (length > end - start) {
      throw new ElfException("DER data ends too early");
    }
    at = start + length;
    return new Der(bytes, start, at);
  }

  byte[] rest() {
    return Arrays.copyOfRange(bytes, at, end);
  }
}
