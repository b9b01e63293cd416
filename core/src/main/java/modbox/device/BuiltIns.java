package modbox.device;

import java.util.List;

/** Buses, classes and drivers that are part of the kernel itself (Debian's configuration). */
final class BuiltIns {
  /** A driver in the kernel. */
  record BuiltIn(String bus, String name, List<String> patterns) {}

  static final List<String> BUSES =
      List.of(
          "acpi",
          "auxiliary",
          "clockevents",
          "clocksource",
          "container",
          "cpu",
          "edac",
          "event_source",
          "gpio",
          "i2c",
          "machinecheck",
          "mdio_bus",
          "memory",
          "node",
          "nvmem",
          "pci",
          "pci_express",
          "platform",
          "pnp",
          "serio",
          "spi",
          "workqueue",
          "xen",
          "xen-backend");

  static final List<String> CLASSES =
      List.of(
          "ata_device",
          "ata_link",
          "ata_port",
          "backlight",
          "bdi",
          "block",
          "bsg",
          "dma",
          "dmi",
          "extcon",
          "firmware",
          "gpio",
          "graphics",
          "hidraw",
          "i2c-adapter",
          "input",
          "iommu",
          "leds",
          "mem",
          "misc",
          "net",
          "pci_bus",
          "powercap",
          "power_supply",
          "ptp",
          "regulator",
          "rtc",
          "spi_master",
          "thermal",
          "tty",
          "vc",
          "vtconsole",
          "wakeup",
          "watchdog");

  static final List<BuiltIn> DRIVERS =
      List.of(
          new BuiltIn("pci", "pcieport", List.of("pci:v*d*sv*sd*bc06sc04i*")),
          new BuiltIn("pci_express", "pcie_pme", List.of()),
          new BuiltIn("pci_express", "aer", List.of()),
          new BuiltIn("pci_express", "pciehp", List.of()),
          new BuiltIn("pci_express", "dpc", List.of()),
          new BuiltIn("platform", "i8042", List.of("platform:i8042")),
          new BuiltIn("platform", "serial8250", List.of("platform:serial8250")),
          new BuiltIn("pnp", "serial", List.of("acpi*:PNP0501:*", "acpi*:PNP0500:*")),
          new BuiltIn(
              "pnp", "rtc_cmos", List.of("acpi*:PNP0B00:*", "acpi*:PNP0B01:*", "acpi*:PNP0B02:*")),
          new BuiltIn("serio", "atkbd", List.of("serio:ty06pr*id*ex*", "serio:ty01pr01id*ex*")));

  private BuiltIns() {}
}
