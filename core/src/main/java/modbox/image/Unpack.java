package modbox.image;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link Pack} wrote. The data are our own, so an error in them is a defect. */
final class Unpack {
  private final byte[] bytes;
  private int at;

  Unpack(byte[] bytes) {
    this(bytes, 0);
  }

  Unpack(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int number() {
    return (int) big();
  }

  long big() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  long word() {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  String string() {
    int length = number();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
  }

  int position() {
    return at;
  }

  void skip(int count) {
    at += count;
  }

  /** Inflates {@code size} bytes from a deflated run without header. */
  static byte[] inflate(byte[] packed, int offset, int length, int size) {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(packed, offset, length);
      byte[] out = new byte[size];
      int done = 0;
      while (done < size) {
        int count = inflater.inflate(out, done, size - done);
        if (count == 0) {
          throw new IllegalStateException("catalogue ends too early");
        }
        done += count;
      }
      return out;
    } catch (DataFormatException e) {
      throw new IllegalStateException("catalogue is damaged", e);
    } finally {
      inflater.end();
    }
  }
}
