package modbox.device;

/** SATA controllers and what is on their ports. Source: drivers/ata/ahci.c, libata-core.c. */
final class AtaNarrator implements Narrator {
  @Override
  public void probing(Device device, Scene scene) {
    scene.log(7, device.label() + ": version 3.0");
  }

  @Override
  public void bound(Device device, Scene scene) {
    int ports = 0;
    for (Device child : scene.children(device)) {
      ports += child.subsystem().equals("ata_port") ? 1 : 0;
    }
    scene.info(
        device.label()
            + ": AHCI 0001.0301 32 slots "
            + ports
            + " ports 6 Gbps 0x"
            + Integer.toHexString((1 << ports) - 1)
            + " impl SATA mode");
    String lines = device.text("resource");
    String[] bars = lines.split("\n");
    String base = bars.length > 5 ? bars[5].split(" ")[0] : "0x0";
    String address = "0x" + base.replaceFirst("^0x0*", "");
    for (Device child : scene.children(device)) {
      if (child.subsystem().equals("ata_port")) {
        int number = Math.max(1, NameRule.number(child.text("port_no"), 0));
        long port = Long.parseUnsignedLong("0" + address.substring(2), 16) + 0x80 + 0x80L * number;
        scene.info(
            child.name()
                + ": SATA max UDMA/133 abar m2048@"
                + address
                + " port 0x"
                + Long.toHexString(port)
                + " irq "
                + device.text("irq"));
      }
    }
  }

  /** What libata says of the drive that a SCSI unit stands for, before the unit is there. */
  static void drive(Device unit, Scene scene) {
    int at = unit.path().indexOf("/ata");
    int end = unit.path().indexOf('/', at + 1);
    if (at < 0 || end < 0) {
      return;
    }
    String port = unit.path().substring(at + 1, end);
    scene.info(port + ": SATA link up 6.0 Gbps (SStatus 133 SControl 300)");
    scene.info(
        port
            + ".00: ATA-10: "
            + unit.text("model").trim()
            + ", "
            + unit.text("rev").trim()
            + ", max UDMA/133");
    scene.info(port + ".00: configured for UDMA/133");
  }
}
