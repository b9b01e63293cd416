package modbox.device;

import static modbox.device.DeviceTables.BUSES;
import static modbox.device.DeviceTables.DRIVERS;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The control files of buses and drivers: bind, unbind, new_id, remove_id, drivers_autoprobe,
 * drivers_probe. Source: drivers/base/bus.c, the id functions of usb, pci and hid.
 */
final class Control {
  private final World world;
  private final Registry registry;
  private final Binder binder;

  Control(World world, Registry registry, Binder binder) {
    this.world = world;
    this.registry = registry;
    this.binder = binder;
  }

  /** Writes to {@code bind}: ENODEV, EBUSY, EAGAIN, or what the probe said. */
  void bind(String bus, String name, String text) throws ErrnoException {
    Device device = onBus(bus, text);
    Driver driver = binder.driver(bus, name);
    if (device == null || driver == null || !binder.matches(driver, device)) {
      throw Errno.ENODEV.on("bind");
    }
    if (device.bound()) {
      throw Errno.EBUSY.on("bind");
    }
    int result = binder.probe(device, driver);
    if (result != 0) {
      throw (result == Binder.DEFER ? Errno.EAGAIN : Errno.of(result).orElse(Errno.EIO)).on("bind");
    }
  }

  /** Writes to {@code unbind}: ENODEV if the device is not this driver's. */
  void unbind(String bus, String name, String text) throws ErrnoException {
    Device device = onBus(bus, text);
    if (device == null || !device.driver().equals(name)) {
      throw Errno.ENODEV.on("unbind");
    }
    binder.unbind(device);
  }

  /** Writes to {@code drivers_probe}: ENODEV if there is no such device, EINVAL if none binds. */
  void probe(String bus, String text) throws ErrnoException {
    Device device = onBus(bus, text);
    if (device == null) {
      throw Errno.ENODEV.on("drivers_probe");
    }
    if (!device.bound() && binder.probeAny(device, registry.bus(bus)) != 0) {
      throw Errno.EINVAL.on("drivers_probe");
    }
  }

  /** Writes to {@code drivers_autoprobe}. */
  void autoprobe(String bus, String text) {
    world.put(BUSES, bus, registry.bus(bus).autoprobe(!text.startsWith("0")));
  }

  private @Nullable Device onBus(String bus, String text) {
    String path = registry.bus(bus).devices().getOrElse(line(text), "");
    return path.isEmpty() ? null : registry.get(path);
  }

