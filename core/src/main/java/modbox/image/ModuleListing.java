package modbox.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a tree by path, with what stat(2) and lsmod(8) need, and the sizes of the index
 * files beside them. Reading it touches no object.
 */
public final class ModuleListing {
  private final String release;
  private final String[] paths;
  private final int[] order;
  private final int[] sizes;
  private final int[] cores;
  private final int[] inits;
  private int @Nullable [] places;
  private final TreeMap<String, Integer> indexes = new TreeMap<>();

  /** Reads the part of a catalogue. */
  ModuleListing(byte[] data) {
    var in = new Unpack(data);
    release = in.string();
    int count = in.number();
    paths = new String[count];
    order = new int[count];
    sizes = new int[count];
    cores = new int[count];
    inits = new int[count];
    String before = "";
    for (int i = 0; i < count; i++) {
      String path = before.substring(0, in.number()).concat(in.string());
      paths[i] = path;
      order[i] = in.number();
      sizes[i] = in.number();
      cores[i] = in.number() << 12;
      inits[i] = in.number() << 12;
      before = path;
    }
    for (int i = in.number(); i > 0; i--) {
      indexes.put(in.string(), in.number());
    }
  }

  /** A line of the listing on its way out. */
  record Line(String path, int order, int size, long core, long init) {}

  /** Writes lines, sorted by path, as {@link #ModuleListing} reads them. */
  static byte[] pack(String release, List<Line> lines, SortedMap<String, Integer> indexes) {
    Pack out = new Pack().string(release).number(lines.size());
    String before = "";
    for (Line line : lines) {
      int shared = 0;
      int most = Math.min(before.length(), line.path().length());
      while (shared < most && before.charAt(shared) == line.path().charAt(shared)) {
        shared++;
      }
      out.number(shared).string(line.path().substring(shared)).number(line.order());
      out.number(line.size()).number(line.core() >> 12).number(line.init() >> 12);
      before = line.path();
    }
    out.number(indexes.size());
    indexes.forEach((name, size) -> out.string(name).number(size));
    return out.done();
  }

  /** The release of the kernel that the tree was taken from. */
  public String release() {
    return release;
  }

  /** The number of modules. */
  public int size() {
    return paths.length;
  }

  /**
   * The path of a module relative to the release's directory; places are in byte order of paths.
   */
  public String path(int place) {
    return paths[place];
  }

  /** The place of a path, negative if there is no such module: {@code -(insertion point) - 1}. */
  public int place(String path) {
    return Arrays.binarySearch(paths, path);
  }

  /** Position in the tree's own order, that of {@code modules.order}. */
  public int order(int place) {
    return order[place];
  }

  /** The place of the module at a position in the tree's own order. */
  public int placeOf(int position) {
    int[] known = places;
    if (known == null) {
      known = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        known[order[i]] = i;
      }
      places = known;
    }
    return known[position];
  }

  /** The name of the module at a position in the tree's own order. */
  public String nameAt(int position) {
    return modbox.image.index.Names.ofPath(paths[placeOf(position)]);
  }

  /** Size of the object in bytes. */
  public int bytes(int place) {
    return sizes[place];
  }

  /** Memory that the module takes when loaded, in bytes. */
  public int core(int place) {
    return cores[place];
  }

  /** Memory that it takes besides while init runs, in bytes. */
  public int init(int place) {
    return inits[place];
  }

  /** The index files and their sizes in bytes. */
  public SortedMap<String, Integer> indexes() {
    return new TreeMap<>(indexes);
  }

  /** The size of an index file, -1 if there is none of this name. */
  int index(String name) {
    return indexes.getOrDefault(name, -1);
  }

  /** All paths in the tree's own order. */
  public List<String> ordered() {
    String[] all = new String[paths.length];
    for (int i = 0; i < paths.length; i++) {
      all[order[i]] = paths[i];
    }
    return new ArrayList<>(Arrays.asList(all));
  }
}
