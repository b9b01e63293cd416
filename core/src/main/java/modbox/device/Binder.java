package modbox.device;

import static modbox.device.DeviceTables.BUSES;
import static modbox.device.DeviceTables.CLAIMS;
import static modbox.device.DeviceTables.DEFERRED;
import static modbox.device.DeviceTables.DRIVERS;

import io.vavr.collection.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Brings devices and drivers together: matching in the order of registration, probe, bind, unbind,
 * deferred probe. The first driver that takes a device has it. Source: drivers/base/dd.c.
 */
final class Binder {
  /** EPROBE_DEFER, which user space sees as EAGAIN. */
  static final int DEFER = 517;

  private final World world;
  private final Surroundings surroundings;
  private final Registry registry;
  private final Uevents uevents;
  private final Story story;
  private final Below below;
  private final Deque<String> retry = new ArrayDeque<>();
  private boolean retrying;

  /** The devices below a driver: they come and go with it. */
  interface Below {
    /** The driver is bound: what it makes appears. */
    void appear(Device device);

    /** The driver is going: what it made goes. */
    void vanish(Device device);

    /** Where devices beside this one will appear that were recorded with the same driver. */
    List<String> pendingSiblings(Device device, String driver);
  }

  Binder(
      World world,
      Surroundings surroundings,
      Registry registry,
      Uevents uevents,
      Story story,
      Below below) {
    this.world = world;
    this.surroundings = surroundings;
    this.registry = registry;
    this.uevents = uevents;
    this.story = story;
    this.below = below;
  }

  /** A new device looks for a driver. */
  void attach(String path) {
    Device device = registry.get(path);
    if (device == null || !device.onBus() || device.bound() || device.origin().raw()) {
      return;
    }
    String claim = world.get(CLAIMS, path);
    Bus bus = registry.bus(device.subsystem());
    if (claim != null) {
      Driver driver = world.get(DRIVERS, Driver.key(bus.name(), claim));
      world.remove(CLAIMS, path);
      if (driver != null) {
        bind(device, driver, false);
        return;
      }
    }
    if (bus.autoprobe()) {
      probeAny(device, bus);
    }
  }

  /** Tries every driver that matches, in order; 0 if one has taken the device, else an errno. */
  int probeAny(Device device, Bus bus) {
    int last = Errno.ENODEV.number();
    for (String name : bus.drivers().values()) {
      Driver driver = world.get(DRIVERS, Driver.key(bus.name(), name));
      if (driver != null && matches(driver, device)) {
        last = probe(device, driver);
        if (last == 0 || last == DEFER) {
          return last;
        }
      }
    }
    return last;
  }

  /** Whether the driver's table, or the device's override, pairs the two. */
  boolean matches(Driver driver, Device device) {
    if (!device.override().isEmpty()) {
      return device.override().equals(driver.name());
    }
    String modalias = device.modalias();
    if (modalias.isEmpty()) {
      return !device.wanted().isEmpty()
          && Subsystems.serves(device.subsystem(), device.wanted(), driver.name());
    }
    return any(driver.patterns(), modalias) || dynamic(driver, modalias);
  }

  private static boolean any(Vector<String> patterns, String modalias) {
    for (String pattern : patterns) {
      if (Glob.matches(pattern, modalias)) {
        return true;
      }
    }
    return false;
  }

  private static boolean dynamic(Driver driver, String modalias) {
    for (Driver.DynamicId id : driver.added()) {
      if (Glob.matches(id.pattern(), modalias)) {
        return true;
      }
    }
    return false;
  }

  /** Probes one pair that matches; 0, an errno, or {@link #DEFER}. */
  int probe(Device device, Driver driver) {
    if (declines(device, driver)) {
      explain(device, driver, "the recorded driver is " + device.wanted(), false);
      return Errno.ENODEV.number();
    }
    int result = surroundings.probe(driver, device);
    if (result == DEFER) {
      world.put(DEFERRED, device.serial(), device.path());
      explain(device, driver, "probe deferred", false);
    } else if (result != 0) {
      explain(device, driver, "probe failed with error -" + result, false);
      if (result != Errno.ENODEV.number() && result != Errno.ENXIO.number()) {
        surroundings.log(4, "probe of " + device.name() + " failed with error -" + result);
      }
    } else {
      explain(device, driver, "bound", true);
      bind(device, driver, true);
    }
    return result;
  }

