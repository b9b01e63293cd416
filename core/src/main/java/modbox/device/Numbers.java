package modbox.device;

import static modbox.device.DeviceTables.IDS;

import io.vavr.collection.TreeMap;
import modbox.world.World;

/** Gives out numbers: the lowest free one of a kind, or one that is never given again. */
final class Numbers {
  private final World world;

  Numbers(World world) {
    this.world = world;
  }

  /** The lowest free number of a kind, from {@code first}. */
  int lowest(String kind, int first) {
    Ids ids = world.get(IDS, kind);
    if (ids == null) {
      ids = new Ids(first, TreeMap.empty());
    }
    if (ids.free().isEmpty()) {
      world.put(IDS, kind, new Ids(ids.next() + 1, ids.free()));
      return ids.next();
    }
    int number = ids.free().head()._1;
    world.put(IDS, kind, new Ids(ids.next(), ids.free().remove(number)));
    return number;
  }

  /** Takes a certain number if it is free. */
  boolean take(String kind, int first, int number) {
    Ids ids = world.get(IDS, kind);
    if (ids == null) {
      ids = new Ids(first, TreeMap.empty());
    }
    if (number < first || (number < ids.next() && !ids.free().containsKey(number))) {
      return false;
    }
    var free = ids.free();
    for (int skipped = ids.next(); skipped < number; skipped++) {
      free = free.put(skipped, true);
    }
    world.put(IDS, kind, new Ids(Math.max(ids.next(), number + 1), free.remove(number)));
    return true;
  }

  /** Takes the number if it is free, else the lowest free one. */
  int prefer(String kind, int first, int number, int most) {
    return number <= most && take(kind, first, number) ? number : lowest(kind, first);
  }

  /** Gives a number back. */
  void release(String kind, int number) {
    Ids ids = world.get(IDS, kind);
    if (ids != null && number < ids.next()) {
      world.put(IDS, kind, new Ids(ids.next(), ids.free().put(number, true)));
    }
  }

  /** A number that has not been given before, from {@code first}. */
  int fresh(String kind, int first) {
    return (int) world.next("device_" + kind) - 1 + first;
  }

  /**
   * The next device number on a USB bus: behind the last one given, 127 wraps to 1, used ones are
   * left out. Source: choose_devnum(), drivers/usb/core/hub.c.
   */
  int usbDevice(String bus) {
    String kind = "usbdev" + bus;
    long last = world.count("device_" + kind);
    for (int tried = 0; tried < 127; tried++) {
      last = last % 127 + 1;
      if (take(kind, 1, (int) last)) {
        world.put(World.COUNTERS, "device_" + kind, last);
        return (int) last;
      }
    }
    return 0;
  }
}
