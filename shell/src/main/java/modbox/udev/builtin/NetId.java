package modbox.udev.builtin;

import java.util.Locale;
import java.util.Map;
import modbox.abi.Errno;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * {@code net_id}: the names that a network interface could have, by MAC address, firmware's number,
 * slot and path. Source: udev-builtin-net_id.c, scheme v252.
 */
final class NetId implements Builtin {
  private static final String SCHEME = "v252";
  private static final String ETHERNET = "1";
  private static final String INFINIBAND = "32";
  private static final String SLIP = "256";

  @Override
  public String name() {
    return "net_id";
  }

  @Override
  public String help() {
    return "Network device properties";
  }

  @Override
  public int run(Call call) {
    Device device = call.device();
    String type = device.attribute("type");
    String own = device.attribute("ifindex");
    String linked = device.attribute("iflink");
    if (type == null || own == null || linked == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    String prefix = prefix(type, device.devtype());
    if (prefix.isEmpty() || !own.equals(linked)) {
      return 0; // stacked on another interface, or of a kind that gets no name
    }
    call.add("ID_NET_NAMING_SCHEME", SCHEME);
    mac(call, prefix, type);
    if (!special(call, prefix)) {
      pci(call, prefix);
    }
    return 0;
  }

  private static String prefix(String type, @Nullable String devtype) {
    if (type.equals(ETHERNET)) {
      return "wlan".equals(devtype) ? "wl" : "wwan".equals(devtype) ? "ww" : "en";
    }
    return type.equals(INFINIBAND) ? "ib" : type.equals(SLIP) ? "sl" : "";
  }

  private static void mac(Call call, String prefix, String type) {
    Device device = call.device();
    String address = device.attribute("address");
    boolean lasting = "0".equals(device.attribute("addr_assign_type"));
    if (address == null || !lasting || !type.equals(ETHERNET) || address.length() != 17) {
      return;
    }
    String digits = address.replace(":", "");
    if (digits.equals("000000000000")) {
      return;
    }
    call.add("ID_NET_NAME_MAC", prefix + "x" + digits);
    if (!digits.startsWith("000000")) {
      String key = "OUI:" + digits.toUpperCase(Locale.ROOT);
      for (Map.Entry<String, String> e : call.databases().lookup(key).entrySet()) {
        call.add(e.getKey(), e.getValue());
      }
    }
  }

  /** Interfaces of virtual and mainframe buses: whether it is one of them. */
  private static boolean special(Call call, String prefix) {
    Device above = call.device().parent();
    String bus = above == null ? null : above.subsystem();
    if (above == null || bus == null) {
      return true; // nothing above: there is no path to make a name of
    }
    String name = above.sysname();
    switch (bus) {
      case "xen" -> {
        int number = name.startsWith("vif-") ? Numbers.decimal(name.substring(4), -1) : -1;
        if (number >= 0) {
          call.add("ID_NET_NAME_SLOT", prefix + "X" + number);
        }
        return true;
      }
      case "vio" -> {
        if (name.length() == 8) {
          int slot = Numbers.parse(name.substring(4), 16, 0);
          call.add("ID_NET_NAME_SLOT", prefix + "v" + slot);
        }
        return true;
      }
      case "ccw", "ccwgroup" -> {
        String id = name.replaceFirst("^[0.]*", "");
        call.add("ID_NET_NAME_PATH", prefix + "c" + (id.isEmpty() ? "0" : id));
        return true;
      }
      case "netdevsim" -> {
        String port = call.device().attribute("phys_port_name");
        if (port != null) {
          call.add("ID_NET_NAME_PATH", prefix + "i" + above.sysnum() + "n" + port);
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private static void pci(Call call, String prefix) {
    Device above = call.device().parent();
    while (above != null && "virtio".equals(above.subsystem())) {
      above = above.parent();
    }
    if (above == null) {
      return;
    }
    boolean direct = "pci".equals(above.subsystem());
    Device function = direct ? above : above.parent("pci", null);
    if (function == null) {
      return;
    }
    PciName names = PciName.of(call.files(), call.device(), function);
    if (direct) {
      call.addIf("ID_NET_NAME_ONBOARD", prefixed(prefix, names.onboard()));
      call.addIf("ID_NET_LABEL_ONBOARD", names.label());
      call.addIf("ID_NET_NAME_PATH", prefixed(prefix, names.path()));
      call.addIf("ID_NET_NAME_SLOT", prefixed(prefix, names.slot()));
      return;
    }
    String tail = usb(call.device());
    tail = tail.isEmpty() ? bcma(call.device()) : tail;
    if (!tail.isEmpty()) {
      call.addIf("ID_NET_NAME_PATH", names.path().isEmpty() ? "" : prefix + names.path() + tail);
      call.addIf("ID_NET_NAME_SLOT", names.slot().isEmpty() ? "" : prefix + names.slot() + tail);
    }
  }

  private static String prefixed(String prefix, String name) {
    return name.isEmpty() ? "" : prefix + name;
  }

  /** {@code u1u3c2i1}: ports, configuration unless 1, interface unless 0. */
  private static String usb(Device device) {
    Device bearer = device.parent("usb", "usb_interface");
    String name = bearer == null ? "" : bearer.sysname();
    int dash = name.indexOf('-');
    int colon = name.indexOf(':');
    int dot = name.indexOf('.', Math.max(colon, 0));
    if (dash < 0 || colon < dash || dot < colon) {
      return "";
    }
    String configuration = name.substring(colon + 1, dot);
    String number = name.substring(dot + 1);
    return "u"
        + name.substring(dash + 1, colon).replace('.', 'u')
        + (configuration.equals("1") ? "" : "c" + configuration)
        + (number.equals("0") ? "" : "i" + number);
  }

  private static String bcma(Device device) {
    Device core = device.parent("bcma", null);
    String name = core == null ? "" : core.sysname();
    int colon = name.indexOf(':');
    int number = colon < 0 ? 0 : Numbers.decimal(name.substring(colon + 1), 0);
    return number > 0 ? "b" + number : "";
  }
}
