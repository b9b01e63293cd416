package modbox.udev.builtin;

import java.util.Map;
import modbox.abi.Errno;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Glob;
import org.jspecify.annotations.Nullable;

/**
 * {@code hwdb [--filter=GLOB] [--device=ID] [--subsystem=S] [--lookup-prefix=P] [MODALIAS]}: what
 * the hardware database knows of a device. Source: udev-builtin-hwdb.c.
 */
final class HwdbBuiltin implements Builtin {
  @Override
  public String name() {
    return "hwdb";
  }

  @Override
  public String help() {
    return "Hardware database";
  }

  /** The command line. */
  private static final class Options {
    @Nullable String filter;
    @Nullable String device;
    @Nullable String subsystem;
    String prefix = "";
    @Nullable String modalias;
  }

  @Override
  public int run(Call call) {
    if (!call.databases().areThere()) {
      return Builtin.failed(Errno.EINVAL);
    }
    Options options = parse(call);
    if (options.modalias != null) {
      return lookup(call, options, options.modalias) > 0 ? 0 : Builtin.failed(Errno.ENODATA);
    }
    Device device = call.device();
    if (options.device != null) {
      device = byId(call, options.device);
      if (device == null) {
        return Builtin.failed(Errno.ENODEV);
      }
    }
    return search(call, options, device) ? 0 : Builtin.failed(Errno.ENODATA);
  }

  private static Options parse(Call call) {
    var options = new Options();
    for (int i = 1; i < call.argv().size(); i++) {
      String word = call.argv().get(i);
      int eq = word.indexOf('=');
      String key = eq < 0 ? word : word.substring(0, eq);
      boolean takes = key.startsWith("-");
      String value = eq < 0 ? "" : word.substring(eq + 1);
      if (takes && eq < 0 && i + 1 < call.argv().size()) {
        value = call.argv().get(++i);
      }
      switch (key) {
        case "--filter", "-f" -> options.filter = value;
        case "--device", "-d" -> options.device = value;
        case "--subsystem", "-s" -> options.subsystem = value;
        case "--lookup-prefix", "-p" -> options.prefix = value;
        default -> options.modalias = takes ? options.modalias : word;
      }
    }
    return options;
  }

  private static @Nullable Device byId(Call call, String id) {
    String rest = id.length() > 1 ? id.substring(1) : "";
    return switch (id.isEmpty() ? ' ' : id.charAt(0)) {
      case 'b' -> Device.at(call.files(), "/sys/dev/block/" + rest);
      case 'c' -> Device.at(call.files(), "/sys/dev/char/" + rest);
      case '+' -> {
        int colon = rest.indexOf(':');
        if (colon < 0) {
          yield null;
        }
        String subsystem = rest.substring(0, colon);
        String name = rest.substring(colon + 1);
        Device onBus = Device.at(call.files(), "/sys/bus/" + subsystem + "/devices/" + name);
        yield onBus != null
            ? onBus
            : Device.at(call.files(), "/sys/class/" + subsystem + "/" + name);
      }
      default -> null;
    };
  }

  private static int lookup(Call call, Options options, String modalias) {
    int count = 0;
    Map<String, String> found = call.databases().lookup(options.prefix + modalias);
    for (Map.Entry<String, String> entry : found.entrySet()) {
      if (options.filter == null || Glob.matches(options.filter, entry.getKey())) {
        call.add(entry.getKey(), entry.getValue());
        count++;
      }
    }
    return count;
  }

  private static boolean search(Call call, Options options, Device start) {
    boolean last = false;
    for (Device device = start; device != null && !last; device = device.parent()) {
      String subsystem = device.subsystem();
      if (subsystem == null
          || (options.subsystem != null && !options.subsystem.equals(subsystem))) {
        continue;
      }
      String modalias = device.property("MODALIAS");
      if (subsystem.equals("usb") && "usb_device".equals(device.devtype())) {
        // the device has no modalias of its own; it is also as far as the search goes
        modalias = modalias == null || modalias.isEmpty() ? usbModalias(device) : modalias;
        last = true;
      }
      if (modalias != null && lookup(call, options, modalias) > 0) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String usbModalias(Device device) {
    String vendor = device.attribute("idVendor");
    String product = device.attribute("idProduct");
    if (vendor == null || product == null) {
      return null;
    }
    String name = device.attribute("product");
    return "usb:v%04Xp%04X:%s"
        .formatted(
            Numbers.parse(vendor, 16, 0), Numbers.parse(product, 16, 0), name == null ? "" : name);
  }
}
