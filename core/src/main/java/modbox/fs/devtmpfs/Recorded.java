package modbox.fs.devtmpfs;

import java.util.ArrayList;
import java.util.List;
import modbox.device.Described;
import modbox.device.Device;
import modbox.device.DeviceTables;
import modbox.device.Plugged;
import modbox.vfs.Data;
import modbox.world.World;

/**
 * What was on a disk where it was recorded. A description says it by the node's content ({@code N:
 * sdb=hex}), or by what udev found there ({@code E: ID_PART_TABLE_TYPE=}, {@code ID_FS_TYPE=}, …)
 * and by the partitions it shows: then a table and first blocks that tell the same are made.
 */
final class Recorded {
  private static final int SECTOR = 512;
  private static final int ENTRIES = 128;
  private static final String LINUX_DATA = "0fc63daf-8483-4772-8e79-3d69d8477de4";
  private static final String BASIC_DATA = "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7";

  private final Medium medium = new Medium();
  private final Described disk;
  private final List<Described> partitions = new ArrayList<>();

  private Recorded(Plugged plug, Described disk) {
    this.disk = disk;
    for (Described node : plug.nodes()) {
      if (node.property("DEVTYPE").equals("partition")
          && node.path().startsWith(disk.path() + "/")) {
        partitions.add(node);
      }
    }
    partitions.sort((a, b) -> Long.compare(number(a, "partition"), number(b, "partition")));
  }

  /** The bytes that a disk came with. */
  static Data.File content(World world, Device device) {
    Plugged plug = world.get(DeviceTables.PLUGS, device.origin().plug());
    int index = device.origin().index();
    if (plug == null || index < 0 || index >= plug.nodes().size()) {
      return Data.File.empty();
    }
    var recorded = new Recorded(plug, plug.nodes().get(index));
    recorded.make();
    return new Data.File(recorded.medium.pages(), "", "", 0, 0);
  }

  private void make() {
    if (!disk.content().isEmpty()) {
      medium.text(0, disk.content().length(), disk.content());
      return;
    }
    format(disk, 0);
    if (partitions.isEmpty()) {
      return;
    }
    if (disk.property("ID_PART_TABLE_TYPE").equals("gpt")) {
      gpt();
    } else {
      dos();
    }
    for (Described partition : partitions) {
      format(partition, number(partition, "start") * SECTOR);
    }
  }

  private static long number(Described node, String attribute) {
    String text = node.attribute(attribute).orElse("");
    long value = 0;
    for (int i = 0; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static String or(Described node, String property, String otherwise) {
    String value = node.property(property);
    return value.isEmpty() ? otherwise : value;
  }

  private void format(Described node, long start) {
    String type = node.property("ID_FS_TYPE");
    if (type.isEmpty()) {
      return;
    }
    Medium part = medium.from(start);
    long size = number(node, "size") * SECTOR;
    String label = unescaped(or(node, "ID_FS_LABEL_ENC", node.property("ID_FS_LABEL")));
    new Formats(part, size, node.property("ID_FS_UUID"), label)
        .write(type, node.property("ID_FS_VERSION"));
    medium.take(part);
  }

  /** {@code \x20} and its like are one character. */
  private static String unescaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i) && i + 4 <= text.length()) {
        int high = Character.digit(text.charAt(i + 2), 16);
        int low = Character.digit(text.charAt(i + 3), 16);
        out.append((char) (high << 4 | low));
        i += 3;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private void dos() {
    medium.hex(440, 4, littleEndian(or(disk, "ID_PART_TABLE_UUID", "00c0ffee")));
    for (Described partition : partitions) {
      long number = number(partition, "partition");
      if (number < 1 || number > 4) {
        continue; // logical ones would need a chain of tables inside an extended one
      }
      long at = 446 + 16 * (number - 1);
      String vfat = partition.property("ID_FS_TYPE").equals("vfat") ? "0xc" : "0x83";
      String type = or(partition, "ID_PART_ENTRY_TYPE", vfat);
      medium.number(at, 1, partition.property("ID_PART_ENTRY_FLAGS").equals("0x80") ? 0x80 : 0);
      medium.hex(at + 1, 3, "feffff");
      medium.number(at + 4, 1, Integer.parseInt(type.substring(type.indexOf('x') + 1), 16));
      medium.hex(at + 5, 3, "feffff");
      medium.number(at + 8, 4, number(partition, "start"));
      medium.number(at + 12, 4, number(partition, "size"));
    }
    medium.number(510, 2, 0xaa55);
  }

  private static String littleEndian(String hex) {
    var out = new StringBuilder();
    for (int i = hex.length() - 2; i >= 0; i -= 2) {
      out.append(hex, i, i + 2);
    }
    return out.toString();
  }

  private void gpt() {
    long sectors = number(disk, "size");
    medium.number(446 + 4, 1, 0xee);
    medium.number(446 + 8, 4, 1);
    medium.number(446 + 12, 4, Math.min(sectors - 1, 0xffffffffL));
    medium.number(510, 2, 0xaa55);
    for (Described partition : partitions) {
      gptEntry(partition);
    }
    long h = SECTOR;
    medium.text(h, 8, "EFI PART");
    medium.number(h + 8, 4, 0x10000);
    medium.number(h + 12, 4, 92);
    medium.number(h + 24, 8, 1);
    medium.number(h + 32, 8, sectors - 1);
    medium.number(h + 40, 8, 34);
    medium.number(h + 48, 8, sectors - 34);
    medium.guid(h + 56, or(disk, "ID_PART_TABLE_UUID", "5f4d6f64-426f-4b00-8000-000000000000"));
    medium.number(h + 72, 8, 2);
    medium.number(h + 80, 4, ENTRIES);
    medium.number(h + 84, 4, 128);
    medium.number(h + 88, 4, medium.crc32(2L * SECTOR, ENTRIES * 128));
    medium.number(h + 16, 4, medium.crc32(h, 92));
  }

  private void gptEntry(Described partition) {
    long number = number(partition, "partition");
    if (number < 1 || number > ENTRIES) {
      return;
    }
    long at = 2L * SECTOR + 128 * (number - 1);
    long start = number(partition, "start");
    boolean vfat = partition.property("ID_FS_TYPE").equals("vfat");
    medium.guid(at, or(partition, "ID_PART_ENTRY_TYPE", vfat ? BASIC_DATA : LINUX_DATA));
    String own = or(partition, "PARTUUID", "5f4d6f64-426f-4b00-8000-0000000000" + (10 + number));
    medium.guid(at + 16, or(partition, "ID_PART_ENTRY_UUID", own));
    medium.number(at + 32, 8, start);
    medium.number(at + 40, 8, start + number(partition, "size") - 1);
    String recorded = unescaped(partition.property("ID_PART_ENTRY_NAME"));
    String name = recorded.isEmpty() ? partition.property("PARTNAME") : recorded;
    for (int i = 0; i < Math.min(name.length(), 36); i++) {
      medium.number(at + 56 + 2L * i, 2, name.charAt(i));
    }
  }
}
