package modbox.device;

/** HDA controllers and codecs. Source: sound/pci/hda/. */
final class SoundNarrator implements Narrator {
  @Override
  public void probing(Device device, Scene scene) {
    if (device.subsystem().equals("pci")) {
      scene.info(device.label() + ": enabling device (0000 -> 0002)");
    } else if (device.subsystem().equals("hdaudio")) {
      scene.info(
          device.label()
              + ": autoconfig for "
              + device.text("chip_name")
              + ": line_outs=1 (0x14/0x0/0x0/0x0/0x0) type:speaker");
    }
  }
}
