package modbox.device;

/** USB network adapters. Source: usbnet_probe(), drivers/net/usb/usbnet.c. */
final class UsbNetNarrator implements Narrator {
  private final String description;

  /** A driver that calls its adapters by this description. */
  UsbNetNarrator(String description) {
    this.description = description;
  }

  @Override
  public void bound(Device device, Scene scene) {
    for (Device child : scene.children(device)) {
      if (child.subsystem().equals("net")) {
        scene.info(
            device.label()
                + " "
                + child.name()
                + ": register '"
                + device.driver()
                + "' at "
                + place(device, scene)
                + ", "
                + description
                + ", "
                + child.text("address"));
      }
    }
  }

  @Override
  public void unbinding(Device device, Scene scene) {
    for (Device child : scene.children(device)) {
      if (child.subsystem().equals("net")) {
        scene.info(
            device.label()
                + " "
                + child.name()
                + ": unregister '"
                + device.driver()
                + "' "
                + place(device, scene)
                + ", "
                + description);
      }
    }
  }

  /** {@code usb-CONTROLLER-PORT}. */
  private static String place(Device face, Scene scene) {
    Device usb = scene.parent(face);
    Device above = usb;
    while (above != null && above.subsystem().equals("usb")) {
      above = scene.parent(above);
    }
    return "usb-"
        + (above == null ? "" : above.name())
        + "-"
        + (usb == null ? "" : usb.text("devpath"));
  }
}
