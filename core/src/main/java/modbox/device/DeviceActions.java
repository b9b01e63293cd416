package modbox.device;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Tree;

/** What the files of a device do when they are written: events, removal, rescan, authorization. */
final class DeviceActions {
  private final Registry registry;
  private final Surroundings surroundings;
  private final Uevents uevents;
  private final Appearing appearing;

  DeviceActions(
      Registry registry, Surroundings surroundings, Uevents uevents, Appearing appearing) {
    this.registry = registry;
    this.surroundings = surroundings;
    this.uevents = uevents;
    this.appearing = appearing;
  }

  private Device present(String path) throws ErrnoException {
    Device device = registry.get(path);
    if (device == null) {
      throw Errno.ENODEV.on(path);
    }
    return device;
  }

  /** A write to {@code uevent}. */
  void synthesize(String path, String text) throws ErrnoException {
    Device device = present(path);
    Synthetic.Request request = Synthetic.parse(text, path, device.label(), surroundings);
    uevents.send(request.action(), device, request.extras());
  }

  /** A logical removal: the hardware stays, a rescan brings the device back. */
  void remove(String path) throws ErrnoException {
    Device device = present(path);
    Device parent = registry.parent(path);
    appearing.removeTree(device);
    if (parent != null
        && parent.devtype().equals("scsi_target")
        && registry.children(parent.path()).isEmpty()) {
      appearing.removeTree(parent);
    }
  }

  /** Looks again for what is below the device, or beside it. */
  void rescan(String path) throws ErrnoException {
    appearing.rescan(present(path).path());
  }

  /** Looks on all buses for what is not there. */
  void rescanAll() {
    appearing.rescan("/devices");
  }

  /** A write to a SCSI host's {@code scan}: {@code - - -} or three numbers. */
  void scan(String path, String text) throws ErrnoException {
    String[] words = text.trim().split("\\s+");
    if (words.length != 3) {
      throw Errno.EINVAL.on("scan");
    }
    for (String word : words) {
      if (!word.equals("-") && NameRule.number(word, 0) < 0) {
        throw Errno.EINVAL.on("scan");
      }
    }
    Device host = registry.parent(path);
    if (host != null) {
      appearing.rescan(host.path());
    }
  }

  /** A write to {@code authorized}: 0 takes the interfaces away, 1 brings them back. */
  void authorize(String path, String text) throws ErrnoException {
    Device device = present(path);
    String value = text.trim();
    if (value.isEmpty() || NameRule.number(value, 0) < 0) {
      throw Errno.EINVAL.on("authorized");
    }
    boolean on = !value.equals("0");
    if (on != device.text("authorized").equals("0")) {
      return;
    }
    registry.update(device.withAttribute("authorized", Value.text(on ? "1\n" : "0\n")));
    if (!device.devtype().equals("usb_device")) {
      if (!on && device.bound()) {
        appearing.binder().unbind(present(path));
      } else if (on) {
        appearing.binder().attach(path);
      }
    } else if (on) {
      surroundings.log(6, "usb " + device.name() + ": authorized to connect");
      appearing.appear(present(path));
    } else {
      appearing.vanish(present(path));
    }
  }

  /** Files of a network interface whose content depends on whether it is up. */
  List<Tree.Named> interfaceFiles(Device device) {
    String path = device.path();
    return List.of(
        Tree.attr("carrier", 0644, Attribute.readOnly(() -> whenUp(path, "carrier", "0"))),
        Tree.attr("speed", () -> whenUp(path, "speed", "-1")),
        Tree.attr("duplex", () -> whenUp(path, "duplex", "unknown")));
  }

  private String whenUp(String path, String name, String otherwise) throws ErrnoException {
    Device device = present(path);
    String flags = device.text("flags");
    boolean up = flags.startsWith("0x") && (Integer.parseInt(flags.substring(2), 16) & 1) != 0;
    if (!up) {
      throw Errno.EINVAL.on(name);
    }
    String value = device.text(name);
    return (value.isEmpty() ? otherwise : value) + "\n";
  }
}
