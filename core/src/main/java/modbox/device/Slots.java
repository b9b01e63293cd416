package modbox.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import org.jspecify.annotations.Nullable;

/**
 * The hotplug slots under /sys/bus/pci/slots. A slot belongs to a port whose hotplug service is
 * bound; its number is the attribute {@code slot} of the service in the description.
 */
final class Slots implements Directory {
  private final Registry registry;

  Slots(Registry registry) {
    this.registry = registry;
  }

  Tree tree() {
    return new Tree.Dir(this, 0755, 0, 0);
  }

  /** The number of the slot that a port leads to, empty if it has none. */
  static String slotOf(Registry registry, Device port) {
    for (Device service : registry.children(port.path())) {
      if (service.subsystem().equals("pci_express") && service.driver().equals("pciehp")) {
        return service.text("slot");
      }
    }
    return "";
  }

  private Map<String, Device> ports() {
    var ports = new TreeMap<String, Device>();
    for (String path : registry.bus("pci_express").devices().values()) {
      Device service = registry.get(path);
      Device port = service == null ? null : registry.parent(path);
      if (service != null && port != null && service.driver().equals("pciehp")) {
        String slot = service.text("slot");
        if (!slot.isEmpty()) {
          ports.put(slot, port);
        }
      }
    }
    return ports;
  }

  @Override
  public Iterable<String> names() {
    return new TreeSet<>(ports().keySet());
  }

  @Override
  public @Nullable Tree child(String name) {
    Device port = ports().get(name);
    if (port == null) {
      return null;
    }
    int bus = NameRule.number(port.text("secondary_bus_number"), 0);
    String hex = Integer.toHexString(bus);
    String address = "0000:" + (hex.length() < 2 ? "0" + hex : hex) + ":00";
    var entries = new ArrayList<Tree.Named>();
    entries.add(Tree.value("address", address));
    entries.add(
        Tree.attr(
            "adapter",
            () ->
                registry.children(port.path()).stream().anyMatch(d -> d.subsystem().equals("pci"))
                    ? "1\n"
                    : "0\n"));
    entries.add(Tree.value("power", "1"));
    entries.add(Tree.value("attention", "0"));
    entries.add(Tree.value("latch", "0"));
    entries.add(Tree.value("cur_bus_speed", "2.5 GT/s PCIe"));
    entries.add(Tree.value("max_bus_speed", "8.0 GT/s PCIe"));
    return new Tree.Dir(Tree.directory(List.copyOf(entries)).entries(), 0755, 0, 0);
  }
}
