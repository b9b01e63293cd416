package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;

/**
 * A bus.
 *
 * @param module the module that registered it, empty if it is built in
 * @param autoprobe whether new devices and new drivers are matched by themselves
 * @param devices devpath by device name
 * @param unbound devpath of the devices without driver, by order of registration
 * @param drivers driver name by order of registration
 */
public record Bus(
    String name,
    String module,
    boolean autoprobe,
    SortedMap<String, String> devices,
    SortedMap<Long, String> unbound,
    SortedMap<Long, String> drivers) {

  static Bus empty(String name, String module) {
    return new Bus(name, module, true, TreeMap.empty(), TreeMap.empty(), TreeMap.empty());
  }

  Bus autoprobe(boolean on) {
    return new Bus(name, module, on, devices, unbound, drivers);
  }

  Bus devices(SortedMap<String, String> changed) {
    return new Bus(name, module, autoprobe, changed, unbound, drivers);
  }

  Bus unbound(SortedMap<Long, String> changed) {
    return new Bus(name, module, autoprobe, devices, changed, drivers);
  }

  Bus drivers(SortedMap<Long, String> changed) {
    return new Bus(name, module, autoprobe, devices, unbound, changed);
  }
}
