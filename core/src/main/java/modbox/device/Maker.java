package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.Vector;

/** Makes device rows from described devices. */
final class Maker {
  private Maker() {}

  /** The device as this machine shows it under the given name. */
  static Device made(
      Described device,
      String path,
      long serial,
      Naming.Given given,
      Device.Origin origin,
      SortedMap<String, String> tokens) {
    Vector<String> keys =
        Uevents.described(device).map(key -> changed(key, path, given.changes(), tokens));
    return new Device(
        path,
        serial,
        device.subsystem(),
        Subsystems.isBus(device.subsystem()),
        device.property("DEVTYPE"),
        number(device, given, tokens),
        keys,
        device.driver(),
        "",
        "",
        origin,
        attributes(device, path, given, tokens),
        links(device),
        given.held());
  }

  /** The device exactly as described, for a machine without drivers. */
  static Device raw(Described device, long serial, Device.Origin origin) {
    Vector<String> keys =
        device
            .properties()
            .filter(property -> !property.startsWith("SUBSYSTEM="))
            .map(property -> property.replaceFirst("^DEVNAME=/dev/", "DEVNAME="));
    int major = NameRule.number(device.property("MAJOR"), 0);
    int minor = NameRule.number(device.property("MINOR"), 0);
    return new Device(
        device.path(),
        serial,
        device.subsystem(),
        Subsystems.isBus(device.subsystem()) || driverLinksToBus(device),
        device.property("DEVTYPE"),
        major < 0 || minor < 0
            ? Device.Node.NONE
            : new Device.Node(
                nodeName(device), device.subsystem().equals("block"), major, minor, 0600),
        keys,
        device.driver(),
        "",
        "",
        origin,
        device.attributes().remove("uevent"),
        device.links().remove("subsystem"),
        Vector.empty());
  }

  /** A subsystem that modbox does not know is a bus if a driver of it is named. */
  private static boolean driverLinksToBus(Described device) {
    return device
        .links()
        .getOrElse("driver", "")
        .contains("bus/" + device.subsystem() + "/drivers/");
  }

  private static String nodeName(Described device) {
    String name = device.node().isEmpty() ? device.property("DEVNAME") : device.node();
    return name.startsWith("/dev/") ? name.substring("/dev/".length()) : name;
  }

  private static Device.Node number(
      Described device, Naming.Given given, SortedMap<String, String> tokens) {
    if (given.major() < 0 || given.minor() < 0) {
      return Device.Node.NONE;
    }
    String name = given.changes().getOrElse("DEVNAME", nodeName(device));
    int slash = name.lastIndexOf('/');
    if (name.substring(slash + 1).equals(device.name())) {
      name = name.substring(0, slash + 1) + given.name();
    } else if (!given.changes().containsKey("DEVNAME")) {
      name = Tokens.apply(name, tokens);
    }
    boolean block = device.subsystem().equals("block");
    return new Device.Node(name, block, given.major(), given.minor(), mode(device, name));
  }

  private static int mode(Described device, String name) {
    String mode = device.property("DEVMODE");
    if (mode.isEmpty()) {
      return Subsystems.mode(name);
    }
    int bits = 0;
    for (int i = 0; i < mode.length(); i++) {
      bits = bits * 8 + Math.max(0, Math.min(7, mode.charAt(i) - '0'));
    }
    return bits & 0777;
  }

  /** A uevent key with this machine's numbers and names in it. */
  private static String changed(
      String key,
      String path,
      SortedMap<String, String> changes,
      SortedMap<String, String> tokens) {
    int eq = key.indexOf('=');
    String name = key.substring(0, eq);
    String change = changes.getOrElse(name, "");
    if (!change.isEmpty()) {
      return name + "=" + change;
    }
    return switch (name) {
      case "PHYS", "HID_PHYS" -> name + "=" + Phys.at(key.substring(eq + 1), path);
      case "RFKILL_NAME", "PCI_SLOT_NAME" ->
          name + "=" + Tokens.apply(key.substring(eq + 1), tokens);
      default -> key;
    };
  }

  private static SortedMap<String, Value> attributes(
      Described device, String path, Naming.Given given, SortedMap<String, String> tokens) {
    SortedMap<String, Value> attributes = device.attributes().remove("uevent").remove("dev");
    for (var change : given.changes()) {
      if (change._1.startsWith("A ") && attributes.containsKey(change._1.substring(2))) {
        attributes = attributes.put(change._1.substring(2), Value.text(change._2));
      }
    }
    Value phys = attributes.getOrElse("phys", Value.text(""));
    if (!phys.bytes().isEmpty()) {
      attributes = attributes.put("phys", Value.text(Phys.at(phys.bytes(), path)));
    }
    if (device.subsystem().equals("rfkill")) {
      String name = attributes.getOrElse("name", Value.text("")).bytes();
      attributes = attributes.put("name", Value.text(Tokens.apply(name, tokens)));
    }
    return attributes;
  }

  /** Links that the core makes are left out. */
  private static SortedMap<String, String> links(Described device) {
    return device.links().remove("driver").remove("subsystem").remove("device").remove("bdi");
  }
}
