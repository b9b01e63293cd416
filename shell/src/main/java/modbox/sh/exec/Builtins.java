package modbox.sh.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-ins by name. */
public final class Builtins {
  private final Map<String, Builtin> byName = new HashMap<>();

  public Builtins(List<Builtin> all) {
    for (Builtin builtin : all) {
      builtin.names().forEach(name -> byName.put(name, builtin));
    }
  }

  /** The built-in of this name; null if there is none. */
  public @Nullable Builtin find(String name) {
    return byName.get(name);
  }

  /** All names, sorted. */
  public List<String> names() {
    var names = new ArrayList<>(byName.keySet());
    names.sort(null);
    return names;
  }
}
