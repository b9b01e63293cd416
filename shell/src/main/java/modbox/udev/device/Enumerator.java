package modbox.udev.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds devices in /sys, sorted as sd_device_enumerator sorts them. */
public final class Enumerator {
  private final Files files;
  private final SortedMap<String, Device> found = new TreeMap<>();

  private Enumerator(Files files) {
    this.files = files;
  }

  /** All devices of all buses and classes that pass, parents before children. */
  public static List<Device> devices(Files files, Predicate<Device> filter) {
    var enumerator = new Enumerator(files);
    for (String bus : files.list("/sys/bus")) {
      enumerator.scan("/sys/bus/" + bus + "/devices", filter);
    }
    for (String type : files.list("/sys/class")) {
      enumerator.scan("/sys/class/" + type, filter);
    }
    return enumerator.sorted();
  }

  /** Modules, buses and drivers that pass. */
  public static List<Device> subsystems(Files files, Predicate<Device> filter) {
    var enumerator = new Enumerator(files);
    enumerator.scan("/sys/module", filter);
    enumerator.scan("/sys/bus", filter);
    for (String bus : files.list("/sys/bus")) {
      enumerator.scan("/sys/bus/" + bus + "/drivers", filter);
    }
    return enumerator.sorted();
  }

  /** A device and all below it that pass. */
  public static List<Device> below(Files files, Device top, Predicate<Device> filter) {
    var enumerator = new Enumerator(files);
    enumerator.descend(top.syspath(), filter);
    return enumerator.sorted();
  }

  private void scan(String directory, Predicate<Device> filter) {
    for (String name : files.list(directory)) {
      String path = directory + "/" + name;
      if ((files.linkMode(path) & modbox.abi.Mode.FMT) != modbox.abi.Mode.REG) {
        add(Device.at(files, path), filter);
      }
    }
  }

  private void add(@org.jspecify.annotations.Nullable Device device, Predicate<Device> filter) {
    if (device != null
        && files.mode(device.syspath() + "/uevent") != 0
        && !found.containsKey(device.syspath())
        && filter.test(device)) {
      found.put(device.syspath(), device);
    }
  }

  private void descend(String directory, Predicate<Device> filter) {
    add(Device.at(files, directory), filter);
    for (String name : files.list(directory)) {
      String path = directory + "/" + name;
      if ((files.linkMode(path) & modbox.abi.Mode.FMT) == modbox.abi.Mode.DIR) {
        descend(path, filter);
      }
    }
  }

  private List<Device> sorted() {
    var list = new ArrayList<Device>(found.values());
    list.sort(
        Comparator.comparing(Enumerator::isLate)
            .thenComparing(Device::devpath, Enumerator::compare));
    return list;
  }

  /** What is built on other devices comes after all of them. */
  private static boolean isLate(Device device) {
    return device.devpath().contains("/block/md") || device.devpath().contains("/block/dm-");
  }

  /** By components; the control node of a sound card is the last of its card. */
  private static int compare(String a, String b) {
    int card = a.indexOf("/sound/card");
    if (card >= 0) {
      int end = a.indexOf('/', card + "/sound/card".length());
      if (end > 0 && b.startsWith(a.substring(0, end + 1))) {
        boolean first = a.startsWith("controlC", end + 1);
        boolean second = b.startsWith("controlC", end + 1);
        if (first != second) {
          return first ? 1 : -1;
        }
      }
    }
    return a.replace('/', '\0').compareTo(b.replace('/', '\0'));
  }
}
