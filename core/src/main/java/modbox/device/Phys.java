package modbox.device;

/** The physical path of an input or HID device: {@code usb-CONTROLLER-PORT/input0}. */
final class Phys {
  private Phys() {}

  /**
   * A recorded physical path as it is for a device at this devpath: the port is where the device is
   * plugged in now. Source: usb_make_path().
   */
  static String at(String recorded, String path) {
    int open = recorded.startsWith("\"") ? 1 : 0;
    int root = path.indexOf("/usb");
    int rest = recorded.indexOf('/');
    if (!recorded.startsWith("usb-", open) || root < 0 || rest < 0) {
      return recorded;
    }
    String port = "";
    for (int at = path.indexOf('/', root + 1); at >= 0; at = path.indexOf('/', at + 1)) {
      int end = path.indexOf('/', at + 1);
      String name = path.substring(at + 1, end < 0 ? path.length() : end);
      int dash = name.indexOf('-');
      if (name.indexOf(':') >= 0 || dash <= 0 || NameRule.number(name.substring(0, dash), 0) < 0) {
        break;
      }
      port = name.substring(dash + 1);
    }
    String controller = path.substring(path.lastIndexOf('/', root - 1) + 1, root);
    return port.isEmpty()
        ? recorded
        : recorded.substring(0, open) + "usb-" + controller + "-" + port + recorded.substring(rest);
  }
}
