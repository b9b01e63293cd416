package modbox.device;

import static modbox.device.DeviceTables.BUSES;
import static modbox.device.DeviceTables.CLASSES;
import static modbox.device.DeviceTables.DEVICES;
import static modbox.device.DeviceTables.DIRS;
import static modbox.device.DeviceTables.NUMBERS;
import static modbox.device.DeviceTables.PLUGS;

import io.vavr.collection.TreeMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The device rows and every index over them: directories, buses, classes, device numbers, and the
 * nodes in devtmpfs. Sends no events and knows no drivers.
 */
final class Registry {
  private static final List<String> KEPT =
      List.of("/devices", "/devices/platform", "/devices/system", "/devices/virtual");

  private final World world;
  private final Surroundings surroundings;

  Registry(World world, Surroundings surroundings) {
    this.world = world;
    this.surroundings = surroundings;
  }

  /** Makes the directories that are always there. */
  void boot() {
    for (String path : KEPT) {
      enter(path);
      Dir dir = world.get(DIRS, path);
      world.put(DIRS, path, new Dir(true, dir == null ? TreeMap.empty() : dir.names()));
    }
  }

  @Nullable Device get(String path) {
    return world.get(DEVICES, path);
  }

  /** Whether there is a device or a plain directory at the path. */
  boolean exists(String path) {
    return world.has(DEVICES, path) || world.has(DIRS, path);
  }

  long nextSerial() {
    return world.next("device_serial");
  }

  /** Registers a device: directory, bus or class, number, node. */
  void add(Device device) {
    String path = device.path();
    world.put(DEVICES, path, device);
    enter(path);
    if (device.onBus()) {
      Bus bus = bus(device.subsystem());
      bus = bus.devices(bus.devices().put(device.name(), path));
      world.put(
          BUSES,
          bus.name(),
          device.bound() || device.origin().raw()
              ? bus
              : bus.unbound(bus.unbound().put(device.serial(), path)));
    } else if (!device.subsystem().isEmpty()) {
      DeviceClass group = deviceClass(device.subsystem());
      world.put(CLASSES, group.name(), group.devices(group.devices().put(device.name(), path)));
    }
    Device.Node node = device.number();
    if (node.present()) {
      world.put(NUMBERS, node.key(), path);
      if (!node.name().isEmpty()) {
        surroundings.createNode(node.name(), node.block(), node.major(), node.minor(), node.mode());
      }
    }
  }

  /** Takes the node of a device away, before anything else of it goes. */
  void removeNode(Device device) {
    Device.Node node = device.number();
    if (node.present()) {
      if (device.path().equals(world.get(NUMBERS, node.key()))) {
        world.remove(NUMBERS, node.key());
      }
      if (!node.name().isEmpty()) {
        surroundings.removeNode(node.name(), node.block(), node.major(), node.minor());
      }
    }
  }

  /** Takes a device out of every index. */
  void remove(Device device) {
    String path = device.path();
    world.remove(DEVICES, path);
    leave(path);
    if (device.onBus()) {
      Bus bus = bus(device.subsystem());
      if (bus.devices().get(device.name()).contains(path)) {
        bus = bus.devices(bus.devices().remove(device.name()));
      }
      world.put(BUSES, bus.name(), bus.unbound(bus.unbound().remove(device.serial())));
    } else if (!device.subsystem().isEmpty()) {
      DeviceClass group = deviceClass(device.subsystem());
      if (group.devices().get(device.name()).contains(path)) {
        world.put(CLASSES, group.name(), group.devices(group.devices().remove(device.name())));
      }
    }
  }

  /** Replaces a row whose path, bus and number are the same. */
  void update(Device device) {
    world.put(DEVICES, device.path(), device);
  }

  /** Writes down with its description that a device has moved to another path. */
  void follow(Device device, String path) {
    Plugged plug = world.get(PLUGS, device.origin().plug());
    if (plug != null) {
      String described = plug.nodes().get(device.origin().index()).path();
      world.put(PLUGS, plug.id(), plug.live(plug.live().put(described, path)));
    }
  }

  /** The bus of this name, made if needed as part of the kernel itself. */
  Bus bus(String name) {
    Bus bus = world.get(BUSES, name);
    return bus == null ? Bus.empty(name, "") : bus;
  }

  /** The class of this name, made if needed as part of the kernel itself. */
  DeviceClass deviceClass(String name) {
    DeviceClass group = world.get(CLASSES, name);
    return group == null ? new DeviceClass(name, "", TreeMap.empty()) : group;
  }

  /** The devices directly below a path, glue directories looked through, oldest first. */
  List<Device> children(String path) {
    var found = new ArrayList<Device>();
    gather(path, found);
    found.sort(Comparator.comparingLong(Device::serial));
    return found;
  }

  private void gather(String path, List<Device> found) {
    Dir dir = world.get(DIRS, path);
    if (dir == null) {
      return;
    }
    for (String name : dir.names().keySet()) {
      String below = path + "/" + name;
      Device device = world.get(DEVICES, below);
      if (device != null) {
        found.add(device);
      } else {
        gather(below, found);
      }
    }
  }

  /** The nearest device above a path, or null. */
  @Nullable Device parent(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Device device = world.get(DEVICES, path.substring(0, slash));
      if (device != null) {
        return device;
      }
    }
    return null;
  }

  private void enter(String path) {
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      return;
    }
    String above = path.substring(0, slash);
    String name = path.substring(slash + 1);
    Dir dir = world.get(DIRS, above);
    if (dir == null) {
      enter(above);
      dir = new Dir(false, TreeMap.empty());
    }
    if (!dir.names().containsKey(name)) {
      world.put(DIRS, above, new Dir(dir.keep(), dir.names().put(name, true)));
    }
  }

  private void leave(String path) {
    if (exists(path)) {
      return;
    }
    int slash = path.lastIndexOf('/');
    String above = path.substring(0, slash);
    Dir dir = world.get(DIRS, above);
    if (dir == null) {
      return;
    }
    var names = dir.names().remove(path.substring(slash + 1));
    if (names.isEmpty() && !dir.keep()) {
      world.remove(DIRS, above);
      leave(above);
    } else {
      world.put(DIRS, above, new Dir(dir.keep(), names));
    }
  }
}
