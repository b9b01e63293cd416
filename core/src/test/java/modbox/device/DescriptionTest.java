package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionTest {
  @Test
  void readsEveryKindOfLine() throws ErrnoException {
    List<Described> devices =
        Description.parse(
            "d",
            """
            # a comment
            P: /devices/a/b
            N: bus/x=01ff
            E: SUBSYSTEM=usb
            E: KEY=a=b
            A: name=two\\nlines \\\\ slash\\n
            A: power/control=auto
            H: blob=00FFa0
            L: port=../p
            S: disk/by-x

            P: /devices/a
            E: SUBSYSTEM=pci
            L: driver=../../bus/pci/drivers/e1000e
            """);
    assertThat(devices).extracting(Described::path).containsExactly("/devices/a", "/devices/a/b");
    assertThat(devices.getFirst().driver()).isEqualTo("e1000e");
    Described b = devices.get(1);
    assertThat(b.node()).isEqualTo("bus/x");
    assertThat(b.content()).isEqualTo("\u0001\u00ff");
    assertThat(b.property("KEY")).isEqualTo("a=b");
    assertThat(b.attribute("name")).contains("two\nlines \\ slash");
    assertThat(b.attributes().get("blob").get()).isEqualTo(new Value("\0\u00ff\u00a0", true));
    assertThat(b.links().get("port").get()).isEqualTo("../p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          N: x                              | 1: device descriptions must start with a "P: /devices/path/..." line
          P: /dev/x;E: SUBSYSTEM=a          | 1: invalid device path '/dev/x': must start with /devices/
          P: /devices/a//b;E: SUBSYSTEM=a   | 1: invalid device path 'devices/a//b'
          P: /devices/../etc;E: SUBSYSTEM=a | 1: invalid device path 'devices/../etc'
          P: /devices/a;E: K=v              | 1: missing SUBSYSTEM property in description of device /devices/a
          P: /devices/a;E: K                | 2: "=" expected: K
          P: /devices/a;E: =v               | 2: property without a name: =v
          P: /devices/a;H: x=abc            | 2: malformed hexadecimal value: odd number of digits
          P: /devices/a;H: x=0g             | 2: malformed hexadecimal value: '0g'
          P: /devices/a;A: ../x=1           | 2: invalid attribute '../x'
          P: /devices/a;Q: x                | 2: unknown line prefix "Q:"
          P: /devices/a;what                | 2: malformed line: what
          P: /devices/a;N: ../sda           | 2: invalid device node '../sda'
          #                                 | 1: no device is described
          """)
  void namesTheLineOfAnError(String lines, String message) {
    assertThatThrownBy(() -> Description.parse("d", lines.replace(';', '\n') + "\n"))
        .isInstanceOfSatisfying(
            ErrnoException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.EINVAL);
              assertThat(e.what()).isEqualTo("d:" + message);
            });
  }

  /**
   * Whatever is read, there is a description or an error with file and line; plugging never breaks.
   */
  @Test
  void mutatedDescriptionsGiveCleanErrors() {
    var random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      String text = mutate(Bench.library("usb-stick"), random);
      Bench bench = new Bench();
      try {
        bench.core.plug("d", text);
        bench.settle();
        new Invariants(bench).check();
      } catch (ErrnoException e) {
        refused++;
        assertThat(e.what()).matches("(?s)d:\\d+: .*");
      }
    }
    assertThat(refused).isBetween(50, 350);
  }

  private static String mutate(String text, Random random) {
    var changed = new StringBuilder(text);
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
        case 1 -> changed.deleteCharAt(at);
        case 2 -> changed.insert(at, "\n");
        default -> changed.delete(at, Math.min(changed.length(), at + random.nextInt(80)));
      }
    }
    return changed.toString();
  }
}
