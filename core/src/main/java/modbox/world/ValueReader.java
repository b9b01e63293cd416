package modbox.world;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link ValueWriter} has written. */
final class ValueReader {
  private static final Object UNREAD = new Object();

  private final byte[] bytes;
  private final int end;
  private int at;
  private final List<String> strings = new ArrayList<>();
  private final List<Object> shared = new ArrayList<>();

  /** A reader of a part of an array. */
  ValueReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw new EOFException();
      }
      int part = bytes[at++];
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new DamagedException("saved machine is damaged: a number without end");
  }

  /** A number of things that are still to come. */
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new DamagedException("saved machine is damaged: a count of " + count);
    }
    return (int) count;
  }

  String string() throws IOException {
    int known = count();
    if (known > 0) {
      return of(strings, known);
    }
    int length = count();
    String text = (length & 1) == 0 ? narrow(length >> 1) : wide(length >> 1);
    strings.add(text);
    return text;
  }

  /** One byte for each char. */
  private String narrow(int length) throws IOException {
    int from = skip(length);
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private String wide(int length) throws IOException {
    var text = new StringBuilder(Math.min(length, 1 << 16));
    for (int i = 0; i < length; i++) {
      text.append((char) number());
    }
    return text.toString();
  }

  byte[] bytes() throws IOException {
    int length = count();
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private int skip(int length) throws IOException {
    if (length > end - at) {
      throw new DamagedException("saved machine is damaged: it ends too early");
    }
    int from = at;
    at += length;
    return from;
  }

  /** Whether everything has been read. */
  boolean isAtEnd() {
    return at == end;
  }

  /** A position in the order of shared objects: 0 for one that follows. */
  int reference() throws IOException {
    return count();
  }

  Object shared(int reference) throws IOException {
    return of(shared, reference);
  }

  /** The place of a shared object whose parts are read next. */
  int reserve() {
    shared.add(UNREAD);
    return shared.size() - 1;
  }

  /** Keeps a shared object that has been read. */
  void share(int place, Object object) {
    shared.set(place, object);
  }

  private static <T> T of(List<T> known, int reference) throws IOException {
    if (reference > known.size()) {
      throw new DamagedException("saved machine is damaged: a reference to nothing");
    }
    return known.get(reference - 1);
  }
}
