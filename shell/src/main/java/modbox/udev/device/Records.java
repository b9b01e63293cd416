package modbox.udev.device;

import java.util.LinkedHashSet;
import java.util.Set;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * The records under /run/udev/data and the tag index under /run/udev/tags, in the real format:
 * lines {@code S:} link, {@code L:} priority, {@code I:} first event, {@code E:} property, {@code
 * G:} tag, {@code Q:} current tag, {@code V:} version. Source: sd-device's device-private.c.
 */
public final class Records {
  public static final String DATA = "/run/udev/data/";
  public static final String TAGS = "/run/udev/tags/";

  private Records() {}

  /** Reads a device's record into it: whether there is one. */
  static boolean read(Device device) {
    String id = device.id();
    String text = id == null ? null : device.files().read(DATA + id);
    if (text == null) {
      return false;
    }
    for (String line : text.split("\n", -1)) {
      if (line.length() > 2 && line.charAt(1) == ':') {
        take(device, line.charAt(0), line.substring(2));
      }
    }
    return true;
  }

  private static void take(Device device, char letter, String value) {
    switch (letter) {
      case 'S' -> device.addLink("/dev/" + value);
      case 'L' -> device.setLinkPriority(Numbers.decimal(value, 0));
      case 'I' -> device.setInitializedAt(parseLong(value));
      case 'G' -> device.addTag(value, false);
      case 'Q' -> device.addTag(value, true);
      case 'E' -> {
        int eq = value.indexOf('=');
        if (eq > 0) {
          device.set(value.substring(0, eq), value.substring(eq + 1));
        }
      }
      default -> {} // W: of old versions and what later ones may add
    }
  }

  private static long parseLong(String text) {
    long value = 0;
    for (int i = 0; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }

  /**
   * Writes a device's record. One that has nothing to tell gets an empty file if it has a number,
   * else none.
   */
  public static void write(Device device) throws ErrnoException {
    String id = device.id();
    if (id == null) {
      return;
    }
    boolean tells =
        !device.links().isEmpty()
            || device.linkPriority() != 0
            || !device.stored().isEmpty()
            || !device.tags().isEmpty();
    if (!tells && !device.hasNode() && device.ifindex() == 0) {
      unlink(device.files(), DATA + id);
      return;
    }
    String text = tells ? text(device) : "";
    int mode = device.isPersistent() ? 01644 : 0644;
    try {
      device.files().replace(DATA + id, text, mode);
    } catch (ErrnoException e) {
      device.files().mkdirs(DATA + id); // gone since the daemon began
      device.files().replace(DATA + id, text, mode);
    }
  }

  private static String text(Device device) {
    var text = new StringBuilder();
    if (device.hasNode()) {
      device.links().forEach(l -> line(text, 'S', l.substring("/dev/".length())));
      if (device.linkPriority() != 0) {
        line(text, 'L', Integer.toString(device.linkPriority()));
      }
    }
    if (device.initializedAt() > 0) {
      line(text, 'I', Long.toString(device.initializedAt()));
    }
    device.stored().forEach((key, value) -> line(text, 'E', key + "=" + value));
    device.tags().forEach(tag -> line(text, 'G', tag));
    device.currentTags().forEach(tag -> line(text, 'Q', tag));
    line(text, 'V', "1");
    return text.toString();
  }

  private static void line(StringBuilder text, char letter, String value) {
    text.append(letter).append(':').append(value).append('\n');
  }

  /** Removes a device's record. */
  public static void delete(Device device) throws ErrnoException {
    String id = device.id();
    if (id != null) {
      unlink(device.files(), DATA + id);
    }
  }

  /** Brings the tag index up to date; {@code old} is what was known before, if anything. */
  public static void index(Device device, @Nullable Device old, boolean add) throws ErrnoException {
    String id = device.id();
    if (id == null) {
      return;
    }
    Set<String> gone = new LinkedHashSet<>(old == null ? Set.of() : old.tags());
    if (add) {
      gone.removeAll(device.tags());
    } else {
      gone.addAll(device.tags());
    }
    for (String tag : gone) {
      unlink(device.files(), TAGS + tag + "/" + id);
    }
    if (add) {
      for (String tag : device.tags()) {
        String path = TAGS + tag + "/" + id;
        if (device.files().linkMode(path) == 0) {
          device.files().mkdirs(path);
          device.files().replace(path, "", 0444);
        }
      }
    }
  }

  static void unlink(Files files, String path) throws ErrnoException {
    try {
      files.unlink(path);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }
}
