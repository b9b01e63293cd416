package modbox.vfs;

import io.vavr.collection.List;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import modbox.world.Bytes;

/** What an inode holds. */
public sealed interface Data {
  /** Bytes in a page. */
  int PAGE = 4096;

  /**
   * The bytes of a file, copied from below page by page when they are written.
   *
   * @param pages written pages by their index; a page may be shorter than 4096 bytes, the rest is
   *     zero; a missing page is zero or comes from below
   * @param layer the lower layer that holds what was not written, empty if none does
   * @param path of the file in that layer
   * @param base how many bytes of the lower file still show
   * @param stamp by which the layer knows that the file is still the same
   */
  record File(SortedMap<Long, Bytes> pages, String layer, String path, long base, long stamp)
      implements Data {
    /** A file without bytes. */
    public static File empty() {
      return new File(TreeMap.empty(), "", "", 0, 0);
    }

    /** A file whose bytes are those of a lower one. */
    public static File lower(String layer, String path, long size, long stamp) {
      return new File(TreeMap.empty(), layer, path, size, stamp);
    }
  }

  /**
   * A directory.
   *
   * @param entries inode numbers by name; 0 hides a lower entry
   * @param parent the inode of the directory above, itself at the root
   * @param lower the lower directories that show through, topmost first
   */
  record Dir(SortedMap<String, Long> entries, long parent, List<Lower> lower) implements Data {
    /** A directory without entries. */
    public static Dir empty(long parent) {
      return new Dir(TreeMap.empty(), parent, List.empty());
    }
  }

  /** A directory in a lower layer. */
  record Lower(String layer, String path) {}

  /** A symbolic link. */
  record Link(String target) implements Data {}

  /** A device node, fifo or socket: everything is in the inode or in a table of its own. */
  record None() implements Data {}
}
