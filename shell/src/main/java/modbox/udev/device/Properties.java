package modbox.udev.device;

import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a device's parts are read from files and messages. */
final class Properties {
  private Properties() {}

  /**
   * Takes over {@code KEY=value} lines of a uevent file or message. MAJOR and MINOR come last, as
   * sd-device puts them; DEVNAME gets its /dev.
   */
  static void amend(Device device, List<String> lines) {
    String major = null;
    String minor = null;
    for (String line : lines) {
      int eq = line.indexOf('=');
      if (eq <= 0) {
        continue;
      }
      String key = line.substring(0, eq);
      String value = line.substring(eq + 1);
      switch (key) {
        case "MAJOR" -> major = value;
        case "MINOR" -> minor = value;
        case "DEVNAME" ->
            device.setKernel(key, value.startsWith("/dev/") ? value : "/dev/" + value);
        default -> device.setKernel(key, value);
      }
    }
    if (major != null) {
      device.setKernel("MAJOR", major);
      device.setKernel("MINOR", minor == null ? "0" : minor);
    }
  }

  static @Nullable String subsystem(Files files, String syspath) {
    String target = files.readlink(syspath + "/subsystem");
    if (target != null) {
      return Paths.tail(target);
    }
    String devpath = syspath.substring("/sys".length());
    if (devpath.startsWith("/module/")) {
      return "module";
    }
    if (devpath.contains("/drivers/") || devpath.endsWith("/drivers")) {
      return "drivers";
    }
    return devpath.startsWith("/subsystem/")
            || devpath.startsWith("/class/")
            || devpath.startsWith("/bus/")
        ? "subsystem"
        : null;
  }

  /** The bus of a driver's directory, {@code /sys/bus/B/drivers/D}. */
  static String driverSubsystem(String syspath) {
    int end = syspath.indexOf("/drivers");
    return end < 0 ? "" : Paths.tail(syspath.substring(0, end));
  }

  static @Nullable String attribute(Files files, String path, String name) {
    String text = files.readPlain(path);
    if (text == null) {
      String target = isCoreLink(name) ? files.readlink(path) : null;
      return target == null ? null : Paths.tail(target);
    }
    int end = text.indexOf('\0');
    end = end < 0 ? text.length() : end;
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isCoreLink(String name) {
    return name.equals("driver") || name.equals("subsystem") || name.equals("module");
  }

  /** Brings DEVLINKS, TAGS and CURRENT_TAGS up to date. */
  static void lists(
      SequencedMap<String, String> properties,
      Set<String> links,
      Set<String> tags,
      Set<String> current) {
    put(properties, "DEVLINKS", links.isEmpty() ? "" : String.join(" ", links));
    put(properties, "TAGS", tags.isEmpty() ? "" : ":" + String.join(":", tags) + ":");
    put(properties, "CURRENT_TAGS", current.isEmpty() ? "" : ":" + String.join(":", current) + ":");
  }

  private static void put(SequencedMap<String, String> properties, String key, String value) {
    if (value.isEmpty()) {
      properties.remove(key);
    } else {
      properties.put(key, value);
    }
  }
}
