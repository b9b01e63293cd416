package modbox.device;

import static modbox.device.DeviceTables.BUSES;
import static modbox.device.DeviceTables.CLASSES;
import static modbox.device.DeviceTables.DRIVERS;
import static modbox.device.DeviceTables.NUMBERS;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Directory;
import modbox.pseudo.Forest;
import modbox.pseudo.Tree;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** What /sys shows of buses, drivers, classes and device numbers. */
final class BusTree {
  private final World world;
  private final Registry registry;
  private final Control control;
  private final Uevents uevents;
  private final Surroundings surroundings;
  private final DeviceActions actions;
  private final Slots slots;

  BusTree(
      World world,
      Registry registry,
      Control control,
      Uevents uevents,
      Surroundings surroundings,
      DeviceActions actions) {
    this.world = world;
    this.registry = registry;
    this.control = control;
    this.uevents = uevents;
    this.surroundings = surroundings;
    this.actions = actions;
    this.slots = new Slots(registry);
  }

  /** Puts everything into the forest of /sys. */
  void plant(Forest sys, Sysfs devices) {
    sys.add(Tree.dynamic("devices", devices.devices()));
    sys.add(Tree.dynamic("bus", new Listing(this::busNames, this::bus)));
    sys.add(Tree.dynamic("class", new Listing(this::classNames, this::group)));
    sys.add(Tree.dynamic("block", new Listing(this::disks, this::disk)));
    sys.at("dev").add(Tree.dynamic("block", numbers("block/")));
    sys.at("dev").add(Tree.dynamic("char", numbers("char/")));
    sys.at("kernel").add(Tree.attr("uevent_seqnum", () -> world.count(Uevents.SEQNUM) + "\n"));
  }

  /** A computed directory. */
  record Listing(Names list, Function<String, @Nullable Tree> find) implements Directory {
    @Override
    public Iterable<String> names() {
      return list.names();
    }

    @Override
    public @Nullable Tree child(String name) {
      return find.apply(name);
    }
  }

  /** Lists names. */
  @FunctionalInterface
  interface Names {
    Iterable<String> names();
  }

  private static Tree directory(Names names, Function<String, @Nullable Tree> find) {
    return new Tree.Dir(new Listing(names, find), 0755, 0, 0);
  }

  private static Tree fixed(List<Tree.Named> entries) {
    Tree.Dir dir = Tree.directory(entries);
    return new Tree.Dir(dir.entries(), 0755, 0, 0);
  }

  private Iterable<String> busNames() {
    return world.keys(BUSES);
  }

  private Iterable<String> classNames() {
    var names = Sysfs.sorted(world.keys(CLASSES));
    names.remove("block"); // shown as /sys/class/block all the same
    names.add("block");
    return names;
  }

  // ---- buses

  private @Nullable Tree bus(String name) {
    if (!world.has(BUSES, name)) {
      return null;
    }
    var entries = new ArrayList<Tree.Named>();
    String path = "/bus/" + name;
    entries.add(
        new Tree.Named("devices", links(path + "/devices", () -> registry.bus(name).devices())));
    entries.add(
        new Tree.Named(
            "drivers",
            directory(
                () -> Sysfs.sorted(registry.bus(name).drivers().values()),
                driver -> driver(name, driver))));
    entries.add(uevent(path, "bus"));
    entries.add(
        Tree.attr(
            "drivers_autoprobe",
            0644,
            Attribute.of(
                () -> registry.bus(name).autoprobe() ? "1\n" : "0\n",
                text -> control.autoprobe(name, text))));
    entries.add(
        Tree.attr("drivers_probe", 0200, Attribute.writeOnly(text -> control.probe(name, text))));
    if (name.equals("pci")) {
      entries.add(Tree.attr("rescan", 0200, Attribute.writeOnly(_ -> actions.rescanAll())));
      entries.add(new Tree.Named("slots", slots.tree()));
    }
    return fixed(entries);
  }

  private Tree.Named uevent(String path, String subsystem) {
    return Tree.attr(
        "uevent",
        0200,
        Attribute.writeOnly(
            text -> {
              Synthetic.Request request = Synthetic.parse(text, path, null, surroundings);
              uevents.send(request.action(), path, subsystem, request.extras());
            }));
  }

  private @Nullable Tree driver(String bus, String name) {
    Driver driver = world.get(DRIVERS, Driver.key(bus, name));
    if (driver == null) {
      return null;
    }
    String path = "/bus/" + bus + "/drivers/" + name;
    var entries = new ArrayList<Tree.Named>();
    entries.add(Tree.attr("bind", 0200, write(text -> control.bind(bus, name, text))));
    entries.add(Tree.attr("unbind", 0200, write(text -> control.unbind(bus, name, text))));
    entries.add(uevent(path, "drivers"));
    if (!driver.module().isEmpty()) {
      entries.add(Tree.link("module", Links.relative(path, "/module/" + driver.module())));
    }
    if (Control.takesIds(bus)) {
      entries.add(newId(bus, name));
      entries.add(Tree.attr("remove_id", 0200, write(text -> control.removeId(bus, name, text))));
    }
    for (var device : driver.devices()) {
      entries.add(Tree.link(device._1, Links.relative(path, device._2)));
    }
    return fixed(entries);
  }

  private Tree.Named newId(String bus, String name) {
    if (!bus.equals("usb")) {
      return Tree.attr("new_id", 0200, write(text -> control.newId(bus, name, text)));
    }
    return Tree.attr(
        "new_id",
        0644,
        Attribute.of(
            () -> {
              Driver driver = world.get(DRIVERS, Driver.key(bus, name));
              return driver == null ? "" : Control.ids(driver);
            },
            text -> control.newId(bus, name, text)));
  }

  /** Does something with what was written. */
  private interface Write {
    void take(String text) throws ErrnoException;
  }

  private static Attribute write(Write write) {
    return Attribute.writeOnly(write::take);
  }

  // ---- classes, numbers, disks

  private @Nullable Tree group(String name) {
    return world.has(CLASSES, name) || name.equals("block")
        ? links("/class/" + name, () -> registry.deviceClass(name).devices())
        : null;
  }

  /** Finds paths by name. */
  private interface Paths {
    SortedMap<String, String> all();
  }

  /** A directory of links to devices. */
  private static Tree links(String directory, Paths paths) {
    return directory(
        () -> paths.all().keySet(),
        name -> {
          String path = paths.all().getOrElse(name, null);
          return path == null ? null : Tree.link(name, Links.relative(directory, path)).node();
        });
  }

  private Directory numbers(String kind) {
    return new Listing(
        () -> {
          var names = new ArrayList<String>();
          for (String key : world.keys(NUMBERS)) {
            if (key.startsWith(kind)) {
              names.add(key.substring(kind.length()));
            }
          }
          return names;
        },
        name -> {
          String path = world.get(NUMBERS, kind + name);
          return path == null
              ? null
              : Tree.link(
                      name, Links.relative("/dev/" + kind.substring(0, kind.length() - 1), path))
                  .node();
        });
  }

  private Iterable<String> disks() {
    var names = new ArrayList<String>();
    for (var entry : registry.deviceClass("block").devices()) {
      if (isDisk(entry._2)) {
        names.add(entry._1);
      }
    }
    return names;
  }

  private boolean isDisk(String path) {
    Device device = registry.get(path);
    return device != null && !device.devtype().equals("partition");
  }

  private @Nullable Tree disk(String name) {
    String path = registry.deviceClass("block").devices().getOrElse(name, null);
    return path == null || !isDisk(path)
        ? null
        : Tree.link(name, Links.relative("/block", path)).node();
  }
}
