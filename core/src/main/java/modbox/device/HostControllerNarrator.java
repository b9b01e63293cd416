package modbox.device;

/** A USB host controller that goes. Source: usb_remove_hcd(), drivers/usb/core/hcd.c. */
final class HostControllerNarrator implements Narrator {
  private final UsbNarrator usb = new UsbNarrator();

  @Override
  public void unbinding(Device controller, Scene scene) {
    for (Device hub : scene.children(controller).reversed()) {
      if (hub.devtype().equals("usb_device")) {
        scene.info(controller.label() + ": remove, state 1");
        usb.pulled(hub, scene);
        scene.info(controller.label() + ": USB bus " + hub.text("busnum") + " deregistered");
      }
    }
  }
}
