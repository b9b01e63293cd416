package modbox.elf;

import java.util.Map;

/**
 * Kernel functions with which modules register drivers and the like, and where the structure that
 * they take names what is registered. Source of the offsets: the structures of Linux 6.1 on x86-64.
 */
public final class RegisterFunctions {
  /** The structure begins with the name itself. */
  public static final int INLINE = -1;

  /** The name is an argument of its own. */
  public static final int ARGUMENT = -2;

  /** Offset of the name pointer in the structure that each function takes. */
  private static final Map<String, Integer> NAME_AT =
      Map.ofEntries(
          Map.entry("__pci_register_driver", 16),
          Map.entry("usb_register_driver", 0),
          Map.entry("__hid_register_driver", 0),
          Map.entry("__platform_driver_register", 48),
          Map.entry("__platform_driver_probe", 48),
          Map.entry("register_virtio_driver", 0),
          Map.entry("register_filesystem", 0),
          Map.entry("misc_register", 8),
          Map.entry("pnp_register_driver", 0),
          Map.entry("__serio_register_driver", 80),
          Map.entry("scsi_register_driver", 0),
          Map.entry("input_register_handler", 72),
          Map.entry("rtnl_link_register", 16),
          Map.entry("i2c_register_driver", 56),
          Map.entry("__spi_register_driver", 32),
          Map.entry("__wmi_driver_register", 0),
          Map.entry("__snd_seq_driver_register", 0),
          Map.entry("__vmbus_driver_register", 0),
          Map.entry("pcmcia_register_driver", 0),
          Map.entry("sdio_register_driver", 0),
          Map.entry("__auxiliary_driver_register", 40),
          Map.entry("driver_register", 0),
          Map.entry("acpi_bus_register_driver", INLINE),
          Map.entry("usb_serial_register_drivers", ARGUMENT),
          Map.entry("__hda_codec_driver_register", ARGUMENT));

  private RegisterFunctions() {}

  /** Whether it is known where the function finds a name. */
  public static boolean known(String function) {
    return NAME_AT.containsKey(function);
  }

  /** Offset of the name pointer in the structure, or {@link #INLINE}, or {@link #ARGUMENT}. */
  public static int nameAt(String function) {
    return NAME_AT.getOrDefault(function, ARGUMENT);
  }
}
