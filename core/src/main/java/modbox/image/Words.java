package modbox.image;

/** A fixed number of bytes, filled from the front with little-endian numbers. */
final class Words {
  private final byte[] bytes;
  private int at;

  Words(int size) {
    bytes = new byte[size];
  }

  /** Goes on filling from here. */
  Words position(int offset) {
    at = offset;
    return this;
  }

  Words putInt(int value) {
    return put(value, 4);
  }

  Words putLong(long value) {
    return put(value, 8);
  }

  /** The lowest bytes of a number. */
  Words put(long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[at++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  Words put(byte[] more) {
    System.arraycopy(more, 0, bytes, at, more.length);
    at += more.length;
    return this;
  }

  int size() {
    return bytes.length;
  }

  byte[] array() {
    return bytes;
  }
}
