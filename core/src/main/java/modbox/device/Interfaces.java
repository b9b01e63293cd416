package modbox.device;

import io.vavr.collection.Vector;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/** What user space does to network interfaces. Source: net/core/dev.c, dev_ioctl.c. */
public final class Interfaces {
  /** Longest name with its zero byte: IFNAMSIZ. */
  public static final int NAME_SIZE = 16;

  private static final int UP = 1;
  private static final int RUNNING = 0x40;

  private final Registry registry;
  private final Uevents uevents;
  private final Naming naming;
  private final Surroundings surroundings;

  Interfaces(Registry registry, Uevents uevents, Naming naming, Surroundings surroundings) {
    this.registry = registry;
    this.uevents = uevents;
    this.naming = naming;
    this.surroundings = surroundings;
  }

  /** The interface of this name, or null. */
  public @Nullable Device find(String name) {
    String path = registry.deviceClass("net").devices().getOrElse(name, "");
    return path.isEmpty() ? null : registry.get(path);
  }

  private Device present(String name) throws ErrnoException {
    Device device = find(name);
    if (device == null) {
      throw Errno.ENODEV.on(name);
    }
    return device;
  }

  /** The flags, {@code IFF_*}. */
  public int flags(String name) throws ErrnoException {
    String flags = present(name).text("flags");
    return flags.startsWith("0x") ? Integer.parseInt(flags.substring(2), 16) : 0;
  }

  /** Sets the flags; with UP set it is up from then on. */
  public void setFlags(String name, int flags) throws ErrnoException {
    Device device = present(name);
    boolean up = (flags & UP) != 0;
    int kept = up ? flags | RUNNING : flags & ~RUNNING;
    Device changed =
        device
            .withAttribute("flags", Value.text("0x" + Integer.toHexString(kept & ~RUNNING) + "\n"))
            .withAttribute("operstate", Value.text(up ? "up\n" : "down\n"))
            .withAttribute("carrier", Value.text(up ? "1\n" : "0\n"));
    registry.update(changed);
  }

  /** The index. */
  public int index(String name) throws ErrnoException {
    return NameRule.number(present(name).key("IFINDEX"), 0);
  }

  /** The name of the interface with an index. */
  public String name(int index) throws ErrnoException {
    for (String path : registry.deviceClass("net").devices().values()) {
      Device device = registry.get(path);
      if (device != null && device.key("IFINDEX").equals(Integer.toString(index))) {
        return device.name();
      }
    }
    throw Errno.ENXIO.on("interface " + index);
  }

  /**
   * Renames an interface, with a {@code move} event. ENODEV if there is none, EBUSY if it is up,
   * EEXIST if the name is taken, EINVAL if it is no name.
   */
  public void rename(String old, String name) throws ErrnoException {
    Device device = present(old);
    if (!valid(name)) {
      throw Errno.EINVAL.on(name);
    }
    if ((flags(old) & UP) != 0) {
      throw Errno.EBUSY.on(old);
    }
    if (name.equals(old)) {
      return;
    }
    if (find(name) != null) {
      throw Errno.EEXIST.on(name);
    }
    Device parent = registry.parent(device.path());
    String path = device.path().substring(0, device.path().lastIndexOf('/') + 1) + name;
    naming.release(device);
    Device moved =
        device
            .at(path)
            .withKeys(
                device.keys().map(key -> key.startsWith("INTERFACE=") ? "INTERFACE=" + name : key))
            .holding(Vector.empty())
            .withAttribute("name_assign_type", Value.text("4\n"));
    registry.remove(device);
    registry.add(moved);
    registry.follow(device, path);
    String prefix = parent == null ? "" : parent.label() + " ";
    surroundings.log(6, prefix + name + ": renamed from " + old);
    uevents.send("move", moved, List.of("DEVPATH_OLD=" + device.path()));
  }

  /** Source: dev_valid_name(). */
  private static boolean valid(String name) {
    if (name.isEmpty() || name.length() >= NAME_SIZE || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == ':' || c <= ' ') {
        return false;
      }
    }
    return true;
  }
}
