package modbox.device;

/** Adapters and modems that speak CDC ACM. Source: acm_probe(), drivers/usb/class/cdc-acm.c. */
final class ModemNarrator implements Narrator {
  @Override
  public void bound(Device face, Scene scene) {
    for (Device child : scene.children(face)) {
      if (child.subsystem().equals("tty")) {
        scene.info(face.label() + ": " + child.name() + ": USB ACM device");
      }
    }
  }

  @Override
  public void registered(Driver driver, Scene scene) {
    scene.info("cdc_acm: USB Abstract Control Model driver for USB modems and ISDN adapters");
  }
}
