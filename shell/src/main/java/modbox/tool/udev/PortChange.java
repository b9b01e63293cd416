package modbox.tool.udev;

/** Moves the USB device of a description to another port. */
final class PortChange {
  private PortChange() {}

  /** The description with the device at another port; empty if it has no USB device. */
  static String apply(String description, String port) {
    String old = port(description);
    if (old.isEmpty()) {
      return "";
    }
    String oldBus = old.substring(0, old.indexOf('-'));
    String newBus = port.contains("-") ? port.substring(0, port.indexOf('-')) : oldBus;
    String target = port.contains("-") ? port : oldBus + "-" + port;
    var out = new StringBuilder();
    for (String line : description.split("\n", -1)) {
      String moved =
          line.startsWith("P: ")
              ? move(line, old, target).replace("/usb" + oldBus + "/", "/usb" + newBus + "/")
              : line;
      out.append(moved).append('\n');
    }
    return out.toString();
  }

  /** The name of the topmost USB device that is no root hub; empty if there is none. */
  private static String port(String description) {
    String found = "";
    for (String line : description.split("\n", -1)) {
      String name = line.startsWith("P: ") ? line.substring(line.lastIndexOf('/') + 1) : "";
      boolean device = !name.contains(":") && name.indexOf('-') > 0 && line.contains("/usb");
      if (device && (found.isEmpty() || name.length() < found.length())) {
        found = name;
      }
    }
    return found;
  }

  /** Every component that is the device's name, or begins with it and ":" or ".". */
  private static String move(String line, String old, String target) {
    var out = new StringBuilder();
    for (String part : line.split("/", -1)) {
      boolean own = part.equals(old) || part.startsWith(old + ":") || part.startsWith(old + ".");
      out.append(out.isEmpty() ? "" : "/")
          .append(own ? target + part.substring(old.length()) : part);
    }
    return out.toString();
  }
}
