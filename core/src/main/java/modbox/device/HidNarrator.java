package modbox.device;

/** HID devices: the line of hid_connect(), drivers/hid/hid-core.c. */
final class HidNarrator implements Narrator {
  private static final String[] TYPES = {
    "Device",
    "Pointer",
    "Mouse",
    "Device",
    "Joystick",
    "Gamepad",
    "Keyboard",
    "Keypad",
    "Multi-Axis Controller"
  };

  @Override
  public void bound(Device device, Scene scene) {
    if (!device.subsystem().equals("hid")) {
      return;
    }
    var claimed = new StringBuilder();
    for (Device child : scene.children(device)) {
      switch (child.subsystem()) {
        case "input" -> add(claimed, "input");
        case "hidraw", "usbmisc" -> add(claimed, child.name());
        default -> {}
      }
    }
    scene.info(
        device.label()
            + ": "
            + claimed
            + ": "
            + bus(device)
            + " HID v"
            + version(device, scene)
            + " "
            + type(device)
            + " ["
            + device.key("HID_NAME")
            + "] on "
            + device.key("HID_PHYS"));
  }

  private static void add(StringBuilder claimed, String name) {
    if (claimed.indexOf(name) < 0) {
      claimed.append(claimed.isEmpty() ? "" : ",").append(name);
    }
  }

  private static String bus(Device device) {
    return switch (device.name().substring(0, Math.min(4, device.name().length()))) {
      case "0003" -> "USB";
      case "0005" -> "BLUETOOTH";
      case "0018" -> "I2C";
      default -> "<UNKNOWN>";
    };
  }

  /** What the first application collection of the report descriptor is for. */
  private static String type(Device device) {
    String report = device.attributes().getOrElse("report_descriptor", Value.text("")).bytes();
    boolean desktop = report.startsWith("\u0005\u0001\u0009") && report.length() > 3;
    int usage = desktop ? report.charAt(3) : 0;
    return usage < TYPES.length ? TYPES[usage] : "Device";
  }

  /** The version in the HID descriptor of the interface, from the device's descriptors. */
  private static String version(Device device, Scene scene) {
    Device face = scene.parent(device);
    Device usb = face == null ? null : scene.parent(face);
    if (face == null || usb == null) {
      return "1.00";
    }
    int wanted = NameRule.number(face.text("bInterfaceNumber"), 0);
    String all = usb.attributes().getOrElse("descriptors", Value.text("")).bytes();
    int current = -1;
    for (int at = 0; at + 4 < all.length() && all.charAt(at) > 1; at += all.charAt(at)) {
      if (all.charAt(at + 1) == 4) {
        current = all.charAt(at + 2);
      } else if (all.charAt(at + 1) == 0x21 && current == wanted) {
        int low = all.charAt(at + 2);
        String minor = Integer.toHexString(low);
        return Integer.toHexString(all.charAt(at + 3)) + "." + (low < 16 ? "0" : "") + minor;
      }
    }
    return "1.00";
  }

  @Override
  public void registered(Driver driver, Scene scene) {
    if (driver.name().equals("usbhid")) {
      scene.info("usbhid: USB HID core driver");
    }
  }
}
