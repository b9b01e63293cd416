package modbox.device;

import static modbox.device.DeviceTables.ANCHORS;
import static modbox.device.DeviceTables.PLUGS;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** Plugs descriptions in and pulls devices out. */
final class Plugs {
  private final World world;
  private final Registry registry;
  private final Uevents uevents;
  private final Story story;
  private final Appearing appearing;

  Plugs(World world, Registry registry, Uevents uevents, Story story, Appearing appearing) {
    this.world = world;
    this.registry = registry;
    this.uevents = uevents;
    this.story = story;
    this.appearing = appearing;
  }

  /**
   * Plugs in a description: its devices appear as far as drivers are bound. Devices above, which
   * are there already (controllers, hubs), are taken as they are. A USB device whose port is taken
   * moves to the next free port.
   *
   * @return where its topmost new devices are or will be
   */
  List<String> plug(String origin, List<Described> described) throws ErrnoException {
    var ports = new Ports(registry, this::reserved);
    SortedMap<String, String> live = TreeMap.empty();
    SortedMap<String, String> tokens = TreeMap.empty();
    var nodes = new ArrayList<Described>();
    for (Described node : described) {
      Described placed = ports.place(origin, node, described);
      nodes.add(placed);
      Device there = registry.get(placed.path());
      if (there != null) {
        live = live.put(placed.path(), placed.path());
      }
      tokens = ports.tokens(tokens);
    }
    long id = world.next("plug");
    var plug = row(id, origin, false, nodes, live, tokens);
    var gates = plug.gates().mapValues(list -> list.filter(i -> free(plug, i)));
    world.put(PLUGS, id, plug.gates(gates.filterValues(list -> !list.isEmpty())));
    List<String> roots = roots(id);
    checkAnchors(origin, id);
    anchor(id);
    for (int index : gates.getOrElse(Gates.ROOT, Vector.empty())) {
      if (appearing.rootIsOpen(nodes.get(index))) {
        appearing.reveal(id, index);
      }
    }
    appearing.openShared(id);
    return roots;
  }

  private static boolean free(Plugged plug, int index) {
    return plug.where(plug.nodes().get(index).path()).isEmpty();
  }

  private static Plugged row(
      long id,
      String origin,
      boolean raw,
      List<Described> nodes,
      SortedMap<String, String> live,
      SortedMap<String, String> tokens) {
    SortedMap<String, Integer> index = TreeMap.empty();
    for (int i = 0; i < nodes.size(); i++) {
      index = index.put(nodes.get(i).path(), i);
    }
    return new Plugged(id, origin, raw, Vector.ofAll(nodes), index, Gates.of(nodes), live, tokens);
  }

  /** The devpaths of the new devices that have no other new device above them. */
  private List<String> roots(long id) {
    Plugged plug = world.find(PLUGS, id).orElseThrow();
    var roots = new ArrayList<String>();
    for (int index = 0; index < plug.nodes().size(); index++) {
      Described node = plug.nodes().get(index);
      Described above = plug.above(node.path());
      if (free(plug, index) && (above == null || !plug.where(above.path()).isEmpty())) {
        roots.add(node.path());
      }
    }
    return List.copyOf(roots);
  }

  /** A device that hangs on something that will never be there is refused. */
  private void checkAnchors(String origin, long id) throws ErrnoException {
    Plugged plug = world.find(PLUGS, id).orElseThrow();
    for (int index : plug.gates().getOrElse(Gates.ROOT, Vector.empty())) {
      Described node = plug.nodes().get(index);
      String anchor = Appearing.anchor(node);
      Device above = registry.parent(node.path());
      if (!registry.exists(anchor)
          && above != null
          && !above.origin().raw()
          && (above.bound() || above.wanted().isEmpty())
          && !appearing.anchored(anchor).iterator().hasNext()) {
        world.remove(PLUGS, id);
        throw Errno.ENODEV.on(origin + ":" + node.line() + ": nothing to plug it in at " + anchor);
      }
    }
  }

  private void anchor(long id) {
    Plugged plug = world.find(PLUGS, id).orElseThrow();
    for (String key : anchors(plug)) {
      Anchor row = world.get(ANCHORS, key);
      SortedMap<Long, Boolean> plugs = row == null ? TreeMap.empty() : row.plugs();
      world.put(ANCHORS, key, new Anchor(plugs.put(id, true)));
    }
  }

  /** What a description waits for that is not its own. */
  private static Set<String> anchors(Plugged plug) {
    var keys = new LinkedHashSet<String>();
    for (String gate : plug.gates().keySet()) {
      if (gate.startsWith("handler ")) {
        keys.add(gate);
      }
    }
    for (int index : plug.gates().getOrElse(Gates.ROOT, Vector.empty())) {
      keys.add(Appearing.anchor(plug.nodes().get(index)));
    }
    for (var entry : plug.live()) {
      if (entry._1.equals(entry._2)) {
        keys.add(entry._1);
      }
    }
    return keys;
  }

