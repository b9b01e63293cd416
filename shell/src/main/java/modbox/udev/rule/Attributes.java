package modbox.udev.rule;

import modbox.abi.Mode;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.Paths;
import org.jspecify.annotations.Nullable;

/** Names of attributes: {@code [SUBSYSTEM/KERNEL]ATTRIBUTE} and the one "*" in a path. */
final class Attributes {
  private Attributes() {}

  /** The path that {@code [SUBSYSTEM/KERNEL]ATTRIBUTE} means; null if it has not that form. */
  static @Nullable String path(Files files, String name) {
    Device device = device(files, name);
    if (device == null) {
      return null;
    }
    String attribute = attribute(name);
    return attribute.isEmpty() ? device.syspath() : device.syspath() + "/" + attribute;
  }

  /** The value that {@code [SUBSYSTEM/KERNEL]ATTRIBUTE} means; null if there is none. */
  static @Nullable String value(Files files, String name) {
    Device device = device(files, name);
    if (device == null || attribute(name).isEmpty()) {
      return null;
    }
    return device.attribute(attribute(name));
  }

  private static String attribute(String name) {
    String rest = name.substring(name.indexOf(']') + 1);
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  private static @Nullable Device device(Files files, String name) {
    if (!name.startsWith("[")) {
      return null;
    }
    int close = name.indexOf(']');
    int slash = name.indexOf('/');
    if (close < 0 || slash < 0 || slash > close) {
      return null;
    }
    return find(files, name.substring(1, slash), name.substring(slash + 1, close));
  }

  /** A device by subsystem and name. Source: sd_device_new_from_subsystem_sysname(). */
  static @Nullable Device find(Files files, String subsystem, String sysname) {
    String name = sysname.replace('/', '!');
    switch (subsystem) {
      case "subsystem" -> {
        return first(files, "/sys/bus/" + name, "/sys/class/" + name);
      }
      case "module" -> {
        return Device.at(files, "/sys/module/" + name);
      }
      case "drivers" -> {
        int colon = name.indexOf(':');
        return colon < 0
            ? null
            : Device.at(
                files,
                "/sys/bus/" + name.substring(0, colon) + "/drivers/" + name.substring(colon + 1));
      }
      default -> {
        return first(
            files,
            "/sys/bus/" + subsystem + "/devices/" + name,
            "/sys/class/" + subsystem + "/" + name,
            "/sys/firmware/" + subsystem + "/" + name);
      }
    }
  }

  private static @Nullable Device first(Files files, String... paths) {
    for (String path : paths) {
      Device device = Device.at(files, path);
      if (device != null) {
        return device;
      }
    }
    return null;
  }

  /**
   * Puts the first real directory below which the rest of the path exists in place of one "*"
   * component; null if there is none. Paths without it come back as they are.
   */
  static @Nullable String expand(Files files, String path) {
    int star = path.indexOf("/*/");
    if (star < 0) {
      return path;
    }
    String parent = path.substring(0, star);
    String rest = path.substring(star + 3);
    for (String entry : files.list(parent)) {
      String candidate = parent + "/" + entry + "/" + rest;
      boolean directory = (files.linkMode(parent + "/" + entry) & Mode.FMT) == Mode.DIR;
      if (directory && files.mode(candidate) != 0) {
        return candidate;
      }
    }
    return null;
  }

  /** The path of a sysctl. */
  static String sysctlPath(String name) {
    return "/proc/sys/" + Paths.simplify(sysctlName(name));
  }

  /** A sysctl's name with slashes: it has dots for them if a dot comes before any slash. */
  static String sysctlName(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    String path = name;
    if (dot >= 0 && (slash < 0 || dot < slash)) {
      var swapped = new StringBuilder(name);
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        swapped.setCharAt(i, c == '.' ? '/' : c == '/' ? '.' : c);
      }
      path = swapped.toString();
    }
    return path;
  }
}
