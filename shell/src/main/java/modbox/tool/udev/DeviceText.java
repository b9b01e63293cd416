package modbox.tool.udev;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.user.Out;
import org.jspecify.annotations.Nullable;

/** Devices as udevadm info writes them. */
final class DeviceText {
  private static final Set<String> NOT_SHOWN =
      Set.of("uevent", "dev", "modalias", "resource", "driver", "subsystem", "module");

  private DeviceText() {}

  static String withoutDev(String path) {
    return path.startsWith("/dev/") ? path.substring("/dev/".length()) : path;
  }

  /** All that is known, a line each; an empty line behind it unless there is a prefix. */
  static void record(Out out, Device device, String prefix) throws ErrnoException {
    line(out, prefix, 'P', device.devpath());
    line(out, prefix, 'M', device.sysname());
    line(out, prefix, 'R', device.sysnum());
    line(out, prefix, 'U', device.subsystem());
    line(out, prefix, 'T', device.devtype());
    if (device.hasNode()) {
      String kind = "block".equals(device.subsystem()) ? "b " : "c ";
      line(out, prefix, 'D', kind + device.major() + ":" + device.minor());
    }
    if (device.ifindex() > 0) {
      line(out, prefix, 'I', Integer.toString(device.ifindex()));
    }
    String node = device.devname();
    if (node != null) {
      line(out, prefix, 'N', withoutDev(node));
      line(out, prefix, 'L', Integer.toString(device.linkPriority()));
      for (String link : device.links()) {
        line(out, prefix, 'S', withoutDev(link));
      }
    }
    line(out, prefix, 'Q', device.property("DISKSEQ"));
    line(out, prefix, 'V', device.driver());
    for (Map.Entry<String, String> entry : device.properties().entrySet()) {
      out.println(prefix + "E: " + entry.getKey() + "=" + entry.getValue());
    }
    if (prefix.isEmpty()) {
      out.println("");
    }
  }

  private static void line(Out out, String prefix, char letter, @Nullable String value)
      throws ErrnoException {
    if (value != null && !value.isEmpty()) {
      out.println(prefix + letter + ": " + value);
    }
  }

  /** The attributes of a device and of all above it, as rules would match them. */
  static void walk(Out out, Device device) throws ErrnoException {
    out.print(
        """

        Udevadm info starts with the device specified by the devpath and then
        walks up the chain of parent devices. It prints for every device
        found, all possible attributes in the udev rules key format.
        A rule to match, can be composed by the attributes of the device
        and the attributes from one single parent device.

        """);
    String s = "";
    for (Device d = device; d != null; d = d.parent()) {
      out.println(
          "  looking at " + (s.isEmpty() ? "" : "parent ") + "device '" + d.devpath() + "':");
      out.println("    KERNEL" + s + "==\"" + d.sysname() + "\"");
      out.println("    SUBSYSTEM" + s + "==\"" + orEmpty(d.subsystem()) + "\"");
      out.println("    DRIVER" + s + "==\"" + orEmpty(d.driver()) + "\"");
      for (Map.Entry<String, String> a : attributes(d).entrySet()) {
        out.println("    ATTR" + s + "{" + a.getKey() + "}==\"" + a.getValue() + "\"");
      }
      out.println("");
      s = "S";
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static SortedMap<String, String> attributes(Device device) {
    var attributes = new TreeMap<String, String>();
    collect(device, "", attributes);
    return attributes;
  }

  private static void collect(Device device, String below, SortedMap<String, String> found) {
    Files files = device.files();
    String directory = device.syspath() + "/" + below;
    if (!below.isEmpty() && files.mode(directory + "uevent") != 0) {
      return; // a device of its own
    }
    for (String entry : files.list(directory)) {
      String name = below + entry;
      int type = files.linkMode(directory + entry) & Mode.FMT;
      if (type == Mode.DIR) {
        collect(device, name + "/", found);
      } else if (type == Mode.REG && !NOT_SHOWN.contains(name)) {
        String value = device.attribute(name);
        if (value != null && isShown(value)) {
          found.put(name, value);
        }
      }
    }
  }

  private static boolean isShown(String value) {
    if (value.startsWith("/")) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
