package modbox.world;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ValueWriter} has written. */
final class ValueReader {
  private static final Object UNREAD = new Object();

  private final DataInputStream in;
  private final List<String> strings = new ArrayList<>();
  private final List<Object> shared = new ArrayList<>();

  ValueReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int part = in.readUnsignedByte();
      value |= (long) (part & 0x7f) << shift;
      if ((part & 0x80) == 0) {
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
    var text = new StringBuilder(Math.min(length, 1 << 16));
    for (int i = 0; i < length; i++) {
      text.append((char) number());
    }
    strings.add(text.toString());
    return text.toString();
  }

  byte[] bytes() throws IOException {
    int length = count();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new DamagedException("saved machine is damaged: it ends too early");
    }
    return bytes;
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
