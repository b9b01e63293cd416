package modbox.device;

/** PCI devices and hotplug slots. Source: drivers/pci/probe.c, drivers/pci/hotplug/pciehp*. */
final class PciNarrator implements Narrator {
  private static final int BARS = 6;

  @Override
  public void added(Device device, Scene scene) {
    Device port = scene.parent(device);
    String slot = port == null ? "" : slot(port, scene);
    if (port != null && !slot.isEmpty()) {
      scene.info(port.label() + ": pciehp: Slot(" + slot + "): Card present");
      scene.info(port.label() + ": pciehp: Slot(" + slot + "): Link Up");
    }
    String me = "pci " + device.name() + ": ";
    String code = device.text("class");
    boolean bridge = code.startsWith("0x0604");
    scene.info(
        me
            + "["
            + bare(device.text("vendor"))
            + ":"
            + bare(device.text("device"))
            + "] type "
            + (bridge ? "01" : "00")
            + " class "
            + code);
    String[] lines = device.text("resource").split("\n", -1);
    for (int bar = 0; bar < lines.length && bar <= BARS; bar++) {
      resource(me, bar, lines[bar], scene);
    }
  }

  /** The number of the hotplug slot that a port leads to, empty if it has none. */
  private static String slot(Device port, Scene scene) {
    for (Device service : scene.children(port)) {
      if (service.subsystem().equals("pci_express") && service.driver().equals("pciehp")) {
        return service.text("slot");
      }
    }
    return "";
  }

  private static String bare(String hex) {
    return hex.startsWith("0x") ? hex.substring(2) : hex;
  }

  private static void resource(String me, int bar, String line, Scene scene) {
    String[] words = line.split(" ");
    if (words.length != 3) {
      return;
    }
    long start = Long.parseUnsignedLong(bare(words[0]), 16);
    long end = Long.parseUnsignedLong(bare(words[1]), 16);
    long flags = Long.parseUnsignedLong(bare(words[2]), 16);
    if (end == 0) {
      return;
    }
    boolean io = (flags & 0x100) != 0;
    boolean prefetch = (flags & 0x2000) != 0;
    boolean wide = (flags & 0x100000) != 0;
    String range =
        io
            ? "io  0x" + hex(start, 4) + "-0x" + hex(end, 4)
            : "mem 0x"
                + hex(start, 8)
                + "-0x"
                + hex(end, 8)
                + (wide ? " 64bit" : "")
                + (prefetch ? " pref" : "");
    String reg = bar == BARS ? "0x30" : "0x" + Integer.toHexString(0x10 + 4 * bar);
    scene.info(me + "reg " + reg + ": [" + range + "]");
  }

  private static String hex(long value, int digits) {
    String text = Long.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  @Override
  public void pulled(Device device, Scene scene) {
    Device port = scene.parent(device);
    String slot = port == null ? "" : slot(port, scene);
    if (port != null && !slot.isEmpty()) {
      scene.info(port.label() + ": pciehp: Slot(" + slot + "): Link Down");
      scene.info(port.label() + ": pciehp: Slot(" + slot + "): Card not present");
    }
  }
}
