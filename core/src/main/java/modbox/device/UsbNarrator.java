package modbox.device;

/** The USB core: new devices, their strings, buses, drivers. Source: drivers/usb/core/. */
final class UsbNarrator implements Narrator {
  @Override
  public void added(Device device, Scene scene) {
    if (!device.devtype().equals("usb_device")) {
      return;
    }
    String me = "usb " + device.name() + ": ";
    Device controller = scene.parent(device);
    if (isRootHub(device)) {
      if (controller != null) {
        bus(device, controller, scene);
      }
    } else {
      scene.info(
          me
              + "new "
              + speed(device)
              + " USB device number "
              + device.text("devnum")
              + " using "
              + host(device, scene));
    }
    scene.info(
        me
            + "New USB device found, idVendor="
            + device.text("idVendor")
            + ", idProduct="
            + device.text("idProduct")
            + ", bcdDevice="
            + release(device.text("bcdDevice")));
    strings(device, me, scene);
  }

  private static void strings(Device device, String me, Scene scene) {
    String descriptor = device.attributes().getOrElse("descriptors", Value.text("")).bytes();
    boolean whole = descriptor.length() >= 18;
    int maker = whole ? descriptor.charAt(14) : 0;
    int product = whole ? descriptor.charAt(15) : 0;
    int serial = whole ? descriptor.charAt(16) : 0;
    scene.info(
        me
            + "New USB device strings: Mfr="
            + maker
            + ", Product="
            + product
            + ", SerialNumber="
            + serial);
    line(device, me + "Product: ", "product", scene);
    line(device, me + "Manufacturer: ", "manufacturer", scene);
    line(device, me + "SerialNumber: ", "serial", scene);
  }

  private static void line(Device device, String start, String attribute, Scene scene) {
    String text = device.text(attribute);
    if (!text.isEmpty()) {
      scene.info(start + text);
    }
  }

  /** 0100 as {@code %2x.%02x}. */
  private static String release(String bcd) {
    if (bcd.length() != 4) {
      return bcd;
    }
    String major = bcd.charAt(0) == '0' ? " " + bcd.charAt(1) : bcd.substring(0, 2);
    return major + "." + bcd.substring(2);
  }

  private static String speed(Device device) {
    return switch (device.text("speed")) {
      case "1.5" -> "low-speed";
      case "12" -> "full-speed";
      case "5000" -> "SuperSpeed";
      case "10000" -> "SuperSpeed Plus Gen 2x1";
      case "20000" -> "SuperSpeed Plus Gen 2x2";
      default -> "high-speed";
    };
  }

  /** The driver of the host controller that the device is behind. */
  private static String host(Device device, Scene scene) {
    Device above = scene.parent(device);
    while (above != null && above.subsystem().equals("usb")) {
      above = scene.parent(above);
    }
    return above == null || !above.bound() ? "xhci_hcd" : above.driver();
  }

  private static void bus(Device hub, Device controller, Scene scene) {
    String me = controller.label() + ": ";
    boolean fast = Integer.parseInt("0" + digits(hub.text("speed"))) >= 5000;
    scene.info(me + "xHCI Host Controller");
    scene.info(me + "new USB bus registered, assigned bus number " + hub.text("busnum"));
    if (fast) {
      scene.info(me + "Host supports USB 3.0 SuperSpeed");
    } else {
      scene.info(me + "hcc params 0x200077c1 hci version 0x110 quirks 0x0000000000009810");
    }
  }

  private static String digits(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? text : text.substring(0, dot);
  }

  @Override
  public void bound(Device device, Scene scene) {
    if (device.driver().equals("hub")) {
      Device hub = scene.parent(device);
      String me = "hub " + device.name() + ": ";
      scene.info(me + "USB hub found");
      String ports = hub == null ? "0" : hub.text("maxchild");
      scene.info(me + ports + (ports.equals("1") ? " port" : " ports") + " detected");
    }
  }

  /** A bus goes with its controller. Source: usb_remove_hcd(), drivers/usb/core/hcd.c. */
  @Override
  public void leaving(Device device, Scene scene) {
    Device controller = scene.parent(device);
    if (isRootHub(device) && controller != null) {
      scene.info(controller.label() + ": remove, state 1");
      pulled(device, scene);
    }
  }

  @Override
  public void left(Device device, Scene scene) {
    Device controller = scene.parent(device);
    if (isRootHub(device) && controller != null) {
      scene.info(controller.label() + ": USB bus " + device.text("busnum") + " deregistered");
    }
  }

  private static boolean isRootHub(Device device) {
    return device.devtype().equals("usb_device") && device.name().startsWith("usb");
  }

  @Override
  public void pulled(Device device, Scene scene) {
    if (device.devtype().equals("usb_device")) {
      scene.info(
          "usb " + device.name() + ": USB disconnect, device number " + device.text("devnum"));
      scene.children(device).forEach(child -> pulled(child, scene));
    }
  }

  @Override
  public void registered(Driver driver, Scene scene) {
    if (driver.bus().equals("usb")) {
      String kind = driver.name().equals("usb") ? "device" : "interface";
      scene.info("usbcore: registered new " + kind + " driver " + driver.name());
    }
  }

  @Override
  public void deregistering(Driver driver, Scene scene) {
    if (driver.bus().equals("usb")) {
      String kind = driver.name().equals("usb") ? "device" : "interface";
      scene.info("usbcore: deregistering " + kind + " driver " + driver.name());
    }
  }
}
