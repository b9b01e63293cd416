package modbox.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All exported symbols of a kernel and its modules in a few arrays. They are ordered by the buckets
 * of the hash table in which the linker keeps symbols: it writes undefined symbols of an object in
 * that order, so a module's imports are an ascending sequence. Source of the hash: binutils,
 * bfd/hash.c.
 */
public final class SymbolTable {
  private static final int BUCKETS = 4051;

  private final byte[] data;
  private final int[] starts = new int[BUCKETS + 1];
  private final int[] names;
  private final int[] owners;
  private final int[] crcs;
  private final byte[] flags;
  private final List<String> namespaces = new ArrayList<>();

  /** Reads the part of a catalogue. */
  SymbolTable(byte[] data) {
    this.data = data;
    var in = new Unpack(data);
    int count = in.number();
    for (int i = in.number(); i > 0; i--) {
      namespaces.add(in.string());
    }
    for (int i = 0; i < BUCKETS; i++) {
      starts[i + 1] = starts[i] + in.number();
    }
    owners = new int[count];
    crcs = new int[count];
    flags = new byte[count];
    names = new int[count + 1];
    for (int i = 0; i < count; i++) {
      names[i + 1] = in.number();
      owners[i] = in.number() - 2;
      flags[i] = (byte) in.number();
    }
    for (int i = 0; i < count; i++) {
      crcs[i] = (int) in.word();
    }
    names[0] = in.position();
    for (int i = 0; i < count; i++) {
      names[i + 1] += names[i];
    }
  }

  /** Writes symbols as {@link #SymbolTable} reads them. */
  static byte[] pack(Collection<KernelSymbol> unordered) {
    List<KernelSymbol> symbols = new ArrayList<>(unordered);
    symbols.sort(
        Comparator.<KernelSymbol>comparingInt(s -> bucket(s.name()))
            .thenComparing(KernelSymbol::name));
    var spaces = new TreeSet<String>();
    int[] counts = new int[BUCKETS];
    for (KernelSymbol s : symbols) {
      spaces.add(s.namespace());
      counts[bucket(s.name())]++;
    }
    List<String> order = List.copyOf(spaces);
    Pack out = new Pack().number(symbols.size()).number(order.size());
    order.forEach(out::string);
    for (int count : counts) {
      out.number(count);
    }
    for (KernelSymbol s : symbols) {
      out.number(s.name().length()).number(s.owner() + 2);
      out.number(((long) order.indexOf(s.namespace()) << 1) | (s.gpl() ? 1 : 0));
    }
    symbols.forEach(s -> out.word(s.crc()));
    symbols.forEach(s -> out.bytes(s.name().getBytes(StandardCharsets.ISO_8859_1)));
    return out.done();
  }

  private static int bucket(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      long c = name.charAt(i);
      hash += c + (c << 17);
      hash ^= hash >>> 2;
    }
    long length = name.length();
    hash += length + (length << 17);
    hash ^= hash >>> 2;
    return (int) ((hash & 0xffffffffL) % BUCKETS);
  }

  /** The number of symbols. */
  public int size() {
    return owners.length;
  }

  /** The symbol at a place of the table. */
  public KernelSymbol get(int index) {
    return new KernelSymbol(
        name(index),
        owners[index],
        (flags[index] & 1) != 0,
        namespaces.get((flags[index] & 0xff) >> 1),
        crcs[index] & 0xffffffffL);
  }

  /** The name at a place of the table. */
  public String name(int index) {
    return new String(
        data, names[index], names[index + 1] - names[index], StandardCharsets.ISO_8859_1);
  }

  /** The exported symbol of this name, or null. */
  public @Nullable KernelSymbol find(String name) {
    int index = index(name);
    return index < 0 || owners[index] == KernelSymbol.NOBODY ? null : get(index);
  }

  /** The place of a name, negative if it is not there. */
  int index(String name) {
    int bucket = bucket(name);
    for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
      if (equal(i, name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean equal(int index, String name) {
    int start = names[index];
    if (names[index + 1] - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((data[start + i] & 0xff) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
