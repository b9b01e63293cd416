package modbox.pseudo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory whose entries are computed when they are looked up. */
public interface Directory {
  /** The names, in the order in which they are listed. */
  Iterable<String> names();

  /** The entry of this name, or null. Called for any name, also for those not listed. */
  @Nullable Tree child(String name);

  /** A directory with no entries. */
  Directory EMPTY =
      new Directory() {
        @Override
        public Iterable<String> names() {
          return List.of();
        }

        @Override
        public @Nullable Tree child(String name) {
          return null;
        }
      };
}
