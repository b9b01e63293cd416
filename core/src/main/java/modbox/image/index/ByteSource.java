package modbox.image.index;

import modbox.abi.ErrnoException;

/** Bytes at positions: an array, or a file of which only the pages touched are read. */
public interface ByteSource {
  /** The byte at a position, 0 to 255; -1 outside. */
  int at(int position) throws ErrnoException;

  /** The number of bytes. */
  int length();

  /** Over an array, which is not copied. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public int at(int position) {
        return position >= 0 && position < bytes.length ? bytes[position] & 0xff : -1;
      }

      @Override
      public int length() {
        return bytes.length;
      }
    };
  }
}
