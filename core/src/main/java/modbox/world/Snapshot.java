package modbox.world;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.io.IOException;
import java.util.List;

/**
 * A moment of a machine: the root of each table. Immutable; holding one costs nothing but what
 * later moments no longer share with it.
 */
public final class Snapshot {
  private final List<Table<?, ?>> tables;

  /** A {@link SortedMap} each, or a {@link Section} that will be one. */
  private final Object[] roots;

  Snapshot(List<Table<?, ?>> tables, Object[] roots) {
    this.tables = tables;
    this.roots = roots;
  }

  /** The tables in the order of their declaration. */
  public List<Table<?, ?>> tables() {
    return tables;
  }

  /** The rows of a table in the order of their keys. */
  @SuppressWarnings("unchecked") // a root is only ever filled through its own table
  public <K extends Comparable<? super K>, R> SortedMap<K, Stamped<R>> rows(Table<K, R> table) {
    int slot = tables.indexOf(table);
    return slot < 0 ? TreeMap.empty() : (SortedMap<K, Stamped<R>>) Section.rows(roots[slot]);
  }

  Object root(int slot) {
    return roots[slot];
  }

  /** Decodes what is not yet decoded. */
  void readAll() throws IOException {
    for (Object root : roots) {
      if (root instanceof Section section) {
        var _ = section.read();
      }
    }
  }

  /** Equal if every table has equal rows; the stamps do not count. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that
        && tables.equals(that.tables)
        && Rows.equal(roots, that.roots);
  }

  @Override
  public int hashCode() {
    return tables.hashCode();
  }
}
