package modbox.device;

import io.vavr.collection.SortedMap;

/**
 * A device class.
 *
 * @param module the module that registered it, empty if it is built in
 * @param devices devpath by device name
 */
public record DeviceClass(String name, String module, SortedMap<String, String> devices) {
  DeviceClass devices(SortedMap<String, String> changed) {
    return new DeviceClass(name, module, changed);
  }
}
