package modbox.device;

/** Webcams. Source: uvc_probe(), drivers/media/usb/uvc/uvc_driver.c. */
final class MediaNarrator implements Narrator {
  @Override
  public void probing(Device face, Scene scene) {
    Device usb = scene.parent(face);
    if (usb != null) {
      String product = usb.text("product");
      scene.info(
          "usb "
              + usb.name()
              + ": Found UVC 1.00 device "
              + (product.isEmpty() ? "<unnamed>" : product)
              + " ("
              + usb.text("idVendor")
              + ":"
              + usb.text("idProduct")
              + ")");
    }
  }
}
