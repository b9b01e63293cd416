package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every description of the library is plugged into a booted machine: the modules that its first
 * lines promise come, whatever it describes is bound and has its nodes, and all goes again.
 */
class DeviceLibraryTest {
  private static final Path LIBRARY = Path.of("../scripts/devices");
  private static final BootedMachines MACHINES = new BootedMachines();

  static Stream<String> devices() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".umockdev"))
          .map(name -> name.substring(0, name.length() - ".umockdev".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void comesAndGoes(String device) throws Exception {
    String text =
        Files.readString(LIBRARY.resolve(device + ".umockdev"), StandardCharsets.ISO_8859_1);
    try (Machine machine = MACHINES.fork(List.of())) {
      List<String> before = things(machine);
      assertThat(BootedMachines.sh(machine, "plug " + device + "; sleep 3; udevadm settle"))
          .isEqualTo(new BootedMachines.Ran(0, ""));
      List<String> loaded =
          BootedMachines.sh(machine, "cut -d' ' -f1 /proc/modules").text().lines().toList();
      assertThat(loaded).as("modules").containsAll(promised(text));
      List<String> described = described(text);
      List<String> came = without(things(machine), before);
      assertThat(without(described, came)).as("described, but not there").isEmpty();
      assertThat(BootedMachines.sh(machine, "unplug " + device + "; udevadm settle").text())
          .isEmpty();
      // What the modules that came have of themselves stays, and nothing else.
      assertThat(without(things(machine), before)).isEqualTo(without(came, described));
    }
  }

  private static List<String> without(List<String> things, List<String> others) {
    var left = new ArrayList<>(things);
    others.forEach(left::remove);
    return left;
  }

  /** The modules of the second line: {@code # Modules: a, b.}, or none. */
  private static List<String> promised(String text) {
    String line = text.lines().filter(each -> each.startsWith("# Modules: ")).findFirst().get();
    String names = line.substring("# Modules: ".length(), line.indexOf('.'));
    return names.equals("none") ? List.of() : List.of(names.split(", "));
  }

  /** What the description has: subsystem and driver of each device, a number for its nodes. */
  private static List<String> described(String text) {
    var things = new ArrayList<String>();
    for (String block : text.split("\n\n")) {
      String subsystem = property(block, "SUBSYSTEM");
      if (block.contains("P: ") && !subsystem.isEmpty()) {
        String driver = property(block, "DRIVER");
        boolean node = block.lines().anyMatch(line -> line.startsWith("N: "));
        things.add(subsystem + " " + (driver.isEmpty() ? "-" : driver) + (node ? " node" : ""));
      }
    }
    things.sort(null);
    return things;
  }

  private static String property(String block, String key) {
    String start = "E: " + key + "=";
    return block
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> line.substring(start.length()))
        .orElse("");
  }

  /** The same of the machine, as {@code udevadm info --export-db} shows it. */
  private static List<String> things(Machine machine) {
    String text = BootedMachines.sh(machine, "udevadm info --export-db").text();
    var gone = new TreeSet<String>(List.of("module", "drivers", "subsystem", "bdi"));
    List<String> all = described(text);
    all.removeIf(thing -> gone.contains(thing.substring(0, thing.indexOf(' '))));
    return all;
  }
}
