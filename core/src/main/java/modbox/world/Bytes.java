package modbox.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that never change: what a row holds instead of an array. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of these bytes. */
  public static Bytes of(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /** A copy of a part of an array. */
  public static Bytes of(byte[] array, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(array, offset, offset + length));
  }

  /** The bytes of a byte string, one char each. */
  public static Bytes of(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** One byte. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Copies bytes out. */
  public void copy(int from, byte[] target, int offset, int length) {
    System.arraycopy(bytes, from, target, offset, length);
  }

  /**
   * These bytes with others laid over them from {@code at}; a gap is filled with zeros, what lies
   * beyond stays.
   */
  public Bytes with(int at, byte[] source, int offset, int length) {
    byte[] copy = Arrays.copyOf(bytes, Math.max(bytes.length, at + length));
    System.arraycopy(source, offset, copy, at, length);
    return new Bytes(copy);
  }

  /** The first bytes. */
  public Bytes head(int length) {
    return length >= bytes.length ? this : of(bytes, 0, length);
  }

  /** A fresh array. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** The bytes as a byte string, one char each. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
