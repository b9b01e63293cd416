package modbox.pseudo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory into which several subsystems put their entries while a machine is wired. A directory
 * that two of them name is one directory with the entries of both; of two files of one name the
 * first holds.
 */
public final class Forest implements Directory {
  private final List<Directory> parts = new ArrayList<>(2);

  /** Adds an entry to this directory. */
  public void add(Tree.Named entry) {
    parts.add(new Single(entry.name(), entry.node()));
  }

  /**
   * Adds an entry to the directory at {@code path}, for instance {@code sys/kernel}; it is made if
   * needed.
   */
  public void add(String path, Tree.Named entry) {
    at(path).add(entry);
  }

  /** Adds computed entries to this directory. */
  public void add(Directory directory) {
    parts.add(directory);
  }

  /** The directory at {@code path} below this one, made if needed, 0555; {@code ""} is this one. */
  public Forest at(String path) {
    Forest forest = this;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        forest = forest.step(name);
      }
    }
    return forest;
  }

  private Forest step(String name) {
    for (Directory part : parts) {
      if (part instanceof Single(String other, Tree.Dir(Forest forest, _, _, _))
          && other.equals(name)) {
        return forest;
      }
    }
    var forest = new Forest();
    add(Tree.dynamic(name, forest));
    return forest;
  }

  @Override
  public Iterable<String> names() {
    return union(parts);
  }

  @Override
  public @Nullable Tree child(String name) {
    return pick(parts, name);
  }

  private static Set<String> union(List<Directory> parts) {
    var names = new LinkedHashSet<String>();
    parts.forEach(part -> part.names().forEach(names::add));
    return names;
  }

  /** The first entry of this name; if it is a directory, together with the others that are. */
  private static @Nullable Tree pick(List<Directory> parts, String name) {
    Tree.Dir first = null;
    var layers = new ArrayList<Directory>();
    for (Directory part : parts) {
      Tree entry = part.child(name);
      if (entry instanceof Tree.Dir dir) {
        first = first == null ? dir : first;
        layers.add(dir.entries());
      } else if (entry != null && first == null) {
        return entry;
      }
    }
    return first == null || layers.size() == 1
        ? first
        : new Tree.Dir(new Union(layers), first.mode(), first.uid(), first.gid());
  }

  /** A directory with one entry: what a machine has many of, and each fork anew. */
  private record Single(String name, Tree node) implements Directory {
    @Override
    public Iterable<String> names() {
      return List.of(name);
    }

    @Override
    public @Nullable Tree child(String other) {
      return other.equals(name) ? node : null;
    }
  }

  /** Directories of one name seen as one. */
  private record Union(List<Directory> parts) implements Directory {
    @Override
    public Iterable<String> names() {
      return union(parts);
    }

    @Override
    public @Nullable Tree child(String name) {
      return pick(parts, name);
    }
  }
}
