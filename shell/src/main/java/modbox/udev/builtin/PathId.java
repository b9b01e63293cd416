package modbox.udev.builtin;

import modbox.abi.Errno;
import modbox.udev.device.Ascii;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * {@code path_id}: where a device hangs, as ID_PATH. Walks from the device to the root and puts
 * each part before those it has. Source: udev-builtin-path_id.c.
 */
final class PathId implements Builtin {
  @Override
  public String name() {
    return "path_id";
  }

  @Override
  public String help() {
    return "Compose persistent device path";
  }

  @Override
  public int run(Call call) {
    var walk = new Walk(call);
    walk.go();
    String path = walk.path;
    boolean block = "block".equals(call.device().subsystem());
    if (path == null || !walk.parent || (block && !walk.transport)) {
      return Builtin.failed(Errno.ENOENT);
    }
    call.add("ID_PATH", path);
    call.add("ID_PATH_TAG", tag(path));
    call.addIf("ID_PATH_ATA_COMPAT", walk.compatible);
    return 0;
  }

  static String tag(String path) {
    var tag = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (Ascii.isAlphanumeric(c) || c == '-') {
        tag.append(c);
      } else if (!tag.isEmpty() && tag.charAt(tag.length() - 1) != '_') {
        tag.append('_');
      }
    }
    while (!tag.isEmpty() && tag.charAt(tag.length() - 1) == '_') {
      tag.setLength(tag.length() - 1);
    }
    return tag.toString();
  }

  /** The walk with what it has found. */
  private static final class Walk {
    private final Call call;
    private @Nullable String path;
    private @Nullable String compatible;
    private boolean transport;
    private boolean parent;

    Walk(Call call) {
      this.call = call;
    }

    void go() {
      Device device = call.device();
      while (device != null) {
        Device top = visit(device, device.subsystem());
        device = top == null ? null : top.parent();
      }
    }

    private void prepend(String part) {
      path = path == null ? part : part + "-" + path;
    }

    private void prependBoth(String part) {
      prepend(part);
      if (compatible != null) {
        compatible = part + "-" + compatible;
      }
    }

    /** Handles a device: the one above which the walk goes on; null ends it. */
    private @Nullable Device visit(Device device, @Nullable String subsystem) {
      if (subsystem == null) {
        return device;
      }
      return switch (subsystem) {
        case "scsi_tape" -> tape(device);
        case "scsi" -> scsi(device);
        case "cciss", "usb", "bcma", "virtio" -> transport(device, subsystem);
        case "serio", "spi" -> numbered(device, subsystem);
        case "pci", "acpi", "xen" -> bus(device, subsystem, false);
        case "platform", "amba", "scm", "ccw", "ccwgroup", "iucv" -> bus(device, subsystem, true);
        case "nvme" -> nvme(device);
        default -> device;
      };
    }

    private Device bus(Device device, String subsystem, boolean transports) {
      prependBoth(subsystem + "-" + device.sysname());
      parent = true;
      transport |= transports;
      return skip(device, subsystem);
    }

    private Device transport(Device device, String subsystem) {
      transport = true;
      String name = device.sysname();
      switch (subsystem) {
        case "usb" -> {
          String type = device.devtype();
          int dash = name.indexOf('-');
          if (dash < 0 || type == null || !type.startsWith("usb_")) {
            return device;
          }
          prepend("usb-0:" + name.substring(dash + 1));
        }
        case "bcma" -> {
          int colon = name.indexOf(':');
          if (colon < 0) {
            return device;
          }
          prepend("bcma-" + name.substring(colon + 1));
        }
        case "cciss" -> {
          int disk = name.indexOf('d');
          if (disk < 0) {
            return device;
          }
          prepend("cciss-disk" + digits(name, disk + 1));
        }
        default -> {} // virtio adds nothing
      }
      return skip(device, subsystem);
    }

    private static String digits(String text, int start) {
      int end = start;
      while (end < text.length() && Ascii.isDigit(text.charAt(end))) {
        end++;
      }
      return text.substring(start, end);
    }

    private Device numbered(Device device, String subsystem) {
      if (device.sysnum().isEmpty()) {
        return device;
      }
      prepend((subsystem.equals("spi") ? "cs-" : "serio-") + device.sysnum());
      return skip(device, subsystem);
    }

    private Device nvme(Device device) {
      String namespace = call.device().attribute("nsid");
      if (namespace == null) {
        return device;
      }
      prependBoth("nvme-" + namespace);
      parent = true;
      transport = true;
      return skip(device, "nvme");
    }

    private Device tape(Device device) {
      String name = device.sysname();
      int letter = name.startsWith("nst") ? 3 : name.startsWith("st") ? 2 : -1;
      if (path == null && letter > 0 && letter < name.length()) {
        if ("lma".indexOf(name.charAt(letter)) >= 0) {
          prepend(name.substring(0, letter + 1));
        }
      }
      return device;
    }

    private @Nullable Device scsi(Device device) {
      transport = true;
      if (!"scsi_device".equals(device.devtype())) {
        return device;
      }
      ScsiPath scsi = ScsiPath.of(call.files(), device);
      if (scsi == null) {
        return null;
      }
      if (!scsi.part().isEmpty()) {
        prepend(scsi.part());
      }
      if (!scsi.compatible().isEmpty()) {
        compatible = scsi.compatible();
      }
      parent |= scsi.parent();
      return scsi.next();
    }
  }

  /** The last of the devices of a subsystem that follow one another upward. */
  static Device skip(Device device, String subsystem) {
    Device last = device;
    for (Device d = device; d != null && subsystem.equals(d.subsystem()); d = d.parent()) {
      last = d;
    }
    return last;
  }
}
