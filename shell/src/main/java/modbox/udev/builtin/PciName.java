package modbox.udev.builtin;

import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.Numbers;
import modbox.udev.device.Paths;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an interface's names that come from its PCI function; empty ones are not known.
 *
 * @param onboard {@code o1}, the firmware's number
 * @param label the firmware's text
 * @param path {@code p5s0f1}
 * @param slot {@code s4}, the hotplug slot's number
 */
record PciName(String onboard, String label, String path, String slot) {
  private static final int MOST_ONBOARD = 16 * 1024 - 1;
  private static final int HEADER_TYPE = 0x0e;

  static PciName of(Files files, Device device, Device function) {
    String suffix = "";
    Device pci = function;
    Device physical = Device.at(files, function.syspath() + "/physfn");
    if (physical != null) { // a virtual function: the physical one's name and its number
      suffix = virtualNumber(files, physical, function);
      pci = physical;
    }
    String port = port(device);
    String onboard = onboard(pci);
    String label = pci.attribute("label");
    int[] address = address(pci.sysname());
    if (address == null) {
      return new PciName(tail(onboard, port, suffix), orEmpty(label), "", "");
    }
    int number = address[3];
    if ("1".equals(pci.attribute("ari_enabled"))) {
      number += address[2] * 8;
    }
    String domain = address[0] > 0 ? "P" + address[0] : "";
    String part = number > 0 || isMultifunction(files, pci) ? "f" + number : "";
    String path = domain + "p" + address[1] + "s" + address[2] + part;
    int slot = slot(files, pci);
    return new PciName(
        tail(onboard, port, suffix),
        orEmpty(label),
        tail(path, port, suffix),
        slot > 0 ? tail(domain + "s" + slot + part, port, suffix) : "");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String tail(String name, String port, String suffix) {
    return name.isEmpty() ? "" : name + port + suffix;
  }

  /** Domain, bus, device, function; null if the name is not of that form. */
  private static int @Nullable [] address(String name) {
    String[] fields = name.split("[:.]", -1);
    if (fields.length != 4) {
      return null;
    }
    var numbers = new int[4];
    for (int i = 0; i < 4; i++) {
      numbers[i] = Numbers.parse(fields[i], i == 3 ? 10 : 16, -1);
      if (numbers[i] < 0) {
        return null;
      }
    }
    return numbers;
  }

  private static String onboard(Device pci) {
    String index = pci.attribute("acpi_index");
    index = index == null ? pci.attribute("index") : index;
    int number = index == null ? -1 : Numbers.decimal(index, -1);
    return number >= 0 && number <= MOST_ONBOARD ? "o" + number : "";
  }

  private static String port(Device device) {
    String name = device.attribute("phys_port_name");
    if (name != null && !name.isEmpty()) {
      return "n" + name;
    }
    String port = device.attribute("dev_port");
    int number = port == null ? 0 : Numbers.decimal(port, 0);
    return number > 0 ? "d" + number : "";
  }

  private static boolean isMultifunction(Files files, Device pci) {
    String config = files.read(pci.syspath() + "/config", HEADER_TYPE, 1);
    return config != null && !config.isEmpty() && (config.charAt(0) & 0x80) != 0;
  }

  private static boolean isBridge(Device pci) {
    String modalias = pci.attribute("modalias");
    return modalias != null && modalias.contains("bc06sc04");
  }

  private static int slot(Files files, Device function) {
    for (Device pci = function; pci != null; pci = pci.parent("pci", null)) {
      int slot = slotOf(files, pci.sysname());
      if (slot > 0) {
        // a bridge's slot would be claimed by all below it; one function alone must not have it
        return isBridge(pci) && !isMultifunction(files, function) ? 0 : slot;
      }
    }
    return 0;
  }

  private static int slotOf(Files files, String name) {
    String slots = "/sys/bus/pci/slots";
    for (String entry : files.list(slots)) {
      int number = Numbers.decimal(entry, -1);
      String address = number > 0 ? files.read(slots + "/" + entry + "/address") : null;
      if (address != null && !address.isBlank() && name.startsWith(address.strip())) {
        return number;
      }
    }
    return 0;
  }

  private static String virtualNumber(Files files, Device physical, Device function) {
    for (String entry : files.list(physical.syspath())) {
      if (entry.startsWith("virtfn")) {
        String target = files.readlink(physical.syspath() + "/" + entry);
        if (target != null && Paths.tail(target).equals(function.sysname())) {
          return "v" + entry.substring("virtfn".length());
        }
      }
    }
    return "";
  }
}
