package modbox.device;

/** SCSI disks and their partitions. Source: drivers/scsi/sd.c, block/partitions/core.c. */
final class DiskNarrator implements Narrator {
  static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** What sd says of a disk before the disk is there for user space. */
  @Override
  public void added(Device disk, Scene scene) {
    Device unit = scene.parent(disk);
    if (!disk.subsystem().equals("block")
        || !disk.devtype().equals("disk")
        || unit == null
        || !unit.driver().equals("sd")) {
      return;
    }
    String me = "sd " + unit.name() + ": [" + disk.name() + "] ";
    long sectors = number(disk.text("size"));
    long block = Math.max(512, number(disk.text("queue/logical_block_size")));
    long bytes = sectors * 512;
    scene.log(
        5,
        me
            + bytes / block
            + " "
            + block
            + "-byte logical blocks: ("
            + size(bytes, 1000, DECIMAL)
            + "/"
            + size(bytes, 1024, BINARY)
            + ")");
    long physical = number(disk.text("queue/physical_block_size"));
    if (physical > block) {
      scene.log(5, me + physical + "-byte physical blocks");
    }
    scene.log(5, me + "Write Protect is " + (disk.text("ro").equals("1") ? "on" : "off"));
    boolean removable = disk.text("removable").equals("1");
    scene.log(7, me + "Mode Sense: " + (removable ? "43 00 00 00" : "00 3a 00 00"));
    cache(unit, me, scene);
  }

  private static void cache(Device unit, String me, Scene scene) {
    String type = "";
    String fua = "0";
    for (Device child : scene.children(unit)) {
      if (child.subsystem().equals("scsi_disk")) {
        type = child.text("cache_type");
        fua = child.text("FUA");
      }
    }
    boolean write = type.startsWith("write back");
    boolean read = !type.startsWith("none") && !type.endsWith("no read (daft)");
    scene.log(
        5,
        me
            + "Write cache: "
            + (write ? "enabled" : "disabled")
            + ", read cache: "
            + (read ? "enabled" : "disabled")
            + ", "
            + (fua.equals("1") ? "supports DPO and FUA" : "doesn't support DPO or FUA"));
  }

  @Override
  public void bound(Device unit, Scene scene) {
    for (Device disk : scene.children(unit)) {
      if (disk.subsystem().equals("block")) {
        partitions(disk, scene);
        String kind = disk.text("removable").equals("1") ? "removable disk" : "disk";
        scene.log(5, "sd " + unit.name() + ": [" + disk.name() + "] Attached SCSI " + kind);
      }
    }
  }

  /** The line that names the partitions found: {@code sdb: sdb1}. */
  static void partitions(Device disk, Scene scene) {
    var line = new StringBuilder(" ").append(disk.name()).append(':');
    boolean any = false;
    for (Device part : scene.children(disk)) {
      if (part.devtype().equals("partition")) {
        boolean letters = part.name().startsWith("sd") || part.name().startsWith("vd");
        String name = letters ? part.name() : part.name().substring(disk.name().length());
        line.append(' ').append(name);
        any = true;
      }
    }
    if (any) {
      scene.info(line.toString());
    }
  }

  @Override
  public void unbinding(Device unit, Scene scene) {
    for (Device child : scene.children(unit)) {
      if (child.subsystem().equals("scsi_disk") && child.text("cache_type").equals("write back")) {
        scene.log(
            5, "sd " + unit.name() + ": [" + disk(unit, scene) + "] Synchronizing SCSI cache");
      }
    }
  }

  private static String disk(Device unit, Scene scene) {
    for (Device child : scene.children(unit)) {
      if (child.subsystem().equals("block")) {
        return child.name();
      }
    }
    return unit.name();
  }

  private static long number(String text) {
    long value = 0;
    for (int i = 0; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  /** Three digits and a unit: 30.8 GB. Source: string_get_size(), lib/string_helpers.c. */
  static String size(long bytes, int base, String[] units) {
    int unit = 0;
    long whole = bytes;
    long rest = 0;
    while (whole >= base && unit < units.length - 1) {
      rest = whole % base;
      whole /= base;
      unit++;
    }
    if (unit == 0 || whole >= 100) {
      return whole + (unit > 0 && rest * 2 >= base ? 1 : 0) + " " + units[unit];
    }
    int digits = whole >= 10 ? 10 : 100;
    long fraction = (rest * digits * 2 + base) / (2L * base);
    if (fraction == digits) {
      return whole + 1 + (digits == 10 ? ".0 " : ".00 ") + units[unit];
    }
    String padded = digits == 100 && fraction < 10 ? "0" + fraction : Long.toString(fraction);
    return whole + "." + padded + " " + units[unit];
  }
}
