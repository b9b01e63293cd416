package modbox.device;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * What the kernel makes beside a device and no description lists: the write-back information of a
 * disk ({@code /devices/virtual/bdi/M:m}), the queues of a network interface.
 */
final class Companions {
  private final Registry registry;
  private final Uevents uevents;

  Companions(Registry registry, Uevents uevents) {
    this.registry = registry;
    this.uevents = uevents;
  }

  /** Before the device is registered. */
  void before(Device device) {
    String path = backing(device);
    if (!path.isEmpty() && registry.get(path) == null) {
      Device bdi =
          new Device(
              path,
              registry.nextSerial(),
              "bdi",
              false,
              "",
              Device.Node.NONE,
              Vector.empty(),
              "",
              "",
              "",
              Device.Origin.KERNEL,
              TreeMap.of("read_ahead_kb", Value.text("128\n")),
              TreeMap.empty(),
              Vector.empty());
      registry.add(bdi);
      uevents.send("add", bdi);
    }
  }

  /** After the device's own {@code add} event. */
  void after(Device device) {
    queues("add", device);
  }

  /** Before the device goes. */
  void leave(Device device) {
    queues("remove", device);
  }

  /** After the device's node is gone, before its own {@code remove} event. */
  void left(Device device) {
    String path = backing(device);
    Device bdi = path.isEmpty() ? null : registry.get(path);
    if (bdi != null) {
      uevents.send("remove", bdi);
      registry.remove(bdi);
    }
  }

  private static String backing(Device device) {
    Device.Node node = device.number();
    return device.subsystem().equals("block")
            && device.devtype().equals("disk")
            && node.present()
            && !device.origin().raw()
        ? "/devices/virtual/bdi/" + node.major() + ":" + node.minor()
        : "";
  }

  private void queues(String action, Device device) {
    if (device.subsystem().equals("net") && !device.origin().raw()) {
      for (String queue : List.of("rx-0", "tx-0")) {
        uevents.send(action, device.path() + "/queues/" + queue, "queues", List.of());
      }
    }
  }
}