  private void forget(long id) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    world.remove(PLUGS, id);
    for (String key : anchors(plug)) {
      Anchor row = world.get(ANCHORS, key);
      if (row != null) {
        SortedMap<Long, Boolean> plugs = row.plugs().remove(id);
        if (plugs.isEmpty()) {
          world.remove(ANCHORS, key);
        } else {
          world.put(ANCHORS, key, new Anchor(plugs));
        }
      }
    }
  }

  /** Whether a plugged description keeps a path for itself that is not there yet. */
  private boolean reserved(String path) {
    int slash = path.lastIndexOf('/');
    for (long id : appearing.anchored(path.substring(0, slash))) {
      Plugged plug = world.get(PLUGS, id);
      if (plug != null && plug.node(path) != null) {
        return true;
      }
    }
    return false;
  }

  /** Puts all devices of a description in place as they stand, without events. */
  List<String> plugRaw(String origin, List<Described> nodes) {
    long id = world.next("plug");
    SortedMap<String, String> live = TreeMap.empty();
    for (int index = 0; index < nodes.size(); index++) {
      Described node = nodes.get(index);
      Device old = registry.get(node.path());
      if (old != null) {
        registry.removeNode(old);
        registry.remove(old);
        forgetNodes(old);
      }
      registry.add(Maker.raw(node, registry.nextSerial(), new Device.Origin(id, index, true)));
      live = live.put(node.path(), node.path());
    }
    Plugged plug = row(id, origin, true, nodes, live, TreeMap.empty());
    world.put(PLUGS, id, plug.gates(TreeMap.empty()));
    var roots = new ArrayList<String>();
    for (Described node : nodes) {
      if (plug.above(node.path()) == null) {
        roots.add(node.path());
      }
    }
    return roots;
  }

  /** The devpaths of all devices that were put in place raw, children first. */
  List<String> raw() {
    var paths = new ArrayList<String>();
    for (Plugged plug : world.rows(PLUGS)) {
      if (plug.raw()) {
        plug.live().keySet().forEach(paths::add);
      }
    }
    return paths.reversed();
  }

  /**
   * Pulls a device out: it and all below it go, and do not come back. ENODEV if it is not there.
   */
  void unplug(String path) throws ErrnoException {
    Device device = registry.get(path);
    if (device == null) {
      if (forgetPending(path)) {
        return;
      }
      throw Errno.ENODEV.on(path);
    }
    story.tell(device, narrator -> narrator.pulled(device, story));
    var gone = new ArrayList<Device>();
    gather(device, gone);
    appearing.removeTree(device);
    for (Device each : gone) {
      forgetNodes(each);
      for (long id : List.copyOf(toList(appearing.anchored(each.path())))) {
        Plugged plug = world.get(PLUGS, id);
        if (plug != null && !plug.raw() && plug.live().isEmpty()) {
          forget(id);
        }
      }
    }
  }

  private static List<Long> toList(Iterable<Long> ids) {
    var list = new ArrayList<Long>();
    ids.forEach(list::add);
    return list;
  }

  private void gather(Device device, List<Device> found) {
    found.add(device);
    registry.children(device.path()).forEach(child -> gather(child, found));
  }

  /** The hardware of a device that has gone will not come back. */
  private void forgetNodes(Device device) {
    Plugged plug = world.get(PLUGS, device.origin().plug());
    if (plug == null) {
      return;
    }
    Described gone = plug.nodes().get(device.origin().index());
    drop(plug, gone.path());
  }

  private void drop(Plugged plug, String path) {
    var gates =
        plug.gates()
            .mapValues(list -> list.filter(i -> !within(plug.nodes().get(i).path(), path)))
            .filterValues(list -> !list.isEmpty());
    Plugged rest = plug.gates(gates).live(plug.live().remove(path));
    boolean owns = false;
    for (var entry : rest.live()) {
      Device device = registry.get(entry._2);
      owns |= device != null && device.origin().plug() == plug.id();
    }
    if (gates.isEmpty() && !owns) {
      forget(plug.id());
    } else {
      world.put(PLUGS, plug.id(), rest);
    }
  }

  private static boolean within(String path, String above) {
    return path.startsWith(above)
        && (path.length() == above.length() || path.charAt(above.length()) == '/');
  }

  /** Pulls out what is plugged in but waits for something above it. */
  private boolean forgetPending(String path) {
    int slash = path.lastIndexOf('/');
    for (long id : appearing.anchored(slash < 0 ? path : path.substring(0, slash))) {
      Plugged plug = world.get(PLUGS, id);
      if (plug != null && plug.node(path) != null) {
        drop(plug, path);
        return true;
      }
    }
    return false;
  }

  /** Sends an event as the kernel would for the device at a path; ENODEV if there is none. */
  void send(String action, @Nullable Device device, List<String> extras) throws ErrnoException {
    if (device == null) {
      throw Errno.ENODEV.on(action);
    }
    uevents.send(action, device, extras);
  }
}
