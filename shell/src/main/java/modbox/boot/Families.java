package modbox.boot;

import java.util.List;
import java.util.Optional;
import modbox.js.Js;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The registry: every family of tools, in the order in which names are looked up. */
final class Families {
  static final ToolFamily[] ALL = {new Scripts()};

  private Families() {}

  /** Tools that have no family of their own. */
  private static final class Scripts implements ToolFamily {
    @Override
    public List<String> paths() {
      return List.of("/usr/bin/js");
    }

    @Override
    public Optional<Tool> find(String name) {
      return name.equals("js") ? Optional.of(new Js()) : Optional.empty();
    }
  }
}
