package modbox.world;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The present state of one machine: the current root of every table, and the event that is writing.
 */
public final class World {
  /**
   * Counters by name: inode numbers, sequence numbers, process ids. A counter is state like any
   * other.
   */
  public static final Table<String, Long> COUNTERS = Table.of("counters", String.class, Long.class);

  static final SortedMap<?, ?> NO_ROWS =
      TreeMap.<Comparable<Object>, Object>empty(Comparator.naturalOrder());

  private final List<Table<?, ?>> tables;
  private final IdentityHashMap<Table<?, ?>, Integer> slots = new IdentityHashMap<>();

  /** A {@link SortedMap} each, or a {@link Section} that will be one. */
  private final Object[] roots;

  private final long[] versions;
  private long event;

  /** An empty world with these tables and the counters. */
  public World(List<Table<?, ?>> tables) {
    this(withCounters(tables), null);
  }

  private World(List<Table<?, ?>> tables, @Nullable Snapshot snapshot) {
    this.tables = tables;
    this.roots = new Object[tables.size()];
    this.versions = new long[tables.size()];
    for (int slot = 0; slot < roots.length; slot++) {
      slots.put(tables.get(slot), slot);
      roots[slot] = snapshot == null ? NO_ROWS : snapshot.root(slot);
    }
  }

  private static List<Table<?, ?>> withCounters(List<Table<?, ?>> tables) {
    var all = new ArrayList<Table<?, ?>>(tables);
    all.add(COUNTERS);
    var names = new TreeSet<String>();
    for (Table<?, ?> table : all) {
      if (!names.add(table.name())) {
        throw new IllegalArgumentException("two tables of one name: " + table.name());
      }
    }
    return List.copyOf(all);
  }

  /** A world that begins at the given moment: a fork. */
  public static World at(Snapshot snapshot) {
    return new World(snapshot.tables(), snapshot);
  }

  /** The row with this key. */
  public <K extends Comparable<? super K>, R> Optional<R> find(Table<K, R> table, K key) {
    return Optional.ofNullable(get(table, key));
  }

  /** The row with this key, or null. */
  public <K extends Comparable<? super K>, R> @Nullable R get(Table<K, R> table, K key) {
    Stamped<R> stamped = root(table).getOrElse(key, null);
    return stamped == null ? null : stamped.row();
  }

  /** Whether there is such a row. */
  public <K extends Comparable<? super K>, R> boolean has(Table<K, R> table, K key) {
    return root(table).containsKey(key);
  }

  /** The event that wrote the row, 0 if there is no such row or it was there from the beginning. */
  public <K extends Comparable<? super K>, R> long eventOf(Table<K, R> table, K key) {
    Stamped<R> stamped = root(table).getOrElse(key, null);
    return stamped == null ? 0 : stamped.event();
  }

  /** Writes a row, stamped with the present event. */
  public <K extends Comparable<? super K>, R> void put(Table<K, R> table, K key, R row) {
    int slot = slot(table);
    versions[slot]++;
    roots[slot] = root(table).put(key, new Stamped<>(row, event));
  }

  /** Removes a row; nothing happens if there is none. */
  public <K extends Comparable<? super K>, R> void remove(Table<K, R> table, K key) {
    int slot = slot(table);
    versions[slot]++;
    roots[slot] = root(table).remove(key);
  }

  /** The rows in the order of their keys, as they are now: later writes do not show. */
  public <K extends Comparable<? super K>, R> Iterable<R> rows(Table<K, R> table) {
    SortedMap<K, Stamped<R>> root = root(table);
    return () -> {
      Iterator<Tuple2<K, Stamped<R>>> entries = root.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public R next() {
          return entries.next()._2.row();
        }
      };
    };
  }

  /** The keys in order, as they are now. */
  public <K extends Comparable<? super K>, R> Iterable<K> keys(Table<K, R> table) {
    return root(table).keySet();
  }

  /** The number of rows. */
  public <K extends Comparable<? super K>, R> int size(Table<K, R> table) {
    return root(table).size();
  }

  /** The rows of a table as a persistent map. */
  public <K extends Comparable<? super K>, R> SortedMap<K, Stamped<R>> map(Table<K, R> table) {
    return root(table);
  }

  /** The next value of a counter, from 1. */
  public long next(String counter) {
    long value = count(counter) + 1;
    put(COUNTERS, counter, value);
    return value;
  }

  /** The last value that {@link #next} gave, 0 before the first. */
  public long count(String counter) {
    Long value = get(COUNTERS, counter);
    return value == null ? 0 : value;
  }

  /** The event inside which rows are now written. */
  public long event() {
    return event;
  }

  /** Makes another event the writing one; gives the one before. */
  public long enter(long other) {
    long before = event;
    event = other;
    return before;
  }

  /** The present moment. */
  public Snapshot snapshot() {
    return new Snapshot(tables, Arrays.copyOf(roots, roots.length));
  }

  /** Goes back, or forth, to a moment of a world with the same tables. */
  public void restore(Snapshot snapshot) {
    if (!snapshot.tables().equals(tables)) {
      throw new IllegalArgumentException("a snapshot of other tables");
    }
    for (int slot = 0; slot < roots.length; slot++) {
      roots[slot] = snapshot.root(slot);
      versions[slot]++;
    }
  }

  /**
   * A number that changes whenever one of some tables does: what was worked out from them holds as
   * long as it lasts.
   */
  public LongSupplier version(Predicate<Table<?, ?>> counts) {
    int[] slots =
        IntStream.range(0, tables.size()).filter(slot -> counts.test(tables.get(slot))).toArray();
    return () -> {
      long sum = 0;
      for (int slot : slots) {
        sum += versions[slot];
      }
      return sum;
    };
  }

  /** Goes back to a moment, but for some tables that stay as they are now. */
  public void rollBack(Snapshot snapshot, Set<Table<?, ?>> lasting) {
    for (int slot = 0; slot < roots.length; slot++) {
      if (!lasting.contains(tables.get(slot))) {
        versions[slot]++;
        roots[slot] = snapshot.root(slot);
      }
    }
  }

  private int slot(Table<?, ?> table) {
    Integer slot = slots.get(table);
    if (slot == null) {
      throw new IllegalArgumentException("no table " + table.name());
    }
    return slot;
  }

  @SuppressWarnings("unchecked") // a root is only ever filled through its own table
  private <K extends Comparable<? super K>, R> SortedMap<K, Stamped<R>> root(Table<K, R> table) {
    int slot = slot(table);
    Object root = roots[slot];
    if (root instanceof Section) {
      root = Section.rows(root);
      roots[slot] = root;
    }
    return (SortedMap<K, Stamped<R>>) root;
  }
}
