package modbox.udev.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.Mode;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.rule.Glob;
import modbox.udev.rule.Words;
import org.jspecify.annotations.Nullable;

/**
 * A .link file of systemd.link(5).
 *
 * @param settings by section and key, {@code Match.Path}; several assignments are joined by a
 *     blank, an empty one clears
 */
record LinkFile(String path, Map<String, String> settings) {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/network",
          "/run/systemd/network",
          "/usr/local/lib/systemd/network",
          "/usr/lib/systemd/network");

  /** All files, by name; one in a more important place hides the others. */
  static List<LinkFile> all(Files files) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : files.list(directory)) {
        if (name.endsWith(".link")) {
          found.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    var links = new ArrayList<LinkFile>();
    for (String path : found.values()) {
      String text = (files.mode(path) & Mode.FMT) == Mode.REG ? files.read(path) : null;
      if (text != null && !text.isBlank()) {
        links.add(parse(path, text));
      }
    }
    return links;
  }

  static LinkFile parse(String path, String text) {
    var settings = new LinkedHashMap<String, String>();
    String section = "";
    for (String raw : text.replace("\\\n", " ").split("\n", -1)) {
      String line = raw.strip();
      int eq = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
      } else if (eq > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        String key = section + "." + line.substring(0, eq).strip();
        String value = line.substring(eq + 1).strip();
        if (value.isEmpty()) {
          settings.remove(key);
        } else {
          settings.merge(key, value, (old, more) -> old + " " + more);
        }
      }
    }
    return new LinkFile(path, settings);
  }

  @Nullable String value(String section, String key) {
    return settings.get(section + "." + key);
  }

  List<String> values(String section, String key) {
    String value = value(section, key);
    return value == null ? List.of() : Words.split(value);
  }

  /** Whether all of its [Match] holds; a file without any matches nothing. */
  boolean matches(Device device, @Nullable String driver) {
    boolean any = false;
    for (String key : settings.keySet()) {
      if (key.startsWith("Match.")) {
        any = true;
        if (!holds(key.substring("Match.".length()), device, driver)) {
          return false;
        }
      }
    }
    return any;
  }

  private boolean holds(String key, Device device, @Nullable String driver) {
    List<String> values = values("Match", key);
    return switch (key) {
      case "MACAddress", "PermanentMACAddress" -> isAny(values, device.attribute("address"));
      case "OriginalName" -> globs(values, device.sysname());
      case "Path" -> globs(values, device.property("ID_PATH"));
      case "Driver" -> globs(values, driver);
      case "Type" -> globs(values, type(device));
      case "Kind" -> globs(values, device.devtype());
      case "Property" -> properties(values, device);
      default -> true; // what concerns the host as a whole is not told here
    };
  }

  private static boolean isAny(List<String> addresses, @Nullable String own) {
    for (String address : addresses) {
      if (own != null && own.equalsIgnoreCase(address.replace('-', ':'))) {
        return true;
      }
    }
    return false;
  }

  private static boolean properties(List<String> values, Device device) {
    for (String value : values) {
      int eq = value.indexOf('=');
      String seen = eq < 0 ? null : device.property(value.substring(0, eq));
      if (seen == null || !Glob.matches(value.substring(eq + 1), seen)) {
        return false;
      }
    }
    return true;
  }

  /** Globs; a "!" before the first turns all round. */
  private static boolean globs(List<String> patterns, @Nullable String text) {
    boolean inverted = !patterns.isEmpty() && patterns.getFirst().startsWith("!");
    boolean found = false;
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = i == 0 && inverted ? patterns.get(0).substring(1) : patterns.get(i);
      found |= text != null && Glob.matches(pattern, text);
    }
    return found != inverted;
  }

  private static @Nullable String type(Device device) {
    String devtype = device.devtype();
    if (devtype != null) {
      return devtype;
    }
    String type = device.attribute("type");
    return type == null
        ? null
        : switch (type) {
          case "1" -> "ether";
          case "32" -> "infiniband";
          case "772" -> "loopback";
          case "512" -> "ppp";
          default -> "none";
        };
  }
}
