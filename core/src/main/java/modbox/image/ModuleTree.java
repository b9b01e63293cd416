package modbox.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.image.index.Names;
import org.jspecify.annotations.Nullable;

/**
 * The files of a catalogue's tree: {@code lib/modules/RELEASE} with its objects and indexes. An
 * object's bytes are made when they are read; its signature only when its end is read.
 */
public final class ModuleTree implements FileTree {
  /** Objects that are kept after they were read, as long as memory allows. */
  private static final int KEPT = 8;

  private static final int FILE = 0100644;
  private static final int DIRECTORY = 040755;

  /** 2024-12-01T00:00:00Z. */
  private static final long MTIME = 1_733_011_200_000_000_000L;

  private final Catalogue catalogue;
  private final String root;
  private final Map<String, SoftReference<byte[]>> objects = new LinkedHashMap<>();
  private final Map<String, SoftReference<byte[]>> signed = new LinkedHashMap<>();
  private final Map<String, SoftReference<byte[]>> indexes = new TreeMap<>();
  private @Nullable Map<String, String> descriptions;
  private @Nullable Signer signer;
  private @Nullable TreeIndexes made;

  /**
   * The tree of a catalogue.
   *
   * @param lib path of the directory that holds {@code modules}: {@code lib} or {@code usr/lib}
   */
  public ModuleTree(Catalogue catalogue, String lib) {
    this.catalogue = catalogue;
    this.root = lib + "/modules/";
  }

  /** The catalogue underneath. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The directory of the release, without a slash in front. */
  public String directory() {
    return root + catalogue.listing().release();
  }

  /**
   * The position in the catalogue's own order of the module whose object lies at a path; negative
   * if no object of this tree does.
   */
  public int order(String path) {
    String below = below(path);
    int place = below == null ? -1 : catalogue.listing().place(below);
    return place < 0 ? -1 : catalogue.listing().order(place);
  }

  @Override
  public @Nullable Entry entry(String path) {
    if (path.isEmpty() || root.startsWith(path + "/")) {
      return new Entry(DIRECTORY, 0, MTIME, "");
    }
    if (!path.startsWith(root)) {
      return null; // known without the listing
    }
    if (path.equals(directory())) {
      return new Entry(DIRECTORY, 0, MTIME, "");
    }
    String below = below(path);
    if (below == null) {
      return null;
    }
    ModuleListing listing = catalogue.listing();
    int place = listing.place(below);
    if (place >= 0) {
      return new Entry(FILE, listing.bytes(place), MTIME, "");
    }
    int size = listing.index(below);
    if (size >= 0) {
      return new Entry(FILE, size, MTIME, "");
    }
    int first = first(below + "/");
    return first < listing.size() && listing.path(first).startsWith(below + "/")
        ? new Entry(DIRECTORY, 0, MTIME, "")
        : null;
  }

  @Override
  public List<String> names(String path) {
    if (!path.isEmpty() && !path.startsWith(root) && !root.startsWith(path + "/")) {
      return List.of(); // known without the listing
    }
    String directory = directory();
    if (path.isEmpty() || directory.startsWith(path + "/")) {
      int from = path.isEmpty() ? 0 : path.length() + 1;
      int slash = directory.indexOf('/', from);
      return List.of(directory.substring(from, slash < 0 ? directory.length() : slash));
    }
    var names = new TreeSet<String>();
    String prefix = "";
    if (path.equals(directory)) {
      names.addAll(catalogue.listing().indexes().keySet());
    } else {
      String below = below(path);
      if (below == null) {
        return List.of();
      }
      prefix = below + "/";
    }
    ModuleListing listing = catalogue.listing();
    for (int i = first(prefix); i < listing.size(); i++) {
      String other = listing.path(i);
      if (!other.startsWith(prefix)) {
        break;
      }
      int slash = other.indexOf('/', prefix.length());
      names.add(other.substring(prefix.length(), slash < 0 ? other.length() : slash));
    }
    return List.copyOf(names);
  }

  @Override
  public int read(String path, long position, byte[] buffer, int offset, int length)
      throws IOException {
    String below = below(path);
    if (below == null) {
      throw new IOException(path + ": no such file");
    }
    int place = catalogue.listing().place(below);
    byte[] bytes;
    if (place < 0) {
      bytes = index(below);
    } else {
      bytes = object(place);
      if (position + length > bytes.length) {
        bytes = signed(place);
      }
    }
    int count = (int) Math.max(0, Math.min(length, bytes.length - position));
    if (count > 0) {
      System.arraycopy(bytes, (int) position, buffer, offset, count);
    }
    return count;
  }

  /** The whole object at a position in the catalogue's own order, with its signature. */
  public byte[] bytes(int order) {
    String path = catalogue.listing().ordered().get(order);
    return signed(catalogue.listing().place(path));
  }

  private byte[] index(String name) throws IOException {
    byte[] known = cached(indexes, name);
    if (known == null) {
      if (catalogue.listing().index(name) < 0) {
        throw new IOException(name + ": no such file");
      }
      known = TreeIndexes.kept(name) ? catalogue.index(name) : indexes().make(name);
      indexes.put(name, new SoftReference<>(known));
    }
    return known;
  }

  private TreeIndexes indexes() {
    TreeIndexes known = made;
    if (known == null) {
      known = new TreeIndexes(catalogue, catalogue.listing().ordered());
      made = known;
    }
    return known;
  }

  private byte[] object(int place) {
    ModuleListing listing = catalogue.listing();
    String path = listing.path(place);
    byte[] known = cached(objects, path);
    if (known == null) {
      Row row = catalogue.row(listing.order(place));
      known = ObjectMaker.make(row, listing.release(), description(Names.ofPath(path)));
      keep(objects, path, known);
    }
    return known;
  }

  private byte[] signed(int place) {
    String path = catalogue.listing().path(place);
    byte[] known = cached(signed, path);
    if (known == null) {
      known = signer().sign(object(place));
      keep(signed, path, known);
    }
    return known;
  }

  private static byte @Nullable [] cached(Map<String, SoftReference<byte[]>> cache, String key) {
    SoftReference<byte[]> held = cache.get(key);
    return held == null ? null : held.get();
  }

  private static void keep(Map<String, SoftReference<byte[]>> cache, String key, byte[] bytes) {
    cache.put(key, new SoftReference<>(bytes));
    if (cache.size() > KEPT) {
      cache.remove(cache.keySet().iterator().next());
    }
  }

  private Signer signer() {
    Signer known = signer;
    if (known == null) {
      known = Signer.standard();
      signer = known;
    }
    return known;
  }

  private String description(String module) {
    Map<String, String> known = descriptions;
    if (known == null) {
      try {
        known = Descriptions.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      descriptions = known;
    }
    return known.getOrDefault(module, "");
  }

  /** The path below the release's directory, null for one that is not there. */
  private @Nullable String below(String path) {
    String directory = directory();
    return path.startsWith(directory) && path.startsWith("/", directory.length())
        ? path.substring(directory.length() + 1)
        : null;
  }

  private int first(String prefix) {
    int place = catalogue.listing().place(prefix);
    return place < 0 ? -place - 1 : place;
  }
}
