package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * A registered driver.
 *
 * @param module the module whose code it is, empty if it is built in
 * @param order position in the order of registration
 * @param patterns of modaliases that it serves
 * @param added ids that were written to {@code new_id}: the text that {@code new_id} shows
 * @param devices devpath by name of the devices bound to it
 */
public record Driver(
    String bus,
    String name,
    String module,
    long order,
    Vector<String> patterns,
    Vector<DynamicId> added,
    SortedMap<String, String> devices) {

  /**
   * An id that was added at run time.
   *
   * @param text as it is listed, without newline
   * @param pattern of the modaliases that it matches
   */
  public record DynamicId(String text, String pattern) {}

  static Driver of(String bus, String name, String module, long order, Vector<String> patterns) {
    return new Driver(bus, name, module, order, patterns, Vector.empty(), TreeMap.empty());
  }

  /** The key of a driver: {@code BUS:NAME}, as under /sys/module/X/drivers. */
  public static String key(String bus, String name) {
    return bus + ":" + name;
  }

  Driver added(Vector<DynamicId> changed) {
    return new Driver(bus, name, module, order, patterns, changed, devices);
  }

  Driver patterns(Vector<String> changed) {
    return new Driver(bus, name, module, order, changed, added, devices);
  }

  Driver devices(SortedMap<String, String> changed) {
    return new Driver(bus, name, module, order, patterns, added, changed);
  }
}