  private static String line(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether drivers of the bus take ids at run time. */
  static boolean takesIds(String bus) {
    return bus.equals("usb") || bus.equals("pci") || bus.equals("hid");
  }

  /** What reading a driver's {@code new_id} shows. */
  static String ids(Driver driver) {
    var text = new StringBuilder();
    for (Driver.DynamicId id : driver.added()) {
      text.append(id.text()).append('\n');
    }
    return text.toString();
  }

  /** Writes to {@code new_id}; waiting devices are probed before the write returns. */
  void newId(String bus, String name, String text) throws ErrnoException {
    List<Long> fields = hex(text);
    Driver driver = driver(bus, name);
    Driver.DynamicId id =
        switch (bus) {
          case "usb" -> usbId(fields, driver);
          case "pci" -> pciId(fields);
          default -> hidId(fields);
        };
    if (bus.equals("pci") && matchesAlready(driver, id)) {
      throw Errno.EEXIST.on("new_id");
    }
    Driver changed = driver.added(driver.added().append(id));
    world.put(DRIVERS, Driver.key(bus, name), changed);
    binder.probeWaiting(changed);
  }

  /** Writes to {@code remove_id}: ENODEV if the id was not added at run time. */
  void removeId(String bus, String name, String text) throws ErrnoException {
    List<Long> fields = hex(text);
    if (fields.size() < 2) {
      throw Errno.EINVAL.on("remove_id");
    }
    Driver driver = driver(bus, name);
    String start =
        switch (bus) {
          case "usb" -> "usb:v" + upper(fields.get(0), 4) + "p" + upper(fields.get(1), 4) + "d";
          default -> "pci:v" + upper(fields.get(0), 8) + "d" + upper(fields.get(1), 8) + "sv";
        };
    Vector<Driver.DynamicId> rest = driver.added().filter(id -> !id.pattern().startsWith(start));
    if (rest.size() == driver.added().size()) {
      throw Errno.ENODEV.on("remove_id");
    }
    world.put(DRIVERS, Driver.key(bus, name), driver.added(rest));
  }

  private Driver driver(String bus, String name) throws ErrnoException {
    Driver driver = binder.driver(bus, name);
    if (driver == null) {
      throw Errno.ENODEV.on(name);
    }
    return driver;
  }

  private static boolean matchesAlready(Driver driver, Driver.DynamicId id) {
    for (Driver.DynamicId other : driver.added()) {
      if (other.pattern().equals(id.pattern())) {
        return true;
      }
    }
    return driver.patterns().contains(id.pattern());
  }

  /** {@code VID PID [CLASS [VID PID]]}: the second pair must be in the driver's own table. */
  private static Driver.DynamicId usbId(List<Long> fields, Driver driver) throws ErrnoException {
    if (fields.size() < 2 || (fields.size() > 2 && fields.get(2) > 0xff)) {
      throw Errno.EINVAL.on("new_id");
    }
    String text = lower(fields.get(0), 4) + " " + lower(fields.get(1), 4);
    String group = "*";
    if (fields.size() > 2 && fields.get(2) != 0) {
      text += " " + lower(fields.get(2), 2);
      group = upper(fields.get(2), 2);
    }
    if (fields.size() > 4) {
      String model = "usb:v" + upper(fields.get(3), 4) + "p" + upper(fields.get(4), 4) + "d";
      if (!driver.patterns().exists(pattern -> pattern.startsWith(model))) {
        throw Errno.ENODEV.on("new_id");
      }
    }
    String pattern =
        "usb:v"
            + upper(fields.get(0), 4)
            + "p"
            + upper(fields.get(1), 4)
            + "d*dc*dsc*dp*ic"
            + group
            + "isc*ip*in*";
    return new Driver.DynamicId(text, pattern);
  }

  /** {@code vendor device [subvendor subdevice class class_mask driver_data]}. */
  private static Driver.DynamicId pciId(List<Long> fields) throws ErrnoException {
    if (fields.size() < 2) {
      throw Errno.EINVAL.on("new_id");
    }
    String pattern =
        "pci:v"
            + any(fields, 0, 8)
            + "d"
            + any(fields, 1, 8)
            + "sv"
            + any(fields, 2, 8)
            + "sd"
            + any(fields, 3, 8)
            + "bc"
            + classByte(fields, 16)
            + "sc"
            + classByte(fields, 8)
            + "i"
            + classByte(fields, 0)
            + "*";
    return new Driver.DynamicId(lower(fields.get(0), 4) + " " + lower(fields.get(1), 4), pattern);
  }

  private static String any(List<Long> fields, int index, int digits) {
    return index >= fields.size() || fields.get(index) == 0xffffffffL
        ? "*"
        : upper(fields.get(index), digits);
  }

  private static String classByte(List<Long> fields, int shift) {
    boolean given = fields.size() > 5 && (fields.get(5) >> shift & 0xff) == 0xff;
    return given ? upper(fields.get(4) >> shift & 0xff, 2) : "*";
  }

  /** {@code bus vendor product [driver_data]}. */
  private static Driver.DynamicId hidId(List<Long> fields) throws ErrnoException {
    if (fields.size() < 3) {
      throw Errno.EINVAL.on("new_id");
    }
    return new Driver.DynamicId(
        lower(fields.get(0), 4) + " " + lower(fields.get(1), 4) + " " + lower(fields.get(2), 4),
        "hid:b"
            + upper(fields.get(0), 4)
            + "g*v"
            + upper(fields.get(1), 8)
            + "p"
            + upper(fields.get(2), 8));
  }

  /** The hexadecimal numbers of a line, as many as can be read. */
  private static List<Long> hex(String text) {
    var fields = new ArrayList<Long>();
    for (String word : line(text).trim().split("\\s+")) {
      String digits = word.startsWith("0x") ? word.substring(2) : word;
      long value = 0;
      for (int i = 0; i < digits.length(); i++) {
        int digit = Character.digit(digits.charAt(i), 16);
        if (digit < 0 || i > 15) {
          return fields;
        }
        value = value << 4 | digit;
      }
      if (digits.isEmpty()) {
        return fields;
      }
      fields.add(value);
    }
    return fields;
  }

  private static String lower(long value, int digits) {
    String text = Long.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static String upper(long value, int digits) {
    return lower(value, digits).toUpperCase(Locale.ROOT);
  }
}
