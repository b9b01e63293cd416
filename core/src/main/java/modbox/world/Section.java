package modbox.world;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in a saved world: bytes until somebody asks for them. Forks that share it
 * may ask from several threads.
 */
final class Section {
  private final Table<?, ?> table;
  private final Codecs codecs;
  private byte @Nullable [] bytes;
  private final int from;
  private final int end;
  private @Nullable SortedMap<?, ?> rows;

  /**
   * A part of an array.
   *
   * @param codecs shared by the sections of a saved world, which take turns with it
   */
  Section(Table<?, ?> table, Codecs codecs, byte[] bytes, int from, int end) {
    this.table = table;
    this.codecs = codecs;
    this.bytes = bytes;
    this.from = from;
    this.end = end;
  }

  /** A root as a map. */
  static SortedMap<?, ?> rows(Object root) {
    return root instanceof Section section ? section.rows() : (SortedMap<?, ?>) root;
  }

  /** The rows; the checksum has shown that the bytes are what was written. */
  private SortedMap<?, ?> rows() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SortedMap<?, ?> read() throws IOException {
    synchronized (codecs) {
      if (rows == null) {
        rows = decode();
        bytes = null;
      }
      return rows;
    }
  }

  private SortedMap<?, ?> decode() throws IOException {
    byte[] source = bytes;
    if (source == null) {
      throw new IllegalStateException("a section without bytes");
    }
    var in = new ValueReader(source, from, end);
    Codec keys = codecs.of(table.key());
    Codec values = codecs.of(table.row());
    SortedMap<Comparable<Object>, Object> root = TreeMap.empty(Comparator.naturalOrder());
    try {
      for (int count = in.count(); count > 0; count--) {
        @SuppressWarnings("unchecked") // keys of tables are comparable
        var key = (Comparable<Object>) keys.read(in);
        long event = in.number();
        root = root.put(key, new Stamped<>(values.read(in), event));
      }
    } catch (EOFException _) {
      throw new DamagedException("saved machine is damaged: it ends too early");
    }
    if (!in.isAtEnd()) {
      throw new DamagedException("saved machine is damaged: table " + table.name());
    }
    return root;
  }
}
