package modbox.udev.builtin;

import modbox.abi.Errno;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * {@code net_setup_link}: finds the .link file for a network interface and chooses its name by it.
 * Source: udev-builtin-net_setup_link.c, link-config.c.
 */
final class NetSetupLink implements Builtin {
  @Override
  public String name() {
    return "net_setup_link";
  }

  @Override
  public String help() {
    return "Configure network link";
  }

  @Override
  public int run(Call call) {
    if (call.argv().size() > 1) {
      return Builtin.failed(Errno.EINVAL);
    }
    Device device = call.device();
    String driver = driver(device);
    if (driver != null) {
      call.add("ID_NET_DRIVER", driver);
    }
    LinkFile link = null;
    for (LinkFile candidate : LinkFile.all(call.files())) {
      if (candidate.matches(device, driver)) {
        link = candidate;
        break;
      }
    }
    if (link == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    String name = device.action().equals("move") ? null : choose(call, link);
    call.add("ID_NET_LINK_FILE", link.path());
    call.addIf("ID_NET_NAME", name == null ? device.sysname() : name);
    return 0;
  }

  /** The driver, as ethtool tells it: that of the device above, or a software interface's kind. */
  private static @Nullable String driver(Device device) {
    Device above = device.parent();
    return above == null ? null : above.driver();
  }

  private static @Nullable String choose(Call call, LinkFile link) {
    Device device = call.device();
    if (!renamingAllowed(call)) {
      return null;
    }
    for (String policy : link.values("Link", "NamePolicy")) {
      String name =
          switch (policy) {
            case "kernel" -> "4".equals(assigned(device)) ? "" : predictable(device);
            case "keep" -> isFromUser(device) ? "" : null;
            case "database" -> device.property("ID_NET_NAME_FROM_DATABASE");
            case "onboard" -> device.property("ID_NET_NAME_ONBOARD");
            case "slot" -> device.property("ID_NET_NAME_SLOT");
            case "path" -> device.property("ID_NET_NAME_PATH");
            case "mac" -> device.property("ID_NET_NAME_MAC");
            default -> null;
          };
      if (name != null) {
        return name.isEmpty() ? null : name; // empty: the interface keeps its name
      }
    }
    return link.value("Link", "Name");
  }

  private static boolean renamingAllowed(Call call) {
    String line = call.files().read("/proc/cmdline");
    return line == null || !(" " + line.strip() + " ").contains(" net.ifnames=0 ");
  }

  private static String assigned(Device device) {
    String type = device.attribute("name_assign_type");
    return type == null ? "0" : type;
  }

  /** NET_NAME_PREDICTABLE 2: the kernel's own name is good. */
  private static @Nullable String predictable(Device device) {
    return assigned(device).equals("2") ? "" : null;
  }

  /** NET_NAME_USER 3 and NET_NAME_RENAMED 4: somebody has chosen the name. */
  private static boolean isFromUser(Device device) {
    String type = assigned(device);
    return type.equals("3") || type.equals("4");
  }
}