  /**
   * Whether the driver's probe turns the device down. An id table often matches more than its
   * driver serves (uas and usb-storage, the generic and the special HID driver, several drivers of
   * one sound chip); which of them serves this device is what the description has recorded.
   */
  private boolean declines(Device device, Driver driver) {
    String wanted = device.wanted();
    if (wanted.isEmpty()
        || device.override().equals(driver.name())
        || dynamic(driver, device.modalias())
        || Subsystems.serves(device.subsystem(), wanted, driver.name())) {
      return driver.name().equals("hid-generic") && specialHid(device);
    }
    return true;
  }

  /** hid-generic stands back while another driver matches. Source: hid_generic_match(). */
  private boolean specialHid(Device device) {
    for (String name : registry.bus("hid").drivers().values()) {
      Driver driver = world.get(DRIVERS, Driver.key("hid", name));
      if (driver != null && !name.equals("hid-generic") && matches(driver, device)) {
        return true;
      }
    }
    return false;
  }

  /** Binds a pair whose probe has succeeded, and lets appear what the driver makes. */
  private void bind(Device unbound, Driver driver, boolean probing) {
    Device device = unbound.withDriver(driver.name());
    registry.update(device);
    Bus bus = registry.bus(device.subsystem());
    world.put(BUSES, bus.name(), bus.unbound(bus.unbound().remove(device.serial())));
    String key = Driver.key(driver.bus(), driver.name());
    Driver now = world.get(DRIVERS, key);
    if (now != null) {
      world.put(DRIVERS, key, now.devices(now.devices().put(device.name(), device.path())));
    }
    world.remove(DEFERRED, device.serial());
    if (probing) {
      story.tell(device, narrator -> narrator.probing(device, story));
      if (Subsystems.claimsSiblings(driver.name())) {
        claim(device, driver);
      }
      below.appear(device);
      story.tell(device, narrator -> narrator.bound(device, story));
    }
    Device after = registry.get(device.path());
    if (after != null && after.driver().equals(driver.name())) {
      uevents.send("bind", after);
      retryDeferred();
    }
  }

  /** Takes the other interfaces of the function along, also those that are not there yet. */
  private void claim(Device device, Driver driver) {
    Device above = registry.parent(device.path());
    if (above == null) {
      return;
    }
    for (Device sibling : registry.children(above.path())) {
      if (sibling.serial() != device.serial()
          && sibling.onBus()
          && !sibling.bound()
          && sibling.wanted().equals(driver.name())
          && firstOfFunction(device, sibling)) {
        bind(sibling, driver, false);
      }
    }
    for (String later : below.pendingSiblings(device, driver.name())) {
      world.put(CLAIMS, later, driver.name());
    }
  }

  private static boolean firstOfFunction(Device first, Device other) {
    return first.path().compareTo(other.path()) < 0;
  }

  private void retryDeferred() {
    for (Long serial : world.keys(DEFERRED)) {
      world.find(DEFERRED, serial).ifPresent(retry::add);
      world.remove(DEFERRED, serial);
    }
    if (retrying) {
      return;
    }
    retrying = true;
    try {
      for (String path = retry.poll(); path != null; path = retry.poll()) {
        attach(path);
      }
    } finally {
      retrying = false;
    }
  }

  /** Takes the driver from a device; what it had made goes first. */
  void unbind(Device bound) {
    story.tell(bound, narrator -> narrator.unbinding(bound, story));
    below.vanish(bound);
    Device device = registry.get(bound.path());
    if (device == null || !device.bound()) {
      return;
    }
    surroundings.removed(device);
    String key = Driver.key(device.subsystem(), device.driver());
    Driver driver = world.get(DRIVERS, key);
    if (driver != null) {
      world.put(DRIVERS, key, driver.devices(driver.devices().remove(device.name())));
    }
    story.tell(device, narrator -> narrator.unbound(device, story));
    Device free = device.withDriver("");
    registry.update(free);
    Bus bus = registry.bus(device.subsystem());
    world.put(BUSES, bus.name(), bus.unbound(bus.unbound().put(device.serial(), device.path())));
    uevents.send("unbind", free);
  }

