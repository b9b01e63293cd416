package modbox.device;

/** Input devices. Source: input_register_device(), drivers/input/input.c. */
final class InputNarrator implements Narrator {
  @Override
  public void added(Device device, Scene scene) {
    String name = device.key("NAME");
    if (device.name().startsWith("input") && name.length() > 1) {
      scene.info("input: " + name.substring(1, name.length() - 1) + " as " + device.path());
    }
  }
}
