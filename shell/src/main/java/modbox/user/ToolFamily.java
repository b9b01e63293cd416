package modbox.user;

import java.util.List;
import java.util.Optional;

/**
 * A group of tools found by name. A name is looked up without making, or even loading, the others:
 * that is what keeps start-up short.
 */
public interface ToolFamily {
  /** Where the executables stand, sorted: {@code /usr/bin/cat}. The last part is the name. */
  List<String> paths();

  /** A new tool of this name. */
  Optional<Tool> find(String name);
}
