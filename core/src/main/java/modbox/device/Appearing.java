package modbox.device;

import static modbox.device.DeviceTables.ANCHORS;
import static modbox.device.DeviceTables.CLAIMS;
import static modbox.device.DeviceTables.DEFERRED;
import static modbox.device.DeviceTables.HANDLERS;
import static modbox.device.DeviceTables.PLUGS;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Lets the devices of descriptions appear when the gate before them opens, and takes them away when
 * it closes, with the events in the kernel's order.
 */
final class Appearing implements Binder.Below {
  private final World world;
  private final Surroundings surroundings;
  private final Registry registry;
  private final Uevents uevents;
  private final Story story;
  private final Naming naming;
  private final Companions companions;
  private final WorkQueue work;
  private final Binder binder;

  Appearing(
      World world,
      Surroundings surroundings,
      Registry registry,
      Uevents uevents,
      Story story,
      Naming naming) {
    this.world = world;
    this.surroundings = surroundings;
    this.registry = registry;
    this.uevents = uevents;
    this.story = story;
    this.naming = naming;
    this.work = new WorkQueue(world, surroundings);
    this.companions = new Companions(registry, uevents);
    this.binder = new Binder(world, surroundings, registry, uevents, story, this);
  }

  Binder binder() {
    return binder;
  }

  // ---- what opens a gate

  @Override
  public void appear(Device device) {
    if (device.text("authorized").equals("0")
        || !Subsystems.serves(device.subsystem(), device.wanted(), device.driver())) {
      return;
    }
    Described described = described(device);
    if (described != null) {
      open(device.origin().plug(), Gates.bind(described.path()));
    }
    for (long plug : anchored(device.path())) {
      open(plug, Gates.bind(device.path()));
      openRoots(plug, device.path());
    }
  }

  /** The device is there; what comes without a driver appears. */
  private void grown(Device device) {
    Described described = described(device);
    if (described != null) {
      open(device.origin().plug(), Gates.add(described.path()));
    }
    for (long plug : anchored(device.path())) {
      open(plug, Gates.add(device.path()));
      if (device.wanted().isEmpty()) {
        openRoots(plug, device.path());
      }
    }
  }

  Iterable<Long> anchored(String path) {
    Anchor anchor = world.get(ANCHORS, path);
    return anchor == null ? List.of() : anchor.plugs().keySet();
  }

