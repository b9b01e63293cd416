package modbox.device;

import static modbox.device.DeviceTables.UEVENTS;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Uevent;
import modbox.world.World;

/**
 * Makes uevents: keys in the kernel's order, sequence numbers, the queue for netlink. Source:
 * lib/kobject_uevent.c, drivers/base/core.c.
 */
final class Uevents {
  /** Counter: the last sequence number. */
  static final String SEQNUM = "uevent_seqnum";

  /** What the kernel can say, in the order of its own table. */
  static final List<String> ACTIONS =
      List.of("add", "remove", "change", "move", "online", "offline", "bind", "unbind");

  private static final int KEPT = 512;

  private final World world;
  private final Surroundings surroundings;

  Uevents(World world, Surroundings surroundings) {
    this.world = world;
    this.surroundings = surroundings;
  }

  /** Sends an event of a device. */
  void send(String action, Device device, List<String> extras) {
    if (device.subsystem().isEmpty()) {
      return;
    }
    var properties = head(action, device.path(), device.subsystem(), extras);
    for (String key : keys(device)) {
      // a kmod load rule must not load the module again that is just going
      if (!(action.equals("unbind") && key.startsWith("MODALIAS="))) {
        properties.add(key);
      }
    }
    send(action, device.path(), properties);
  }

  void send(String action, Device device) {
    send(action, device, List.of());
  }

  /** Sends an event of an object that is no device: a bus, a class, a driver, a module, a queue. */
  void send(String action, String path, String subsystem, List<String> extras) {
    send(action, path, head(action, path, subsystem, extras));
  }

  /** The lines of a device's {@code uevent} file, and what its events carry behind the head. */
  static List<String> keys(Device device) {
    var keys = new ArrayList<String>();
    Device.Node node = device.number();
    if (node.present() && !device.origin().raw()) {
      keys.add("MAJOR=" + node.major());
      keys.add("MINOR=" + node.minor());
      if (!node.name().isEmpty()) {
        keys.add("DEVNAME=" + node.name());
      }
      if (node.mode() != 0600) {
        keys.add("DEVMODE=0" + Integer.toOctalString(node.mode()));
      }
    }
    if (!device.devtype().isEmpty() && !device.origin().raw()) {
      keys.add("DEVTYPE=" + device.devtype());
    }
    if (device.bound() && !device.origin().raw()) {
      keys.add("DRIVER=" + device.driver());
    }
    keys.addAll(device.keys().asJava());
    return keys;
  }

  /** The uevent keys of a device of a description, in the kernel's order. */
  static Vector<String> described(Described device) {
    String subsystem = device.subsystem();
    List<String> order = Subsystems.keys(subsystem, device.property("DEVTYPE"));
    var keys = new ArrayList<String>();
    for (String property : device.properties()) {
      if (Subsystems.isDeviceTree(property)) {
        keys.add(property);
      }
    }
    if (order == null) {
      for (String property : device.properties()) {
        String key = property.substring(0, property.indexOf('='));
        if (!Subsystems.isCore(key) && !Subsystems.isUdev(key) && !Subsystems.isDeviceTree(key)) {
          keys.add(property);
        }
      }
    } else {
      for (String key : order) {
        for (String property : device.properties()) {
          if (property.startsWith(key + "=")) {
            keys.add(property);
          }
        }
      }
    }
    return Vector.ofAll(keys);
  }

  private static List<String> head(
      String action, String path, String subsystem, List<String> extras) {
    var properties = new ArrayList<String>();
    properties.add("ACTION=" + action);
    properties.add("DEVPATH=" + path);
    properties.add("SUBSYSTEM=" + subsystem);
    properties.addAll(extras);
    return properties;
  }

  private void send(String action, String path, List<String> properties) {
    long seqnum = world.next(SEQNUM);
    properties.add("SEQNUM=" + seqnum);
    var uevent = new Uevent(seqnum, action, path, properties);
    world.put(UEVENTS, seqnum, uevent);
    world.remove(UEVENTS, seqnum - KEPT);
    surroundings.uevent(uevent);
  }
}
