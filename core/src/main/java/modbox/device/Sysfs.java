package modbox.device;

import static modbox.device.DeviceTables.DIRS;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** What /sys shows of devices: the tree below /sys/devices, and what each device's files do. */
final class Sysfs {
  private final World world;
  private final Registry registry;
  private final DeviceActions actions;

  Sysfs(World world, Registry registry, DeviceActions actions) {
    this.world = world;
    this.registry = registry;
    this.actions = actions;
  }

  /** The directory /sys/devices. */
  Directory devices() {
    return new PlainDirectory(this, "/devices");
  }

  @Nullable Device device(String path) {
    return registry.get(path);
  }

  /** Names of the devices and plain directories below a path. */
  Iterable<String> below(String path) {
    Dir dir = world.get(DIRS, path);
    return dir == null ? List.of() : dir.names().keySet();
  }

  /** A device or plain directory below a path, or null. */
  @Nullable Tree entry(String path, String name) {
    Dir dir = world.get(DIRS, path);
    if (dir == null || !dir.names().containsKey(name)) {
      return null;
    }
    String below = path + "/" + name;
    Directory entries =
        registry.get(below) == null
            ? new PlainDirectory(this, below)
            : new DeviceDirectory(this, below, "");
    return new Tree.Dir(entries, 0755, 0, 0);
  }

  /** A directory that is no device: the glue of a class, the root of a bus. */
  record PlainDirectory(Sysfs sysfs, String path) implements Directory {
    @Override
    public Iterable<String> names() {
      return sysfs.below(path);
    }

    @Override
    public @Nullable Tree child(String name) {
      return sysfs.entry(path, name);
    }
  }

  /** The entries that the driver core gives every device, and those of its bus that act. */
  List<Tree.Named> own(Device device) {
    var entries = new ArrayList<Tree.Named>();
    String path = device.path();
    entries.add(
        Tree.attr(
            "uevent",
            0644,
            Attribute.of(() -> uevent(path), text -> actions.synthesize(path, text))));
    if (device.number().present()) {
      entries.add(Tree.value("dev", device.number().major() + ":" + device.number().minor()));
    }
    entries.add(link(path, "subsystem", subsystemPath(device)));
    if (device.origin().raw()) {
      return entries;
    }
    if (device.bound()) {
      entries.add(
          link(path, "driver", "/bus/" + device.subsystem() + "/drivers/" + device.driver()));
    }
    Device parent = device.onBus() ? null : registry.parent(path);
    if (parent != null && !device.devtype().equals("partition")) {
      entries.add(link(path, "device", parent.path()));
    }
    if (!device.modalias().isEmpty()) {
      entries.add(Tree.value("modalias", device.modalias()));
    }
    acting(device, entries);
    return entries;
  }

  private static Tree.Named link(String from, String name, String to) {
    return Tree.link(name, Links.relative(from, to));
  }

  static String subsystemPath(Device device) {
    return (device.onBus() ? "/bus/" : "/class/") + device.subsystem();
  }

  /** Files whose writing does something. */
  private void acting(Device device, List<Tree.Named> entries) {
    String path = device.path();
    switch (device.subsystem()) {
      case "pci" -> {
        entries.add(override(path));
        entries.add(action("remove", 0220, path, actions::remove));
        entries.add(action("rescan", 0220, path, actions::rescan));
      }
      case "platform", "spi", "vmbus", "amba", "rpmsg", "cdx", "fsl-mc", "vdpa" ->
          entries.add(override(path));
      case "usb" -> {
        entries.add(authorized(device));
        if (device.devtype().equals("usb_device")) {
          entries.add(action("remove", 0200, path, actions::remove));
        }
      }
      case "scsi" -> {
        if (device.devtype().equals("scsi_device")) {
          entries.add(action("delete", 0200, path, actions::remove));
          entries.add(action("rescan", 0200, path, actions::rescan));
        }
      }
      case "scsi_host" ->
          entries.add(
              Tree.attr("scan", 0200, Attribute.writeOnly(text -> actions.scan(path, text))));
      case "net" -> entries.addAll(actions.interfaceFiles(device));
      case "block" -> {
        String bdi = "/devices/virtual/bdi/" + device.number().key().substring(6);
        if (registry.get(bdi) != null) {
          entries.add(link(path, "bdi", bdi));
        }
      }
      default -> {}
    }
  }

  /** Takes a non-zero number and acts on the device. */
  private interface Act {
    void on(String path) throws ErrnoException;
  }

  private static Tree.Named action(String name, int mode, String path, Act act) {
    return Tree.attr(
        name,
        mode,
        Attribute.writeOnly(
            text -> {
              String value = text.trim();
              if (value.isEmpty() || !Character.isDigit(value.charAt(0))) {
                throw Errno.EINVAL.on(name);
              }
              if (!value.equals("0")) {
                act.on(path);
              }
            }));
  }

  private Tree.Named override(String path) {
    return Tree.attr(
        "driver_override",
        0644,
        Attribute.of(
            () -> {
              Device device = present(path);
              return (device.override().isEmpty() ? "(null)" : device.override()) + "\n";
            },
            text -> override(path, text)));
  }

  /** Names the only driver that may bind; an empty line lets any. */
  void override(String path, String text) throws ErrnoException {
    registry.update(present(path).withOverride(text.trim()));
  }

  private Tree.Named authorized(Device device) {
    String path = device.path();
    return Tree.attr(
        "authorized",
        0644,
        Attribute.of(
            () -> present(path).text("authorized").equals("0") ? "0\n" : "1\n",
            text -> actions.authorize(path, text)));
  }

  private Device present(String path) throws ErrnoException {
    Device device = registry.get(path);
    if (device == null) {
      throw Errno.ENODEV.on(path);
    }
    return device;
  }

  private String uevent(String path) throws ErrnoException {
    var text = new StringBuilder();
    for (String key : Uevents.keys(present(path))) {
      text.append(key).append('\n');
    }
    return text.toString();
  }

  /** Reads a described attribute. */
  String show(String path, String name) throws ErrnoException {
    Device device = present(path);
    Value value = device.attributes().getOrElse(name, null);
    if (value != null) {
      return value.bytes();
    }
    return switch (name) {
      case "power/control" -> "auto\n";
      case "power/runtime_status" -> "unsupported\n";
      case "power/async" -> "disabled\n";
      default -> "0\n";
    };
  }

  /**
   * Writes a described attribute: as it comes for a raw device, else checked as the kernel does.
   */
  void store(String path, String name, String text) throws ErrnoException {
    Device device = present(path);
    String value =
        device.origin().raw()
            ? text
            : Writable.taken(device.subsystem(), name, show(path, name), text);
    registry.update(device.withAttribute(name, Value.text(value)));
  }

  void storeBinary(String path, String name, long offset, String bytes) {
    Device device = registry.get(path);
    if (device != null) {
      String old = device.attributes().getOrElse(name, Value.text("")).bytes();
      var text = new StringBuilder(old);
      text.setLength((int) Math.max(old.length(), offset + bytes.length()));
      text.replace((int) offset, (int) offset + bytes.length(), bytes);
      registry.update(device.withAttribute(name, new Value(text.toString(), true)));
    }
  }

  /** Sorted names of some strings. */
  static SortedSet<String> sorted(Iterable<String> names) {
    var sorted = new TreeSet<String>();
    names.forEach(sorted::add);
    return sorted;
  }
}
