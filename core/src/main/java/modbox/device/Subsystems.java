package modbox.device;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of subsystems: which are buses, their uevent keys in order, what creates their
 * devices. Facts of Linux 6.1; sources: the {@code uevent} callbacks under drivers/, Documentation/
 * ABI.
 */
final class Subsystems {
  /** Subsystems that are buses; every other one is a class. */
  private static final Set<String> BUSES =
      Set.of(
          "ac97",
          "acpi",
          "amba",
          "auxiliary",
          "bcma",
          "cdx",
          "ccw",
          "ccwgroup",
          "clockevents",
          "clocksource",
          "container",
          "counter",
          "cpu",
          "css",
          "cxl",
          "dax",
          "dfl",
          "edac",
          "eisa",
          "event_source",
          "faux",
          "fsi",
          "fsl-mc",
          "gameport",
          "genpd",
          "gpio",
          "greybus",
          "hdaudio",
          "hid",
          "hsi",
          "i2c",
          "i3c",
          "ide",
          "iio",
          "intel_th",
          "ipack",
          "isa",
          "ishtp",
          "iucv",
          "machinecheck",
          "mcb",
          "mdio_bus",
          "media",
          "mei",
          "memory",
          "memory_tiering",
          "memstick",
          "mhi",
          "mipi-dsi",
          "mmc",
          "moxtet",
          "most",
          "nd",
          "node",
          "ntb",
          "nvmem",
          "parport",
          "pci",
          "pci-epf",
          "pci_express",
          "pcmcia",
          "platform",
          "pnp",
          "rapidio",
          "rbd",
          "rmi4",
          "rpmsg",
          "scmi_protocol",
          "scsi",
          "sdio",
          "serial",
          "serial-base",
          "serio",
          "siox",
          "slimbus",
          "snd_seq",
          "soc",
          "soundwire",
          "spi",
          "spmi",
          "ssb",
          "superhyway",
          "surface_aggregator",
          "tee",
          "thunderbolt",
          "tifm",
          "typec",
          "ulpi",
          "usb",
          "usb-serial",
          "usbfunc",
          "vdpa",
          "vfio-ccw",
          "virtio",
          "visorbus",
          "vlynq",
          "vme",
          "vmbus",
          "w1",
          "wmi",
          "workqueue",
          "xen",
          "xen-backend",
          "zorro");

