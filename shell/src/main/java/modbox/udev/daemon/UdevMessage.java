package modbox.udev.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * What udevd sends to its listeners: a header with hashes to filter by, then properties. Source:
 * sd-device's device-monitor.c.
 */
public final class UdevMessage {
  /** The netlink group of the kernel's own events. */
  public static final int KERNEL_GROUP = 1;

  /** The netlink group of events that udevd has handled. */
  public static final int UDEV_GROUP = 2;

  private static final String MAGIC = "libudev\0";
  private static final int MAGIC_NUMBER = 0xfeedcafe;
  private static final int HEADER_SIZE = 40;

  private UdevMessage() {}

  /** The message about a device. */
  public static String encode(Device device) {
    var properties = new StringBuilder("UDEV_DATABASE_VERSION=1\0");
    for (Map.Entry<String, String> entry : device.properties().entrySet()) {
      properties.append(entry.getKey()).append('=').append(entry.getValue()).append('\0');
    }
    var out = new StringBuilder(MAGIC);
    big(out, MAGIC_NUMBER);
    little(out, HEADER_SIZE);
    little(out, HEADER_SIZE);
    little(out, properties.length());
    big(out, hash(device.subsystem()));
    big(out, hash(device.devtype()));
    long bloom = 0;
    for (String tag : device.currentTags()) {
      bloom |= bits(Murmur.hash(tag));
    }
    big(out, (int) (bloom >>> 32));
    big(out, (int) bloom);
    return out.append(properties).toString();
  }

  private static int hash(@Nullable String text) {
    return text == null ? 0 : Murmur.hash(text);
  }

  private static long bits(int hash) {
    return 1L << (hash & 63)
        | 1L << (hash >>> 6 & 63)
        | 1L << (hash >>> 12 & 63)
        | 1L << (hash >>> 18 & 63);
  }

  private static void big(StringBuilder out, int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.append((char) (value >>> shift & 0xff));
    }
  }

  private static void little(StringBuilder out, int value) {
    for (int shift = 0; shift <= 24; shift += 8) {
      out.append((char) (value >>> shift & 0xff));
    }
  }

  /** The properties of a message of either group; an empty list if it is neither. */
  public static List<String> properties(String message) {
    if (message.startsWith(MAGIC)) {
      return split(message, HEADER_SIZE);
    }
    int end = message.indexOf('\0');
    return message.indexOf('@') < 0 || end < 0 ? List.of() : split(message, end + 1);
  }

  private static List<String> split(String message, int from) {
    var list = new ArrayList<String>();
    int start = from;
    while (start < message.length()) {
      int end = message.indexOf('\0', start);
      end = end < 0 ? message.length() : end;
      if (end > start) {
        list.add(message.substring(start, end));
      }
      start = end + 1;
    }
    return list;
  }
}