  /** Opens what hangs, within one description, on devices that were there before it. */
  void openShared(long id) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    for (var entry : plug.live()) {
      Device device = registry.get(entry._2);
      if (device != null && device.origin().plug() != id) {
        open(id, Gates.add(entry._1));
        if (open(device)) {
          open(id, Gates.bind(entry._1));
        }
      }
    }
  }

  private void openRoots(long id, String anchor) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    for (int index : plug.gates().getOrElse(Gates.ROOT, Vector.empty())) {
      if (anchor(plug.nodes().get(index)).equals(anchor)) {
        reveal(id, index);
      }
    }
  }

  /** The device or directory that a device outside of any other's description hangs on. */
  static String anchor(Described node) {
    String path = node.path();
    String above = path.substring(0, path.lastIndexOf('/'));
    boolean glue = !Subsystems.isBus(node.subsystem()) && above.endsWith("/" + node.subsystem());
    return glue ? above.substring(0, above.lastIndexOf('/')) : above;
  }

  /** Lets appear what waits behind a gate; what the driver scans for later is put off. */
  private void open(long id, String gate) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    Vector<Integer> nodes = plug.gates().getOrElse(gate, Vector.empty());
    for (int i = 0; i < nodes.size(); i++) {
      Described node = plug.nodes().get(nodes.get(i));
      if (node.property("DEVTYPE").equals("scsi_target")) {
        Device host = ancestor(plug, node);
        long delay = host == null ? -1 : Subsystems.scanDelay(host.driver());
        if (host != null && delay >= 0) {
          work.putOff(delay, id, host.path(), nodes.drop(i));
          return;
        }
      }
      reveal(id, nodes.get(i));
    }
  }

  /** The bound device that a described SCSI target belongs to. */
  private @Nullable Device ancestor(Plugged plug, Described node) {
    String path = node.path();
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String live = plug.where(path.substring(0, slash));
      Device device = live.isEmpty() ? null : registry.get(live);
      if (device != null && device.bound()) {
        return device;
      }
    }
    return null;
  }

  /** Does the work that is due; gives the time of the next, or -1. */
  long runWork(long now) {
    for (Work due : work.due(now)) {
      Device gate = registry.get(due.gate());
      if (gate != null && gate.bound()) {
        due.nodes().forEach(index -> reveal(due.plug(), index));
      }
    }
    return work.next();
  }

  /** A class interface (evdev, sg) is registered: it makes its devices for all that is there. */
  void handlerRegistered(String name, String module) {
    world.put(HANDLERS, name, module);
    for (long id : anchored(Gates.handler(name))) {
      Plugged plug = world.get(PLUGS, id);
      if (plug != null) {
        var nodes = plug.gates().getOrElse(Gates.handler(name), Vector.empty());
        nodes.forEach(index -> revealIfOpen(id, index));
      }
    }
  }

  /** A class interface goes, and with it the devices that it made. */
  void handlerUnregistered(String name) {
    world.remove(HANDLERS, name);
    for (long id : anchored(Gates.handler(name))) {
      Plugged plug = world.get(PLUGS, id);
      if (plug == null) {
        continue;
      }
      for (int index : plug.gates().getOrElse(Gates.handler(name), Vector.empty())) {
        String path = plug.where(plug.nodes().get(index).path());
        Device device = path.isEmpty() ? null : registry.get(path);
        if (device != null) {
          removeTree(device);
        }
      }
    }
  }

  /** Lets appear whatever of all descriptions could be there and is not: a rescan. */
  void rescan(String under) {
    for (long id : world.keys(PLUGS)) {
      Plugged plug = world.get(PLUGS, id);
      for (int index = 0; plug != null && !plug.raw() && index < plug.nodes().size(); index++) {
        if (plug.nodes().get(index).path().startsWith(under)) {
          revealIfOpen(id, index);
        }
      }
    }
  }

  private void revealIfOpen(long id, int index) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    Described node = plug.nodes().get(index);
    String gate = Gates.gate(node, plug::node);
    if (plug.gates().getOrElse(gate, Vector.empty()).contains(index) && isOpen(plug, node, gate)) {
      reveal(id, index);
    }
  }

  private boolean isOpen(Plugged plug, Described node, String gate) {
    if (gate.equals(Gates.ROOT)) {
      return rootIsOpen(node);
    }
    String path = gate.substring(gate.indexOf(' ') + 1);
    String live = plug.where(path);
    Device device = live.isEmpty() ? null : registry.get(live);
    return device != null && (gate.startsWith("add ") || open(device));
  }

  private static boolean open(Device device) {
    return device.bound()
        && !device.text("authorized").equals("0")
        && Subsystems.serves(device.subsystem(), device.wanted(), device.driver());
  }

  /** Whether a device that hangs on something outside its description may appear now. */
  boolean rootIsOpen(Described node) {
    Device above = registry.get(anchor(node));
    if (above != null) {
      return above.wanted().isEmpty() || above.origin().raw() || open(above);
    }
    return registry.exists(anchor(node)) || registry.parent(node.path()) == null;
  }

  private @Nullable Described described(Device device) {
    Plugged plug = world.get(PLUGS, device.origin().plug());
    return plug == null ? null : plug.nodes().get(device.origin().index());
  }

  @Override
  public List<String> pendingSiblings(Device device, String driver) {
    Plugged plug = world.get(PLUGS, device.origin().plug());
    var pending = new ArrayList<String>();
    if (plug == null || device.origin().raw()) {
      return pending;
    }
    String own = plug.nodes().get(device.origin().index()).path();
    String above = own.substring(0, own.lastIndexOf('/') + 1);
    for (int i = device.origin().index() + 1; i < plug.nodes().size(); i++) {
      Described node = plug.nodes().get(i);
      if (node.driver().equals(driver)
          && node.path().startsWith(above)
          && node.path().indexOf('/', above.length()) < 0
          && plug.where(node.path()).isEmpty()) {
        String here = plug.where(above.substring(0, above.length() - 1));
        String old = above.substring(above.lastIndexOf('/', above.length() - 2) + 1);
        String suffix = node.name().substring(Math.min(node.name().length(), old.length() - 1));
        pending.add(here + here.substring(here.lastIndexOf('/')) + suffix);
      }
    }
    return pending;
  }

  // ---- one device comes

  /** Lets one device of a description appear, unless it is there or what it needs is not. */
  void reveal(long id, int index) {
    Plugged plug = world.get(PLUGS, id);
    if (plug == null) {
      return;
    }
    Described node = plug.nodes().get(index);
    String handler = Subsystems.handler(node.subsystem(), node.name());
    if (plug.live().containsKey(node.path())
        || (!handler.isEmpty() && !world.has(HANDLERS, handler))) {
      return;
    }
    Described above = plug.above(node.path());
    String base = above == null ? "" : plug.where(above.path());
    if (above != null && base.isEmpty()) {
      return;
    }
    Device parent = above == null ? registry.parent(node.path()) : registry.get(base);
    Naming.Given given = naming.name(node, plug.tokens(), above, parent);
    int name = node.path().lastIndexOf('/') + 1;
    String directory =
        base + node.path().substring(above == null ? 0 : above.path().length(), name);
    add(plug, index, node, directory + given.name(), given);
  }

  private void add(Plugged plug, int index, Described node, String path, Naming.Given given) {
    var tokens =
        given.name().equals(node.name())
            ? plug.tokens().remove(node.name())
            : plug.tokens().put(node.name(), given.name());
    Device device =
        Maker.made(
            node,
            path,
            registry.nextSerial(),
            given,
            new Device.Origin(plug.id(), index, false),
            tokens);
    if (registry.get(path) != null) {
      surroundings.log(4, "sysfs: cannot create duplicate filename '" + path + "'");
      naming.release(device);
      return;
    }
    world.put(PLUGS, plug.id(), plug.tokens(tokens).live(plug.live().put(node.path(), path)));
    companions.before(device);
    registry.add(device);
    story.tell(device, narrator -> narrator.added(device, story));
    uevents.send("add", device);
    companions.after(device);
    grown(device);
    binder.attach(path);
  }

  // ---- and goes

  @Override
  public void vanish(Device device) {
    var children = new ArrayList<Device>();
    for (Device child : registry.children(device.path())) {
      if (!Subsystems.withParent(child.subsystem())) {
        children.add(child);
      }
    }
    removeAll(device, children);
  }

  private void removeAll(Device device, List<Device> children) {
    boolean latestFirst = Subsystems.removesLatestFirst(device);
    for (Device child : latestFirst ? children.reversed() : children) {
      Device now = registry.get(child.path());
      if (now != null && now.serial() == child.serial()) {
        removeTree(now);
      }
    }
  }

  /** Takes a device and all below it away, leaves first. */
  void removeTree(Device device) {
    story.tell(device, narrator -> narrator.leaving(device, story));
    var core = new ArrayList<Device>();
    for (Device child : registry.children(device.path())) {
      if (Subsystems.withParent(child.subsystem())) {
        core.add(child);
      }
    }
    core.reversed().forEach(this::removeTree);
    Device now = registry.get(device.path());
    if (now != null && now.bound()) {
      binder.unbind(now);
    }
    removeAll(device, registry.children(device.path()));
    remove(device.path());
  }

  private void remove(String path) {
    Device device = registry.get(path);
    if (device == null) {
      return;
    }
    companions.leave(device);
    registry.removeNode(device);
    companions.left(device);
    registry.remove(device);
    world.remove(CLAIMS, path);
    world.remove(DEFERRED, device.serial());
    uevents.send("remove", device);
    story.tell(device, narrator -> narrator.left(device, story));
    naming.release(device);
    Plugged plug = world.get(PLUGS, device.origin().plug());
    if (plug != null) {
      Described described = plug.nodes().get(device.origin().index());
      world.put(
          PLUGS,
          plug.id(),
          plug.live(plug.live().remove(described.path()))
              .tokens(plug.tokens().remove(described.name())));
    }
  }
}
