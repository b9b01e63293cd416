package modbox.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All exported symbols of a kernel and its modules, sorted by name, in a few arrays. */
public final class SymbolTable {
  private final byte[] data;
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

  /** Writes symbols, sorted by name, as {@link #SymbolTable} reads them. */
  static byte[] pack(List<KernelSymbol> symbols) {
    var spaces = new TreeSet<String>();
    symbols.forEach(s -> spaces.add(s.namespace()));
    List<String> order = List.copyOf(spaces);
    Pack out = new Pack().number(symbols.size()).number(order.size());
    order.forEach(out::string);
    for (KernelSymbol s : symbols) {
      out.number(s.name().length()).number(s.owner() + 2);
      out.number((order.indexOf(s.namespace()) << 1) | (s.gpl() ? 1 : 0));
    }
    symbols.forEach(s -> out.word(s.crc()));
    symbols.forEach(s -> out.bytes(s.name().getBytes(StandardCharsets.ISO_8859_1)));
    return out.done();
  }

  /** The number of symbols. */
  public int size() {
    return owners.length;
  }

  /** The symbol at a place in the order of names. */
  public KernelSymbol get(int index) {
    return new KernelSymbol(
        name(index),
        owners[index],
        (flags[index] & 1) != 0,
        namespaces.get((flags[index] & 0xff) >> 1),
        crcs[index] & 0xffffffffL);
  }

  /** The name at a place in the order of names. */
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
    int low = 0;
    int high = owners.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(int index, String name) {
    int start = names[index];
    int length = names[index + 1] - start;
    int common = Math.min(length, name.length());
    for (int i = 0; i < common; i++) {
      int difference = (data[start + i] & 0xff) - name.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return length - name.length();
  }
}
