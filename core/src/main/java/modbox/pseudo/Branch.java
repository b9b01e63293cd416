package modbox.pseudo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directory written as a literal, with a computed one behind it. Of two entries of one name the
 * first holds.
 */
final class Branch implements Directory {
  private final Map<String, Tree> entries = new LinkedHashMap<>();
  private final Directory more;

  Branch(List<Tree.Named> entries, Directory more) {
    entries.forEach(entry -> this.entries.putIfAbsent(entry.name(), entry.node()));
    this.more = more;
  }

  @Override
  public Iterable<String> names() {
    if (more == EMPTY) {
      return entries.keySet();
    }
    var names = new ArrayList<>(entries.keySet());
    for (String name : more.names()) {
      if (!entries.containsKey(name)) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public @Nullable Tree child(String name) {
    Tree entry = entries.get(name);
    return entry != null ? entry : more.child(name);
  }
}
