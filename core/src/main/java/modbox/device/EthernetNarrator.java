package modbox.device;

import java.util.List;

/**
 * Network cards on PCI: what their probes say. One table of lines for each driver. Sources:
 * e1000_probe() in drivers/net/ethernet/intel/e1000e/netdev.c and ptp.c, igc_main.c.
 */
final class EthernetNarrator implements Narrator {
  private final List<String> loading;
  private final List<String> probing;
  private final List<String> interfaces;

  /**
   * The lines of a driver. In them {@code %D} is the driver and device, {@code %d} the device's
   * name, {@code %n} the interface, {@code %m} its address.
   *
   * @param loading before the driver is registered
   * @param probing before the interface is there
   * @param interfaces once it is there
   */
  EthernetNarrator(List<String> loading, List<String> probing, List<String> interfaces) {
    this.loading = loading;
    this.probing = probing;
    this.interfaces = interfaces;
  }

  static EthernetNarrator e1000e() {
    return new EthernetNarrator(
        List.of(
            "e1000e: Intel(R) PRO/1000 Network Driver",
            "e1000e: Copyright(c) 1999 - 2015 Intel Corporation."),
        List.of(
            "%D: enabling device (0000 -> 0002)",
            "%D: Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode",
            "%D %d (uninitialized): registered PHC clock"),
        List.of(
            "%D %n: (PCI Express:2.5GT/s:Width x1) %m",
            "%D %n: Intel(R) PRO/1000 Network Connection",
            "%D %n: MAC: 3, PHY: 8, PBA No: E46981-008"));
  }

  static EthernetNarrator igc() {
    return new EthernetNarrator(
        List.of("Intel(R) 2.5G Ethernet Linux Driver", "Copyright(c) 2018 Intel Corporation."),
        List.of(
            "%D: PCIe PTM not supported by PCIe bus/controller",
            "%D (unnamed net_device) (uninitialized): PHC added"),
        List.of(
            "%D: 4.000 Gb/s available PCIe bandwidth (5.0 GT/s PCIe x1 link)", "%D %n: MAC: %m"));
  }

  @Override
  public void registering(Driver driver, Scene scene) {
    loading.forEach(scene::info);
  }

  @Override
  public void probing(Device device, Scene scene) {
    probing.forEach(
        line -> scene.info(line.replace("%D", device.label()).replace("%d", device.name())));
  }

  @Override
  public void bound(Device device, Scene scene) {
    for (Device child : scene.children(device)) {
      if (child.subsystem().equals("net")) {
        for (String line : interfaces) {
          scene.info(
              line.replace("%D", device.label())
                  .replace("%n", child.name())
                  .replace("%m", child.text("address")));
        }
      }
    }
  }
}
