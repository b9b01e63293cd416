package modbox.elf;

/** Where an object's bytes come from: only the parts that are asked for are read. */
public interface Source {
  /** Size in bytes. */
  long size();

  /** Exactly these bytes; fails if the source ends before. */
  byte[] read(long offset, int length) throws ElfException;

  /** The bytes of an array, which must not be changed afterwards. */
  static Source of(byte[] bytes) {
    return new OfBytes(bytes);
  }

  /** An array as a source. */
  final class OfBytes implements Source {
    private final byte[] bytes;

    private OfBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) throws ElfException {
      if (offset < 0 || length < 0 || offset > bytes.length - length) {
        throw new ElfException("read outside of the file");
      }
      if (offset == 0 && length == bytes.length) {
        return bytes;
      }
      return java.util.Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }
  }
}
