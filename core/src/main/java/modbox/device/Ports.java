package modbox.device;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/**
 * Finds the place for what is plugged in: where its description says, or, for a USB device whose
 * port is taken, at the next free port of the same hub.
 */
final class Ports {
  private final Registry registry;
  private final Reserved reserved;
  private final Map<String, String> moved = new LinkedHashMap<>();
  private final Map<String, String> renamed = new LinkedHashMap<>();

  /** Tells whether something waits to appear at a path. */
  interface Reserved {
    boolean reserved(String path);
  }

  Ports(Registry registry, Reserved reserved) {
    this.registry = registry;
    this.reserved = reserved;
  }

  /** The device at the place where it goes. EBUSY if the place is taken and there is no other. */
  Described place(String origin, Described node, List<Described> all) throws ErrnoException {
    for (var move : moved.entrySet()) {
      if (within(node.path(), move.getKey())) {
        return at(node, renamed(node.path(), move.getKey(), move.getValue()));
      }
    }
    Device there = registry.get(node.path());
    if (there == null ? !reserved.reserved(node.path()) : shared(there, node, all)) {
      return node;
    }
    String free = freePort(node);
    if (free.isEmpty()) {
      throw Errno.EBUSY.on(origin + ":" + node.line() + ": " + node.path() + " is taken");
    }
    moved.put(node.path(), free);
    String old = node.name();
    String fresh = free.substring(free.lastIndexOf('/') + 1);
    renamed.put(old, fresh);
    return at(node, free);
  }

  /** The tokens with the names that a move has changed. */
  SortedMap<String, String> tokens(SortedMap<String, String> tokens) {
    SortedMap<String, String> all = tokens;
    for (var entry : renamed.entrySet()) {
      all = all.put(entry.getKey(), entry.getValue());
    }
    return all;
  }

  /** Whether the device that is there is meant: one that others of the description hang on. */
  private static boolean shared(Device there, Described node, List<Described> all) {
    if (there.devtype().equals("usb_device")) {
      boolean hub = there.key("TYPE").startsWith("9/");
      return hub && (node.name().startsWith("usb") || hasDeviceBelow(node, all));
    }
    if (there.devtype().equals("usb_interface")) {
      return there.key("INTERFACE").startsWith("9/");
    }
    for (Described other : all) {
      if (within(other.path(), node.path()) && !other.path().equals(node.path())) {
        return !there.subsystem().equals("pci") || bridgeOrHost(there);
      }
    }
    return false;
  }

  private static boolean hasDeviceBelow(Described node, List<Described> all) {
    for (Described other : all) {
      if (within(other.path(), node.path())
          && !other.path().equals(node.path())
          && other.property("DEVTYPE").equals("usb_device")) {
        return true;
      }
    }
    return false;
  }

  /** A PCI bridge or a USB host controller. */
  private static boolean bridgeOrHost(Device device) {
    String code = device.key("PCI_CLASS");
    return code.matches("0?604[0-9A-F]{2}|0?C03[0-9A-F]{2}|0?600[0-9A-F]{2}|0?106[0-9A-F]{2}");
  }

  private String freePort(Described node) {
    if (!node.property("DEVTYPE").equals("usb_device") || node.name().startsWith("usb")) {
      return "";
    }
    String above = node.path().substring(0, node.path().lastIndexOf('/'));
    String name = node.name();
    int last = Math.max(name.lastIndexOf('-'), name.lastIndexOf('.')) + 1;
    Device hub = registry.get(above);
    int ports = hub == null ? 0 : Math.max(0, NameRule.number(hub.text("maxchild"), 0));
    int start = Math.max(1, NameRule.number(name, last));
    var candidates = new ArrayList<Integer>();
    for (int step = 1; step <= ports; step++) {
      candidates.add((start - 1 + step) % ports + 1);
    }
    for (int port : candidates) {
      String path = above + "/" + name.substring(0, last) + port;
      if (registry.get(path) == null && !reserved.reserved(path)) {
        return path;
      }
    }
    return "";
  }

  private static boolean within(String path, String above) {
    return path.startsWith(above)
        && (path.length() == above.length() || path.charAt(above.length()) == '/');
  }

  /** The path with the moved device's name in it, also where names below begin with it. */
  private static String renamed(String path, String from, String to) {
    String old = from.substring(from.lastIndexOf('/') + 1);
    String fresh = to.substring(to.lastIndexOf('/') + 1);
    var out = new StringBuilder(to);
    String rest = path.substring(from.length());
    for (int at = 0; at < rest.length(); ) {
      int next = rest.indexOf('/', at + 1);
      String name = rest.substring(at + 1, next < 0 ? rest.length() : next);
      boolean own = name.startsWith(old + ":") || name.startsWith(old + ".");
      out.append('/').append(own ? fresh + name.substring(old.length()) : name);
      at = next < 0 ? rest.length() : next;
    }
    return out.toString();
  }

  private static Described at(Described node, String path) {
    return new Described(
        path,
        node.line(),
        node.node(),
        node.content(),
        node.properties(),
        node.attributes(),
        node.links());
  }
}
