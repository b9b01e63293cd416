package modbox.tool.udev;

import modbox.abi.Dev;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.user.Failure;
import org.jspecify.annotations.Nullable;

/** Finds the device that a command line means. */
final class DeviceFinder {
  private DeviceFinder() {}

  /** A device by its path in /sys or its node's path; null if there is none. */
  static @Nullable Device find(Files files, String path) {
    if (path.startsWith("/sys/")) {
      return Device.at(files, path);
    }
    Stat stat = path.startsWith("/") ? files.stat(path) : null;
    if (stat == null || (stat.type() != Mode.BLK && stat.type() != Mode.CHR)) {
      return null;
    }
    int type = stat.type();
    long rdev = stat.rdev();
    String kind = type == Mode.BLK ? "block" : "char";
    Device device =
        Device.at(files, "/sys/dev/" + kind + "/" + Dev.major(rdev) + ":" + Dev.minor(rdev));
    if (device != null) {
      device.devname(); // found by its number: that is read before anything else
    }
    return device;
  }

  /** A device by a path, with {@code prefix} put before it if need be. */
  static @Nullable Device find(Files files, String path, String prefix) {
    Device device = find(files, path);
    return device != null || path.startsWith(prefix) ? device : find(files, join(prefix, path));
  }

  /** How systemd joins two paths. */
  static String join(String prefix, String path) {
    return prefix.endsWith("/") ? prefix + path : prefix + "/" + path;
  }

  /** A device, or the failure that {@code trigger}, {@code test} and others tell. */
  static Device open(Files files, String path) throws Failure {
    Device device = find(files, path);
    if (device != null) {
      return device;
    }
    throw new Failure(
        "Failed to open the device '"
            + path
            + "': "
            + (path.startsWith("/") ? "No such device" : "Invalid argument"));
  }
}
