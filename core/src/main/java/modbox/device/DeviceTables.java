package modbox.device;

import java.util.List;
import modbox.abi.Uevent;
import modbox.world.Table;

/** The tables of the driver core. */
public final class DeviceTables {
  /** Devices by devpath. */
  public static final Table<String, Device> DEVICES =
      Table.of("devices", String.class, Device.class);

  /** What is in each directory below /sys/devices, by path. */
  public static final Table<String, Dir> DIRS = Table.of("device_dirs", String.class, Dir.class);

  /** Buses by name. */
  public static final Table<String, Bus> BUSES = Table.of("buses", String.class, Bus.class);

  /** Drivers by {@link Driver#key}. */
  public static final Table<String, Driver> DRIVERS =
      Table.of("drivers", String.class, Driver.class);

  /** Classes by name. */
  public static final Table<String, DeviceClass> CLASSES =
      Table.of("classes", String.class, DeviceClass.class);

  /** Devpaths by device number, {@link Device.Node#key}. */
  public static final Table<String, String> NUMBERS =
      Table.of("device_numbers", String.class, String.class);

  /** Descriptions that are plugged in. */
  public static final Table<Long, Plugged> PLUGS = Table.of("plugs", Long.class, Plugged.class);

  /** Who waits for the device at a devpath. */
  public static final Table<String, Anchor> ANCHORS =
      Table.of("plug_anchors", String.class, Anchor.class);

  /** Drivers that a sibling's probe has claimed a device for, by devpath. */
  public static final Table<String, String> CLAIMS =
      Table.of("device_claims", String.class, String.class);

  /** Devices whose probe was deferred: devpath by order of registration. */
  public static final Table<Long, String> DEFERRED =
      Table.of("device_deferred", Long.class, String.class);

  /** Class interfaces that are registered (evdev, sg, …): module name by interface. */
  public static final Table<String, String> HANDLERS =
      Table.of("device_handlers", String.class, String.class);

  /** Numbers given out, by kind. */
  public static final Table<String, Ids> IDS = Table.of("device_ids", String.class, Ids.class);

  /** Work put off, in order. */
  public static final Table<Long, Work> WORK = Table.of("device_work", Long.class, Work.class);

  /** The latest uevents by sequence number. */
  public static final Table<Long, Uevent> UEVENTS = Table.of("uevents", Long.class, Uevent.class);

  /** All of them. */
  public static final List<Table<?, ?>> TABLES =
      List.of(
          DEVICES, DIRS, BUSES, DRIVERS, CLASSES, NUMBERS, PLUGS, ANCHORS, CLAIMS, DEFERRED,
          HANDLERS, IDS, WORK, UEVENTS);

  private DeviceTables() {}
}
