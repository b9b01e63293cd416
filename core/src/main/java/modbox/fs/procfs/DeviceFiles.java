package modbox.fs.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modbox.device.Device;
import modbox.device.DeviceTables;
import modbox.pseudo.Forest;
import modbox.pseudo.Text;
import modbox.pseudo.Tree;
import modbox.world.World;

/** partitions and diskstats. Source: block/genhd.c. */
public final class DeviceFiles {
  private final World world;

  private DeviceFiles(World world) {
    this.world = world;
  }

  /** Puts them into /proc. */
  public static void plant(World world, Forest proc) {
    var files = new DeviceFiles(world);
    proc.add(Tree.file("partitions", files::partitions));
    proc.add(Tree.file("diskstats", files::diskstats));
  }

  private List<Device> disks() {
    var list = new ArrayList<Device>();
    for (Device device : world.rows(DeviceTables.DEVICES)) {
      if (device.number().present() && device.number().block()) {
        list.add(device);
      }
    }
    list.sort(Comparator.comparingLong(Device::serial));
    return list;
  }

  private void partitions(Text out) {
    out.line("major minor  #blocks  name").line("");
    for (Device disk : disks()) {
      String sectors = disk.text("size");
      if (!sectors.isEmpty() && !sectors.equals("0")) {
        out.right(disk.number().major(), 4).put("  ").right(disk.number().minor(), 7).put(' ');
        out.right(Long.parseLong(sectors) / 2, 10).put(' ').line(disk.name().replace('!', '/'));
      }
    }
  }

  private void diskstats(Text out) {
    for (Device disk : disks()) {
      out.right(disk.number().major(), 4).put(' ').right(disk.number().minor(), 7).put(' ');
      out.line(disk.name().replace('!', '/') + " 0".repeat(17));
    }
  }
}
