package modbox.pseudo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory written as a literal, with a computed one behind it. Of two entries of one name the
 * first holds. There are few entries, and many machines that have them: a list is small.
 */
final class Branch implements Directory {
  private final Tree.Named[] entries;
  private final Directory more;

  Branch(List<Tree.Named> entries, Directory more) {
    this.entries = entries.toArray(new Tree.Named[0]);
    this.more = more;
  }

  @Override
  public Iterable<String> names() {
    var names = new ArrayList<String>(entries.length);
    for (Tree.Named entry : entries) {
      names.add(entry.name());
    }
    for (String name : more.names()) {
      if (own(name) == null) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public @Nullable Tree child(String name) {
    Tree entry = own(name);
    return entry != null ? entry : more.child(name);
  }

  private @Nullable Tree own(String name) {
    for (Tree.Named entry : entries) {
      if (entry.name().equals(name)) {
        return entry.node();
      }
    }
    return null;
  }
}
