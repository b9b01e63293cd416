package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

/**
 * A description that has been plugged in: what is there of it, and what still waits for a driver.
 *
 * @param origin name of the description
 * @param raw whether it stands as described
 * @param nodes its devices, parents first
 * @param index of each described devpath in {@code nodes}
 * @param gates for each gate the indexes of the devices behind it, see {@link Gates}
 * @param live where the devices that are there now are: described devpath to real devpath
 * @param tokens names that this machine gave otherwise: described name to real name
 */
public record Plugged(
    long id,
    String origin,
    boolean raw,
    Vector<Described> nodes,
    SortedMap<String, Integer> index,
    SortedMap<String, Vector<Integer>> gates,
    SortedMap<String, String> live,
    SortedMap<String, String> tokens) {

  Plugged live(SortedMap<String, String> changed) {
    return new Plugged(id, origin, raw, nodes, index, gates, changed, tokens);
  }

  Plugged tokens(SortedMap<String, String> changed) {
    return new Plugged(id, origin, raw, nodes, index, gates, live, changed);
  }

  Plugged gates(SortedMap<String, Vector<Integer>> changed) {
    return new Plugged(id, origin, raw, nodes, index, changed, live, tokens);
  }

  /** The described device with this devpath, or null. */
  @Nullable Described node(String path) {
    int at = index.getOrElse(path, -1);
    return at < 0 ? null : nodes.get(at);
  }

  /** The nearest described device above a devpath, or null. */
  @Nullable Described above(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Described node = node(path.substring(0, slash));
      if (node != null) {
        return node;
      }
    }
    return null;
  }

  /** Where a described device is now, empty if it is not there. */
  String where(String path) {
    return live.getOrElse(path, "");
  }
}
