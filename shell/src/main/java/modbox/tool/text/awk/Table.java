package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An associative array. Its loops meet the keys in the order in which mawk's do, which people see
 * and scripts come to lean on: by hash bucket, in a bucket the key used last comes first. A table
 * that only numbers have indexed hashes those; the first other key has it hashed by text.
 */
final class Table {
  private static final int BUCKETS = 64;
  private static final int PER_BUCKET = 12;
  private static final int FNV_BASIS = 0x811c9dc5;
  private static final int FNV_PRIME = 16777619;

  private record Placed(int bucket, String key) {}

  private Map<String, Value> entries = empty();
  private int buckets = BUCKETS;
  private boolean byText;

  /** In the order of use, the last used at the end. */
  private static Map<String, Value> empty() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  /** The element, made if it is not there. */
  Value get(String key) {
    Value value = entries.get(key);
    if (value == null) {
      value = Value.UNSET;
      put(key, value);
    }
    return value;
  }

  boolean has(String key) {
    return entries.get(key) != null;
  }

  void put(String key, Value value) {
    entries.put(key, value);
    if (entries.size() > buckets * PER_BUCKET) {
      buckets *= 2;
    }
  }

  void remove(String key) {
    entries.remove(key);
    if (entries.isEmpty()) {
      clear();
    }
  }

  void clear() {
    entries.clear();
    buckets = BUCKETS;
    byText = false;
  }

  int size() {
    return entries.size();
  }

  /** From here on the keys hang in buckets by their text. */
  void useText() {
    if (byText) {
      return;
    }
    List<Placed> numbers = placed();
    byText = true;
    Map<String, Value> old = entries;
    entries = empty();
    for (Placed each : numbers) {
      entries.put(each.key(), old.getOrDefault(each.key(), Value.UNSET));
    }
  }

  /** The keys in the order of a loop. */
  List<String> keys() {
    useText();
    return placed().stream().map(Placed::key).toList();
  }

  private List<Placed> placed() {
    var placed = new ArrayList<Placed>(entries.size());
    for (String key : entries.keySet()) {
      int place = byText ? hash(key) : (int) Value.parse(key);
      placed.add(new Placed(place & (buckets - 1), key));
    }
    List<Placed> latestFirst = new ArrayList<>(placed.reversed());
    latestFirst.sort(Comparator.comparingInt(Placed::bucket));
    return latestFirst;
  }

  private static int hash(String key) {
    int hash = FNV_BASIS;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
