package modbox.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static modbox.device.DeviceTables.BUSES;
import static modbox.device.DeviceTables.CLASSES;
import static modbox.device.DeviceTables.DRIVERS;
import static modbox.device.DeviceTables.WORK;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.pseudo.Forest;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The driver core of one machine: what modules, system calls and sysfs ask of it. Built anew over a
 * forked or restored world; everything it knows is in the tables.
 */
public final class DeviceCore {
  private final World world;
  private final Surroundings surroundings;
  private final Registry registry;
  private final Uevents uevents;
  private final Appearing appearing;
  private final Plugs plugs;
  private final Story story;
  private final Interfaces interfaces;
  private final Binder binder;
  private final DeviceActions actions;
  private final Control control;
  private final Sysfs sysfs;
  private final BusTree busTree;

  /** A driver core over the tables of {@code world}. */
  public DeviceCore(World world, Surroundings surroundings) {
    this.world = world;
    this.surroundings = surroundings;
    registry = new Registry(world, surroundings);
    uevents = new Uevents(world, surroundings);
    story = new Story(registry, surroundings, Narrators.all());
    var naming = new Naming(new Numbers(world));
    interfaces = new Interfaces(registry, uevents, naming, surroundings);
    appearing = new Appearing(world, surroundings, registry, uevents, story, naming);
    binder = appearing.binder();
    actions = new DeviceActions(registry, surroundings, uevents, appearing);
    control = new Control(world, registry, binder);
    sysfs = new Sysfs(world, registry, actions);
    busTree =
        new BusTree(
            world, registry, new Control(world, registry, binder), uevents, surroundings, actions);
    plugs = new Plugs(world, registry, uevents, story, appearing);
  }

  /** Makes what is there before any device: the empty /sys/devices, the built-in buses. */
  public void boot() {
    registry.boot();
    BuiltIns.BUSES.forEach(name -> registerBus(name, ""));
    BuiltIns.CLASSES.forEach(name -> registerClass(name, ""));
    for (BuiltIns.BuiltIn driver : BuiltIns.DRIVERS) {
      try {
        registerDriver(driver.bus(), driver.name(), "", driver.patterns());
      } catch (ErrnoException e) {
        throw new IllegalStateException(e);
      }
    }
    registerHandler("mousedev", ""); // CONFIG_INPUT_MOUSEDEV=y
  }