  /** Keys of the bus, the class and the type, in the order in which the kernel adds them. */
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("usb usb_device", List.of("PRODUCT", "TYPE", "BUSNUM", "DEVNUM")),
          Map.entry("usb usb_interface", List.of("PRODUCT", "TYPE", "INTERFACE", "MODALIAS")),
          Map.entry(
              "pci", List.of("PCI_CLASS", "PCI_ID", "PCI_SUBSYS_ID", "PCI_SLOT_NAME", "MODALIAS")),
          Map.entry("hid", List.of("HID_ID", "HID_NAME", "HID_PHYS", "HID_UNIQ", "MODALIAS")),
          Map.entry(
              "input",
              List.of(
                  "PRODUCT",
                  "NAME",
                  "PHYS",
                  "UNIQ",
                  "PROP",
                  "EV",
                  "KEY",
                  "REL",
                  "ABS",
                  "MSC",
                  "LED",
                  "SND",
                  "FF",
                  "SW",
                  "MODALIAS")),
          Map.entry("block", List.of("DISKSEQ", "PARTN", "PARTNAME")),
          Map.entry("net", List.of("INTERFACE", "IFINDEX")),
          Map.entry("scsi", List.of("MODALIAS")),
          Map.entry(
              "nvme",
              List.of(
                  "NVME_TRTYPE",
                  "NVME_TRADDR",
                  "NVME_TRSVCID",
                  "NVME_HOST_TRADDR",
                  "NVME_HOST_IFACE")),
          Map.entry("mmc", List.of("MMC_TYPE", "MMC_NAME", "MODALIAS")),
          Map.entry(
              "serio",
              List.of(
                  "SERIO_TYPE",
                  "SERIO_PROTO",
                  "SERIO_ID",
                  "SERIO_EXTRA",
                  "MODALIAS",
                  "SERIO_FIRMWARE_ID")),
          Map.entry("rfkill", List.of("RFKILL_NAME", "RFKILL_TYPE", "RFKILL_STATE")),
          Map.entry("thunderbolt", List.of("USB4_VERSION", "USB4_TYPE")));

  /** Keys of devicetree nodes, before those of the bus. */
  private static final List<String> OF =
      List.of("OF_NAME", "OF_FULLNAME", "OF_TYPE", "OF_COMPATIBLE_", "OF_ALIAS_");

  /** Keys that the core makes itself. */
  private static final Set<String> CORE =
      Set.of(
          "ACTION",
          "DEVPATH",
          "SUBSYSTEM",
          "MAJOR",
          "MINOR",
          "DEVNAME",
          "DEVMODE",
          "DEVUID",
          "DEVGID",
          "DEVTYPE",
          "DRIVER",
          "SEQNUM");

  /** Beginnings of properties that udev adds; a recorded description has them too. */
  private static final List<String> UDEV =
      List.of(
          "ID_",
          ".",
          "DEVLINKS",
          "TAGS",
          "CURRENT_TAGS",
          "USEC_INITIALIZED",
          "SYSTEMD_",
          "UDEV_",
          "UDISKS_",
          "LIBINPUT_",
          "XKB",
          "NM_",
          "SOUND_",
          "PULSE_",
          "COLORD_",
          "GPHOTO",
          "MTP_",
          "NET",
          "MM_",
          "UPOWER_",
          "LVM_",
          "ALSA_",
          "KEYBOARD_KEY_",
          "EVDEV_ABS",
          "MOUSE_",
          "POINTINGSTICK_",
          "FINGERPRINT_",
          "SANE_",
          "DKD_",
          "ACL_MANAGE",
          "BTRFS_",
          "ADB_",
          "adb_",
          "libsane_",
          "PROXIMITY_",
          "ACCEL_",
          "IIO_SENSOR",
          "DRIVERS_",
          "__DEVCONTEXT",
          "INTERFACE_OLD");

  private Subsystems() {}

  static boolean isBus(String subsystem) {
    return BUSES.contains(subsystem);
  }

  /** The keys for this subsystem and device type, or null if any may come in any order. */
  static @Nullable List<String> keys(String subsystem, String devtype) {
    List<String> keys = KEYS.get(subsystem + " " + devtype);
    return keys != null ? keys : KEYS.get(subsystem);
  }

  /** Whether the driver core makes the key, so that a description's own is not taken. */
  static boolean isCore(String key) {
    return CORE.contains(key);
  }

  static boolean isDeviceTree(String key) {
    for (String prefix : OF) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether udev made the property. */
  static boolean isUdev(String key) {
    for (String prefix : UDEV) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The class interface that makes a device of this subsystem and name, empty if the driver or the
   * subsystem itself makes it.
   */
  static String handler(String subsystem, String name) {
    return switch (subsystem) {
      case "input" ->
          name.startsWith("event")
              ? "evdev"
              : name.startsWith("mouse") || name.equals("mice")
                  ? "mousedev"
                  : name.startsWith("js") ? "joydev" : "";
      case "scsi_generic" -> "sg";
      default -> "";
    };
  }

  /** Whether the subsystem's core makes the device with its parent, before a driver binds it. */
  static boolean withParent(String subsystem) {
    return switch (subsystem) {
      case "scsi_device", "scsi_generic", "bsg" -> true;
      default -> false;
    };
  }

  /** The mode that the kernel gives a node; 0600 unless it says otherwise. */
  static int mode(String node) {
    return switch (node) {
      case "null", "zero", "full", "random", "urandom", "tty", "ptmx", "vfio/vfio" -> 0666;
      case "kmsg" -> 0644;
      default -> 0600;
    };
  }

  /**
   * Whether a driver of another name than the recorded one does the same: names differ in dash and
   * underscore between module and driver, and hid-generic serves what a special driver would.
   */
  static boolean serves(String subsystem, String wanted, String driver) {
    return wanted.equals(driver)
        || wanted.replace('-', '_').equals(driver.replace('-', '_'))
        || (subsystem.equals("hid") && driver.equals("hid-generic"));
  }

  /**
   * Drivers that take the other interfaces of their function with them when they bind the first.
   */
  static boolean claimsSiblings(String driver) {
    return switch (driver) {
      case "btusb", "uvcvideo", "snd-usb-audio", "cdc_acm", "cdc_ether", "cdc_ncm", "cdc_mbim" ->
          true;
      default -> false;
    };
  }

  /**
   * Whether what hangs on a device goes in the reverse of the order in which it came: what a SCSI
   * host, target or unit has of itself, and the two buses of an xHCI controller.
   */
  static boolean removesLatestFirst(Device device) {
    return (device.subsystem().equals("scsi") && !device.bound())
        || device.driver().equals("xhci_hcd");
  }

  /** Drivers that scan for what is behind them later, and after how many nanoseconds. */
  static long scanDelay(String driver) {
    return switch (driver) {
      case "usb-storage" -> 1_000_000_000L;
      case "uas", "ahci", "virtio_scsi", "ata_piix" -> 0;
      default -> -1;
    };
  }
}
