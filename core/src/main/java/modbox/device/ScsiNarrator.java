package modbox.device;

/** The SCSI midlayer: hosts, devices, sg. Source: drivers/scsi/{hosts,scsi_scan,sg}.c. */
final class ScsiNarrator implements Narrator {
  private static final String[] TYPES = {
    "Direct-Access    ",
    "Sequential-Access",
    "Printer          ",
    "Processor        ",
    "WORM             ",
    "CD-ROM           ",
    "Scanner          ",
    "Optical Device   ",
    "Medium Changer   ",
    "Communications   ",
    "ASC IT8          ",
    "ASC IT8          ",
    "RAID             ",
    "Enclosure        ",
    "Direct-Access-RBC",
    "Optical card     ",
    "Bridge controller",
    "Object storage   ",
    "Automation/Drive ",
    "Security Manager ",
    "Direct-Access-ZBC"
  };

  @Override
  public void added(Device device, Scene scene) {
    switch (device.devtype()) {
      case "scsi_host" -> host(device, scene);
      case "scsi_device" -> inquiry(device, scene);
      default -> {
        if (device.subsystem().equals("scsi_generic")) {
          generic(device, scene);
        }
      }
    }
  }

  private static void host(Device host, Scene scene) {
    Device above = scene.parent(host);
    while (above != null && !above.bound()) {
      above = scene.parent(above);
    }
    if (above != null) {
      String info =
          switch (above.driver()) {
            case "usb-storage" -> "usb-storage " + above.name();
            case "virtio_scsi" -> "Virtio SCSI HBA";
            default -> above.driver();
          };
      scene.info("scsi " + host.name() + ": " + info);
    }
  }

  private static void inquiry(Device device, Scene scene) {
    if (device.text("vendor").startsWith("ATA")) {
      AtaNarrator.drive(device, scene);
    }
    int type = Math.max(0, NameRule.number(device.text("type"), 0));
    int level = Math.max(0, NameRule.number(device.text("scsi_level"), 0));
    String name = type < TYPES.length ? TYPES[type] : "Unknown          ";
    scene.info(
        "scsi "
            + device.name()
            + ": "
            + name
            + " "
            + field(device, "vendor", 8)
            + " "
            + field(device, "model", 16)
            + " "
            + field(device, "rev", 4)
            + " PQ: 0 ANSI: "
            + (level > 1 ? level - 1 : level));
  }

  private static String field(Device device, String attribute, int width) {
    String text = device.text(attribute);
    return text.length() >= width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }

  private static void generic(Device device, Scene scene) {
    Device above = scene.parent(device);
    if (above != null) {
      // the disk's own probe has begun by then, though it ends later
      boolean taken = above.bound() || scene.hasDriver("scsi", above.wanted());
      scene.info(
          (taken ? above.wanted() : "scsi")
              + " "
              + above.name()
              + ": Attached scsi generic "
              + device.name()
              + " type "
              + above.text("type"));
    }
  }
}
