package modbox.vfs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A layer over one in which some top directories are links: a real directory {@code lib} over a
 * link {@code lib -> usr/lib} lies over {@code usr/lib}, as if it had been copied there.
 */
public final class UsrMerge implements LowerTree {
  private final LowerTree tree;

  /** Where a top directory's content shows: {@code lib} at {@code usr/lib}. */
  private final Map<String, String> moved;

  private UsrMerge(LowerTree tree, Map<String, String> moved) {
    this.tree = tree;
    this.moved = moved;
  }

  /** The layer as it lies over another. */
  public static LowerTree over(LowerTree tree, LowerTree below) throws ErrnoException {
    var moved = new TreeMap<String, String>();
    for (String name : tree.names("")) {
      LowerNode own = tree.node(name);
      LowerNode link = below.node(name);
      if (own != null
          && own.isDirectory()
          && link != null
          && !link.target().isEmpty()
          && !link.target().startsWith("/")) {
        moved.put(name, link.target());
      }
    }
    return moved.isEmpty() ? tree : new UsrMerge(tree, moved);
  }

  @Override
  public String name() {
    return tree.name();
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** The path in the moved directory that shows here too, empty if there is none. */
  private String other(String path) {
    for (var move : moved.entrySet()) {
      String to = move.getValue();
      if (path.equals(to)) {
        return move.getKey();
      }
      if (path.startsWith(to + "/")) {
        return move.getKey() + path.substring(to.length());
      }
    }
    return "";
  }

  @Override
  public @Nullable LowerNode node(String path) throws ErrnoException {
    if (moved.containsKey(first(path))) {
      return null;
    }
    LowerNode own = tree.node(path);
    if (own != null) {
      return own;
    }
    String other = other(path);
    if (!other.isEmpty()) {
      return tree.node(other);
    }
    return leadsToMoved(path) ? tree.node("") : null;
  }

  /** Whether a moved directory shows somewhere below. */
  private boolean leadsToMoved(String path) {
    for (String to : moved.values()) {
      if (to.startsWith(path + "/")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> names(String path) throws ErrnoException {
    var names = new TreeSet<String>();
    if (isDirectory(path)) {
      names.addAll(tree.names(path));
    }
    String other = other(path);
    if (!other.isEmpty() && isDirectory(other)) {
      names.addAll(tree.names(other));
    }
    for (String to : moved.values()) {
      if (path.isEmpty()) {
        names.add(first(to));
      } else if (to.startsWith(path + "/")) {
        names.add(first(to.substring(path.length() + 1)));
      }
    }
    if (path.isEmpty()) {
      names.removeAll(moved.keySet());
    }
    return List.copyOf(names);
  }

  private boolean isDirectory(String path) throws ErrnoException {
    LowerNode node = tree.node(path);
    return node != null && node.isDirectory();
  }

  @Override
  public int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    LowerNode own = tree.node(path);
    String there = own != null && !own.isDirectory() ? path : other(path);
    return tree.read(there, stamp, position, buffer, offset, length);
  }
}
