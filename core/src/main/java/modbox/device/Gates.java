package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Behind which gate each device of a description waits. {@code ROOT}: it hangs on a device that is
 * not in the description. {@code add PATH}: it comes with the device at PATH. {@code bind PATH}: it
 * comes when that device's recorded driver is bound. {@code handler NAME}: beside its own gate, it
 * needs this class interface.
 */
final class Gates {
  static final String ROOT = "";

  private Gates() {}

  static String add(String path) {
    return "add " + path;
  }

  static String bind(String path) {
    return "bind " + path;
  }

  static String handler(String name) {
    return "handler " + name;
  }

  /** The indexes of the devices behind each gate, in the order of the description. */
  static SortedMap<String, Vector<Integer>> of(List<Described> nodes) {
    var byPath = new LinkedHashMap<String, Described>();
    nodes.forEach(node -> byPath.put(node.path(), node));
    SortedMap<String, Vector<Integer>> gates = TreeMap.empty();
    for (int i = 0; i < nodes.size(); i++) {
      Described node = nodes.get(i);
      gates = put(gates, gate(node, byPath::get), i);
      String handler = Subsystems.handler(node.subsystem(), node.name());
      if (!handler.isEmpty()) {
        gates = put(gates, handler(handler), i);
      }
    }
    return gates;
  }

  private static SortedMap<String, Vector<Integer>> put(
      SortedMap<String, Vector<Integer>> gates, String gate, int index) {
    return gates.put(gate, gates.getOrElse(gate, Vector.empty()).append(index));
  }

  /** Finds a described device by its devpath. */
  interface Lookup {
    @Nullable Described find(String path);
  }

  /** The gate of one device. */
  static String gate(Described node, Lookup byPath) {
    String path = node.path();
    String nearest = "";
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Described above = byPath.find(path.substring(0, slash));
      if (above == null) {
        continue;
      }
      nearest = nearest.isEmpty() ? above.path() : nearest;
      if (Subsystems.withParent(node.subsystem())) {
        break;
      }
      if (!above.driver().isEmpty()) {
        return bind(above.path());
      }
    }
    return nearest.isEmpty() ? ROOT : add(nearest);
  }
}
