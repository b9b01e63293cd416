package modbox.udev.builtin;

import java.util.Map;

/** The hardware database as builtins see it. */
public interface Databases {
  /** Whether there is a database at all. */
  default boolean areThere() {
    return true;
  }

  /** The properties that the database has for a key, later definitions in place of earlier ones. */
  Map<String, String> lookup(String modalias);
}
