package modbox.fs.devtmpfs;

import java.util.List;
import java.util.Objects;
import modbox.abi.Dev;
import modbox.device.Device;
import modbox.device.DeviceTables;
import modbox.vfs.Data;
import modbox.world.Table;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** What is on the block devices: what they came with, until somebody writes. */
public final class Disks {
  /** What was written to a disk, by its device number. */
  public static final Table<Long, Data.File> TABLE =
      Table.of("disks_written", Long.class, Data.File.class);

  /** All tables of this package. */
  public static final List<Table<?, ?>> TABLES = List.of(TABLE);

  private static final long SECTOR = 512;

  private final World world;

  public Disks(World world) {
    this.world = world;
  }

  /**
   * A stretch of a disk: the whole or a partition.
   *
   * @param disk device number of the disk
   * @param start first byte; {@code size} in bytes
   */
  record Area(long disk, long start, long size, boolean readOnly) {}

  /** The device with a number, null if there is none. */
  static @Nullable Device device(World world, boolean block, int major, int minor) {
    String key = (block ? "block/" : "char/") + major + ":" + minor;
    String path = world.get(DeviceTables.NUMBERS, key);
    return path == null ? null : world.get(DeviceTables.DEVICES, path);
  }

  /** Where the bytes of a block device are. */
  Area area(Device device) {
    Device disk = device;
    long start = 0;
    boolean readOnly = device.text("ro").equals("1");
    if (device.devtype().equals("partition")) {
      String above = device.path().substring(0, device.path().lastIndexOf('/'));
      disk = Objects.requireNonNullElse(world.get(DeviceTables.DEVICES, above), device);
      start = number(device.text("start")) * SECTOR;
    }
    Device.Node number = disk.number();
    long rdev = Dev.make(number.major(), number.minor());
    return new Area(rdev, start, number(device.text("size")) * SECTOR, readOnly);
  }

  private static long number(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  Data.File written(Area area) {
    Data.File file = world.get(TABLE, area.disk());
    if (file != null) {
      return file;
    }
    Device disk = device(world, true, Dev.major(area.disk()), Dev.minor(area.disk()));
    Data.File first = disk == null ? Data.File.empty() : Recorded.content(world, disk);
    if (first.pages().nonEmpty()) {
      write(area, first);
    }
    return first;
  }

  void write(Area area, Data.File file) {
    world.put(TABLE, area.disk(), file);
  }

  /** A disk is gone: what was on it too. */
  public void forget(long rdev) {
    world.remove(TABLE, rdev);
  }
}
