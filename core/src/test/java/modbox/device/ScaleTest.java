package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
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

  private static long median(long[] times, int from, int to) {
    long[] window = Arrays.copyOfRange(times, from, to);
    Arrays.sort(window);
    return window[window.length / 2];
  }

  private static void grow(int count) {
    var bench = new Bench();
    bench.driver("pci", "e1000e", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*");
    var times = new long[count];
    for (int number = 0; number < count; number++) {
      String text = card(number);
      long start = System.nanoTime();
      bench.plug("card", text);
      times[number] = System.nanoTime() - start;
    }
    assertThat(bench.world.size(DeviceTables.DEVICES)).isEqualTo(2 * count);
    // the first ones warm up; a scan over all devices would make the last ones many times dearer
    assertThat(median(times, count - 500, count)).isLessThan(3 * median(times, 500, 1000));
  }

  @Test
  void threeThousandCards() {
    grow(3_000);
  }

  @Test
  @Tag("slow")
  void tenThousandCards() {
    grow(10_000);
  }
}
