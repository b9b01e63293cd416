package modbox.device;

import io.vavr.collection.SortedMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import modbox.pseudo.Attribute;
import modbox.pseudo.Binary;
import modbox.pseudo.Caller;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a device, or one of its attribute folders, as it is at the moment of each look.
 *
 * @param path devpath
 * @param folder names of attributes in this directory begin with it; empty for the device's own
 */
record DeviceDirectory(Sysfs sysfs, String path, String folder) implements Directory {
  /** What runtime power management shows where a description is silent. */
  private static final Map<String, String> POWER =
      Map.of(
          "power/control", "auto\n",
          "power/runtime_status", "unsupported\n",
          "power/runtime_active_time", "0\n",
          "power/runtime_suspended_time", "0\n",
          "power/async", "disabled\n");

  @Override
  public Iterable<String> names() {
    var names = new TreeSet<String>();
    Device device = sysfs.device(path);
    if (device == null) {
      return names;
    }
    collect(device.attributes(), names);
    if (!device.origin().raw()) {
      for (String name : POWER.keySet()) {
        add(name, names);
      }
    }
    if (folder.isEmpty()) {
      names.add("uevent");
      device.links().keySet().forEach(names::add);
      sysfs.own(device).forEach(entry -> names.add(entry.name()));
      sysfs.below(path).forEach(names::add);
    }
    return names;
  }

  private void collect(SortedMap<String, Value> attributes, SortedSet<String> names) {
    attributes.keySet().forEach(name -> add(name, names));
  }

  private void add(String name, SortedSet<String> names) {
    if (name.startsWith(folder)) {
      int slash = name.indexOf('/', folder.length());
      names.add(
          slash < 0 ? name.substring(folder.length()) : name.substring(folder.length(), slash));
    }
  }

  @Override
  public @Nullable Tree child(String name) {
    Device device = sysfs.device(path);
    if (device == null) {
      return null;
    }
    if (folder.isEmpty()) {
      Tree below = sysfs.entry(path, name);
      if (below != null) {
        return below;
      }
      for (Tree.Named entry : sysfs.own(device)) {
        if (entry.name().equals(name)) {
          return entry.node();
        }
      }
    }
    String full = folder + name;
    Value value = device.attributes().getOrElse(full, null);
    if (value == null && !device.origin().raw() && POWER.containsKey(full)) {
      value = Value.text(POWER.getOrDefault(full, ""));
    }
    if (value != null) {
      return attribute(device, full, value);
    }
    if (isFolder(device, full + "/")) {
      return new Tree.Dir(new DeviceDirectory(sysfs, path, full + "/"), 0755, 0, 0);
    }
    if (folder.isEmpty()) {
      String target = device.links().getOrElse(name, null);
      return target != null ? Tree.link(name, target).node() : sysfs.entry(path, name);
    }
    return null;
  }

  private static boolean isFolder(Device device, String prefix) {
    for (String name : device.attributes().keySet()) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return prefix.equals("power/") && !device.origin().raw();
  }

  private Tree attribute(Device device, String name, Value value) {
    boolean raw = device.origin().raw();
    if (value.binary()) {
      int mode = name.equals("config") || raw ? 0644 : 0444;
      return Tree.binary(name, mode, value.bytes().length(), binary(name)).node();
    }
    boolean writable = raw || Writable.is(device.subsystem(), name);
    Attribute attribute =
        Attribute.of(() -> sysfs.show(path, name), text -> sysfs.store(path, name, text));
    return Tree.attr(name, writable ? 0644 : 0444, attribute).node();
  }

  private Binary binary(String name) {
    return new Binary() {
      @Override
      public String bytes(Caller caller) {
        Device device = sysfs.device(path);
        return device == null ? "" : device.attributes().getOrElse(name, Value.text("")).bytes();
      }

      @Override
      public void store(Caller caller, long offset, String bytes) {
        sysfs.storeBinary(path, name, offset, bytes);
      }
    };
  }
}
