package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.Vector;

/**
 * A device that is there now.
 *
 * @param path devpath, {@code /devices/…}
 * @param serial position in the order of registration
 * @param subsystem its bus or class
 * @param onBus whether the subsystem is a bus
 * @param devtype the device type's name, empty if it has none
 * @param number major and minor number and node, {@link Node#NONE} without
 * @param keys the uevent keys of bus, class and type, in the kernel's order
 * @param wanted the driver that its description saw bound, empty if none
 * @param driver the bound driver, empty if none
 * @param override the only driver that may bind, empty if any
 * @param origin what made it
 * @param attributes by name, which may contain slashes
 * @param links further links in its directory, name to target
 * @param held numbers to be given back when it goes, {@code KIND NUMBER}
 */
public record Device(
    String path,
    long serial,
    String subsystem,
    boolean onBus,
    String devtype,
    Node number,
    Vector<String> keys,
    String wanted,
    String driver,
    String override,
    Origin origin,
    SortedMap<String, Value> attributes,
    SortedMap<String, String> links,
    Vector<String> held) {

  /**
   * A device number and its node.
   *
   * @param name below /dev
   */
  public record Node(String name, boolean block, int major, int minor, int mode) {
    /** No device number. */
    public static final Node NONE = new Node("", false, -1, -1, 0);

    /** Whether there is a device number. */
    public boolean present() {
      return major >= 0;
    }

    /** The key of /sys/dev and of the index: {@code block/8:16}. */
    public String key() {
      return (block ? "block/" : "char/") + major + ":" + minor;
    }
  }

  /**
   * What made a device.
   *
   * @param plug the description's row, 0 if kernel code made it
   * @param index of the device within the description
   * @param raw whether it stands as described, without drivers taking part
   */
  public record Origin(long plug, int index, boolean raw) {
    /** Made by kernel code. */
    public static final Origin KERNEL = new Origin(0, -1, false);
  }

  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The value of a uevent key, empty if it is not there. */
  public String key(String name) {
    for (String key : keys) {
      if (key.length() > name.length()
          && key.charAt(name.length()) == '='
          && key.startsWith(name)) {
        return key.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** The string that drivers are matched against, empty if there is none. */
  public String modalias() {
    String key = key("MODALIAS");
    return key.isEmpty() ? text("modalias") : key;
  }

  /** The text of an attribute without its newline, empty if it is not there. */
  public String text(String attribute) {
    return attributes.get(attribute).map(Value::line).getOrElse("");
  }

  /** Whether a driver is bound. */
  public boolean bound() {
    return !driver.isEmpty();
  }

  /** The prefix of its log lines: {@code driver or subsystem, name}. */
  public String label() {
    return (bound() ? driver : subsystem) + " " + name();
  }

  Device withDriver(String name) {
    Copy copy = new Copy(this);
    copy.driver = name;
    return copy.done();
  }

  Device withOverride(String name) {
    Copy copy = new Copy(this);
    copy.override = name;
    return copy.done();
  }

  Device withAttribute(String name, Value value) {
    Copy copy = new Copy(this);
    copy.attributes = attributes.put(name, value);
    return copy.done();
  }

  Device withKeys(Vector<String> changed) {
    Copy copy = new Copy(this);
    copy.keys = changed;
    return copy.done();
  }

  Device at(String moved) {
    Copy copy = new Copy(this);
    copy.path = moved;
    return copy.done();
  }

  Device holding(Vector<String> changed) {
    Copy copy = new Copy(this);
    copy.held = changed;
    return copy.done();
  }

  /** The same with a few parts changed. */
  private static final class Copy {
    String path;
    long serial;
    String subsystem;
    boolean onBus;
    String devtype;
    Node number;
    Vector<String> keys;
    String wanted;
    String driver;
    String override;
    Origin origin;
    SortedMap<String, Value> attributes;
    SortedMap<String, String> links;
    Vector<String> held;

    Copy(Device from) {
      path = from.path;
      serial = from.serial;
      subsystem = from.subsystem;
      onBus = from.onBus;
      devtype = from.devtype;
      number = from.number;
      keys = from.keys;
      wanted = from.wanted;
      driver = from.driver;
      override = from.override;
      origin = from.origin;
      attributes = from.attributes;
      links = from.links;
      held = from.held;
    }

    Device done() {
      return new Device(
          path,
          serial,
          subsystem,
          onBus,
          devtype,
          number,
          keys,
          wanted,
          driver,
          override,
          origin,
          attributes,
          links,
          held);
    }
  }
}