  /** Plugs in the hardware of the default machine, a small PC. */
  public void plugMachine() {
    try (var in = DeviceCore.class.getResourceAsStream("machine.umockdev")) {
      if (in == null) {
        throw new IllegalStateException("no description of the default machine");
      }
      plug("machine", new String(in.readAllBytes(), ISO_8859_1));
    } catch (IOException | ErrnoException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Network interfaces. */
  public Interfaces interfaces() {
    return interfaces;
  }

  /** Writes to {@code driver_override}. */
  void override(String devpath, String text) throws ErrnoException {
    sysfs.override(devpath, text);
  }

  Control control() {
    return control;
  }

  DeviceActions actions() {
    return actions;
  }

  /** Asks again to be called when the work put off is due: after a restore, and in a fork. */
  public void rearm() {
    for (Work work : world.rows(WORK)) {
      surroundings.later(work.due());
    }
  }

  /** Whether a probe has left work for later. */
  public boolean probing() {
    return world.size(WORK) > 0;
  }

  /**
   * Plugs in a description as hardware: its devices appear as their drivers bind, with uevents.
   * EINVAL with file and line for a bad one, EBUSY if its place is taken, ENODEV if there is no
   * such place.
   *
   * @param origin name of the description
   * @param text in umockdev's format, a byte string
   * @return where its topmost devices are or will be
   */
  public List<String> plug(String origin, String text) throws ErrnoException {
    return plug(origin, Description.parse(origin, text));
  }

  /** Plugs in a description that has been parsed. */
  public List<String> plug(String origin, List<Described> devices) throws ErrnoException {
    return plugs.plug(origin, devices);
  }

  /** Puts all devices of a description in place as they stand, without drivers and events. */
  public List<String> plugRaw(String origin, String text) throws ErrnoException {
    return plugs.plugRaw(origin, Description.parse(origin, text));
  }

  /** The devpaths of everything that {@link #plugRaw} has put in place, children first. */
  public List<String> raw() {
    return plugs.raw();
  }

  /** Pulls a device and all below it out. ENODEV if there is none at the devpath. */
  public void unplug(String devpath) throws ErrnoException {
    plugs.unplug(devpath);
  }

  /** Registers a bus; nothing happens if it is there. */
  public void registerBus(String name, String module) {
    if (!world.has(BUSES, name)) {
      world.put(BUSES, name, Bus.empty(name, module));
      story.structure("bus " + name);
      uevents.send("add", "/bus/" + name, "bus", List.of());
    }
  }

  /** Unregisters a bus that has no devices and no drivers. */
  public void unregisterBus(String name) {
    Bus bus = world.get(BUSES, name);
    if (bus != null && bus.devices().isEmpty() && bus.drivers().isEmpty()) {
      world.remove(BUSES, name);
      uevents.send("remove", "/bus/" + name, "bus", List.of());
    }
  }

  /** Registers a class; nothing happens if it is there. */
  public void registerClass(String name, String module) {
    if (!world.has(CLASSES, name)) {
      world.put(CLASSES, name, new DeviceClass(name, module, TreeMap.empty()));
      story.structure("class " + name);
      uevents.send("add", "/class/" + name, "class", List.of());
    }
  }

  /** Unregisters a class that has no devices. */
  public void unregisterClass(String name) {
    DeviceClass group = world.get(CLASSES, name);
    if (group != null && group.devices().isEmpty()) {
      world.remove(CLASSES, name);
      uevents.send("remove", "/class/" + name, "class", List.of());
    }
  }

  /**
   * Registers a driver and probes the devices that wait for it. EBUSY if the bus has one of that
   * name.
   *
   * @param module the module whose code it is, empty if it is built in
   * @param patterns of the modaliases that it serves
   */
  public void registerDriver(String bus, String name, String module, List<String> patterns)
      throws ErrnoException {
    binder.register(bus, name, module, Vector.ofAll(patterns));
  }

  /** Unregisters a driver; its devices are unbound, and what it made of them goes. */
  public void unregisterDriver(String bus, String name) {
    binder.unregister(bus, name);
  }

  /** Registers a class interface ({@code evdev}, {@code sg}, …), which makes its own devices. */
  public void registerHandler(String name, String module) {
    appearing.handlerRegistered(name, module);
  }

  /** Unregisters a class interface; its devices go. */
  public void unregisterHandler(String name) {
    appearing.handlerUnregistered(name);
  }

  /** Sends the event of a module that has come or goes: {@code add} or {@code remove}. */
  public void moduleEvent(String action, String module) {
    uevents.send(action, "/module/" + module, "module", List.of());
  }

  /** Puts devices, bus, class, block, dev and kernel/uevent_seqnum into the forest of /sys. */
  public void plant(Forest sys) {
    busTree.plant(sys, sysfs);
  }

  /** The drivers of a module, {@code BUS:NAME} each: the links of /sys/module/X/drivers. */
  public List<String> driversOf(String module) {
    var names = new ArrayList<String>();
    for (Driver driver : world.rows(DRIVERS)) {
      if (driver.module().equals(module)) {
        names.add(Driver.key(driver.bus(), driver.name()));
      }
    }
    return names;
  }

  /** The device at a devpath, or null. */
  public @Nullable Device device(String devpath) {
    return registry.get(devpath);
  }

  /** Does the work put off that is due; the time of the next, nanoseconds since boot, or -1. */
  public long runWork() {
    return appearing.runWork(surroundings.uptime());
  }
}
