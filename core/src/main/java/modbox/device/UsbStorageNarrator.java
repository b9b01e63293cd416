package modbox.device;

/** Source: drivers/usb/storage/usb.c. */
final class UsbStorageNarrator implements Narrator {
  @Override
  public void probing(Device device, Scene scene) {
    scene.info("usb-storage " + device.name() + ": USB Mass Storage device detected");
  }
}
