package modbox.image.index;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The order in which kmod walks its hash tables: by bucket, then by key. What depmod writes from
 * such a table comes in this order, so it is part of the format. The function is Paul Hsieh's
 * SuperFastHash with 16-bit little-endian reads (http://www.azillionmonkeys.com/qed/hash.html).
 */
public final class HashOrder {
  /** Buckets of the table of modules by name. */
  public static final int MODULES = 512;

  /** Buckets of the table of symbols. */
  public static final int SYMBOLS = 2048;

  private record Key(int bucket, String text) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return bucket != other.bucket
          ? Integer.compare(bucket, other.bucket)
          : text.compareTo(other.text);
    }
  }

  private HashOrder() {}

  /** The keys, each once in the collection, in table order. */
  public static List<String> sort(Collection<String> keys, int buckets) {
    var all = new Key[keys.size()];
    int i = 0;
    for (String key : keys) {
      all[i++] = new Key(Integer.remainderUnsigned(hash(key), buckets), key);
    }
    Arrays.sort(all);
    return Arrays.stream(all).map(Key::text).toList();
  }

  static int hash(String key) {
    int length = key.length();
    int hash = length;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      hash += pair(key, i);
      hash = (hash << 16) ^ ((pair(key, i + 2) << 11) ^ hash);
      hash += hash >>> 11;
    }
    switch (length - i) {
      case 3 -> {
        hash += pair(key, i);
        hash ^= hash << 16;
        hash ^= (byte) key.charAt(i + 2) << 18;
        hash += hash >>> 11;
      }
      case 2 -> {
        hash += pair(key, i);
        hash ^= hash << 11;
        hash += hash >>> 17;
      }
      case 1 -> {
        hash += (byte) key.charAt(i);
        hash ^= hash << 10;
        hash += hash >>> 1;
      }
      default -> {}
    }
    hash ^= hash << 3;
    hash += hash >>> 5;
    hash ^= hash << 4;
    hash += hash >>> 17;
    hash ^= hash << 25;
    hash += hash >>> 6;
    return hash;
  }

  private static int pair(String key, int i) {
    return (key.charAt(i) & 0xff) | (key.charAt(i + 1) & 0xff) << 8;
  }
}
