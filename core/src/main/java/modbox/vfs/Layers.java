package modbox.vfs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/** The lower layers of a machine by name, and what several of them stacked show. */
public final class Layers {
  private final TreeMap<String, LowerTree> trees = new TreeMap<>();

  /** Adds a layer. */
  public void add(LowerTree tree) {
    trees.put(tree.name(), tree);
  }

  /** All layers, by name. */
  public Collection<LowerTree> all() {
    return trees.values();
  }

  LowerTree tree(String name) throws ErrnoException {
    LowerTree tree = trees.get(name);
    if (tree == null) {
      throw Errno.EIO.on("layer " + name);
    }
    return tree;
  }

  /** A lower entry: what shows, and the directories that lie under it if it is one. */
  record Found(
      LowerNode node, String layer, String path, io.vavr.collection.List<Data.Lower> lower) {}

  /** The entry of this name in stacked directories; the topmost holds, directories merge. */
  @Nullable Found find(io.vavr.collection.List<Data.Lower> stack, String name)
      throws ErrnoException {
    Found first = null;
    var merged = new ArrayList<Data.Lower>();
    for (Data.Lower dir : stack) {
      String path = dir.path().isEmpty() ? name : dir.path() + "/" + name;
      LowerNode node = tree(dir.layer()).node(path);
      if (node == null) {
        continue;
      }
      if (!node.isDirectory()) {
        if (first == null) {
          return new Found(node, dir.layer(), path, io.vavr.collection.List.empty());
        }
        break;
      }
      first =
          first == null
              ? new Found(node, dir.layer(), path, io.vavr.collection.List.empty())
              : first;
      merged.add(new Data.Lower(dir.layer(), path));
    }
    return first == null
        ? null
        : new Found(first.node, first.layer, first.path, io.vavr.collection.List.ofAll(merged));
  }

  /** The names in stacked directories, sorted. */
  List<String> names(io.vavr.collection.List<Data.Lower> stack) throws ErrnoException {
    if (stack.size() == 1) {
      return tree(stack.head().layer()).names(stack.head().path());
    }
    var names = new TreeSet<String>();
    for (Data.Lower dir : stack) {
      names.addAll(tree(dir.layer()).names(dir.path()));
    }
    return List.copyOf(names);
  }
}
