package modbox.module;

import java.util.ArrayList;
import java.util.List;
import modbox.elf.Import;

/** Buses by the functions that register drivers on them, and the aliases that are their ids. */
final class Buses {
  private Buses() {}

  /** The bus that a register function serves, empty if it serves none. */
  static String of(String function) {
    return switch (function) {
      case "__pci_register_driver" -> "pci";
      case "usb_register_driver" -> "usb";
      case "usb_serial_register_drivers" -> "usb-serial";
      case "__hid_register_driver" -> "hid";
      case "__platform_driver_register", "__platform_driver_probe" -> "platform";
      case "register_virtio_driver" -> "virtio";
      case "pnp_register_driver" -> "pnp";
      case "__serio_register_driver" -> "serio";
      case "scsi_register_driver" -> "scsi";
      case "i2c_register_driver" -> "i2c";
      case "__spi_register_driver" -> "spi";
      case "__wmi_driver_register" -> "wmi";
      case "__snd_seq_driver_register" -> "snd_seq";
      case "__vmbus_driver_register" -> "vmbus";
      case "pcmcia_register_driver" -> "pcmcia";
      case "sdio_register_driver" -> "sdio";
      case "__auxiliary_driver_register" -> "auxiliary";
      case "acpi_bus_register_driver" -> "acpi";
      case "__hda_codec_driver_register" -> "hdaudio";
      default -> "";
    };
  }

  /** The aliases that are ids of a bus. */
  static List<String> patterns(String bus, List<String> aliases) {
    var all = new ArrayList<String>();
    for (String alias : aliases) {
      if (belongs(bus, alias)) {
        all.add(alias);
      }
    }
    return all;
  }

  private static boolean belongs(String bus, String alias) {
    return switch (bus) {
      case "platform" ->
          alias.startsWith("platform:") || alias.startsWith("acpi*:") || alias.startsWith("of:");
      case "i2c", "spi" ->
          alias.startsWith(bus + ":") || alias.startsWith("acpi*:") || alias.startsWith("of:");
      case "pnp" -> alias.startsWith("pnp:") || alias.startsWith("acpi*:");
      case "acpi" -> alias.startsWith("acpi*:");
      default -> alias.startsWith(bus + ":");
    };
  }

  /** Whether a module's code calls something that registers a driver on the bus. */
  static boolean registers(String bus, List<Import> imports) {
    for (Import wanted : imports) {
      String name = wanted.name();
      if (of(name).equals(bus)
          || (name.contains("register") && name.contains("driver") && !name.contains("unregister"))
          || (bus.equals("usb") && name.equals("usb_register_driver"))) {
        return true;
      }
    }
    return false;
  }
}