  /** Registers a driver and probes the devices that wait on its bus. EBUSY if the name is taken. */
  void register(String busName, String name, String module, Vector<String> patterns)
      throws ErrnoException {
    String key = Driver.key(busName, name);
    if (world.has(DRIVERS, key)) {
      surroundings.log(3, "Error: Driver '" + name + "' is already registered, aborting...");
      throw Errno.EBUSY.on(name);
    }
    long order = world.next("driver_order");
    Driver driver = Driver.of(busName, name, module, order, patterns);
    story.registering(driver);
    world.put(DRIVERS, key, driver);
    Bus bus = registry.bus(busName);
    world.put(BUSES, busName, bus.drivers(bus.drivers().put(order, name)));
    if (bus.autoprobe() && !busName.equals("usb-serial")) {
      if (busName.equals("hid")) {
        handOver(driver);
      }
      probeWaiting(driver);
    }
    story.registered(driver);
    uevents.send("add", "/bus/" + busName + "/drivers/" + name, "drivers", List.of());
    if (busName.equals("usb-serial")) {
      serial(driver);
    }
  }

  /**
   * The ids of a serial converter are given to its module's USB driver, which had been registered
   * without any; only then is anything probed. Source: usb_serial_register_drivers().
   */
  private void serial(Driver converter) {
    for (String name : registry.bus("usb").drivers().values()) {
      Driver usb = world.get(DRIVERS, Driver.key("usb", name));
      if (usb != null
          && usb.module().equals(converter.module())
          && !converter.patterns().isEmpty()) {
        Driver taught = usb.patterns(usb.patterns().appendAll(converter.patterns()));
        world.put(DRIVERS, Driver.key("usb", name), taught);
        probeWaiting(taught);
      }
    }
  }

  /** Probes every unbound device that the driver matches, in the order of registration. */
  void probeWaiting(Driver driver) {
    for (String path : registry.bus(driver.bus()).unbound().values()) {
      Device device = registry.get(path);
      Driver now = world.get(DRIVERS, Driver.key(driver.bus(), driver.name()));
      if (device != null && now != null && !device.bound() && matches(now, device)) {
        probe(device, now);
      }
    }
  }

  /** A special HID driver takes over what hid-generic holds. Source: hid-core.c. */
  private void handOver(Driver special) {
    Driver generic = world.get(DRIVERS, Driver.key("hid", "hid-generic"));
    if (generic == null || special.name().equals("hid-generic")) {
      return;
    }
    for (String path : generic.devices().values()) {
      Device device = registry.get(path);
      if (device != null && matches(special, device) && !declines(device, special)) {
        unbind(device);
      }
    }
  }

  /** Unregisters a driver: every device it has is unbound, the latest first. */
  void unregister(String busName, String name) {
    String key = Driver.key(busName, name);
    Driver driver = world.get(DRIVERS, key);
    if (driver == null) {
      return;
    }
    story.deregistering(driver);
    var devices = new ArrayList<Device>();
    for (String path : driver.devices().values()) {
      Device device = registry.get(path);
      if (device != null) {
        devices.add(device);
      }
    }
    devices.sort(Comparator.comparingLong(Device::serial).reversed());
    for (Device device : devices) {
      Device now = registry.get(device.path());
      if (now != null && now.driver().equals(name)) {
        unbind(now);
      }
    }
    world.remove(DRIVERS, key);
    Bus bus = registry.bus(busName);
    world.put(BUSES, busName, bus.drivers(bus.drivers().remove(driver.order())));
    uevents.send("remove", "/bus/" + busName + "/drivers/" + name, "drivers", List.of());
  }

  @Nullable Driver driver(String bus, String name) {
    return world.get(DRIVERS, Driver.key(bus, name));
  }

  private void explain(Device device, Driver driver, String seen, boolean held) {
    surroundings.explain(
        new Step(
            "driver",
            device.path(),
            "",
            driver.bus() + ":" + driver.name() + " binds " + device.modalias(),
            seen,
            held));
  }
}
