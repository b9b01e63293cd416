package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The cost of one more device does not grow with the devices that are there. */
class ScaleTest {
  private static String card(int number) {
    String slot = "%04x:00:00.0".formatted(number);
    return """
    P: /devices/pci%04x:00/%s
    E: DRIVER=e1000e
    E: PCI_SLOT_NAME=%s
    E: MODALIAS=pci:v00008086d000010D3sv00008086sd0000A01Fbc02sc00i00
    E: SUBSYSTEM=pci
    A: vendor=0x8086\\n

    P: /devices/pci%04x:00/%s/net/eth0
    E: INTERFACE=eth0
    E: IFINDEX=1
    E: SUBSYSTEM=net
    """
        .formatted(number, slot, slot, number, slot);
  }

  @Test
  void tenThousandCards() {
    var bench = new Bench();
    bench.driver("pci", "e1000e", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*");
    int count = 10_000;
    var thousand = new long[count / 1000];
    for (int number = 0; number < count; number++) {
      long start = System.nanoTime();
      bench.plug("card", card(number));
      thousand[number / 1000] += System.nanoTime() - start;
    }
    assertThat(bench.world.size(DeviceTables.DEVICES)).isEqualTo(2 * count);
    // the first thousand warms up; the time of a busy machine is rough, a scan would be fivefold
    assertThat(thousand[count / 1000 - 1]).isLessThan(3 * Math.max(thousand[1], thousand[2]));
  }
}
