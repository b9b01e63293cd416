package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Rules that run programs and span several events, each in a fork of one booted machine, with what
 * the real {@code udevadm test} of udev 252 printed and left behind on the same devices.
 */
class UdevRulesTest {
  private static final BootedMachines MACHINES = new BootedMachines();
  private static final String PASSWD =
      "root:x:0:0:root:/root:/bin/sh\nalice:x:1001:1001::/home/alice:/bin/sh\n";

  private record Case(
      String name, Map<String, String> files, List<String> events, List<String> expected) {}

  private static Machine machine;

  @BeforeAll
  static void boot() throws HostOptions.Answer, IOException {
    machine = MACHINES.fork(List.of());
    BootedMachines.write(machine, "/etc/passwd", PASSWD.getBytes(StandardCharsets.US_ASCII));
    BootedMachines.write(
        machine,
        "/tmp/d.umockdev",
        resource("bench.umockdev").getBytes(StandardCharsets.ISO_8859_1));
    BootedMachines.sh(
        machine,
        "rm -f /usr/lib/udev/rules.d/* /run/udev/data/*; mkdir -p /run/test;"
            + " find /dev -type l -delete; umockdev-add /tmp/d.umockdev");
  }

  @AfterAll
  static void end() {
    machine.close();
    MACHINES.close();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = UdevRulesTest.class.getResourceAsStream("/udev/" + name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @TestFactory
  Stream<DynamicTest> asTheRealOne() throws IOException {
    return Stream.of(("\n" + resource("rules-machine.txt")).split("\n== "))
        .filter(part -> !part.isBlank())
        .map(UdevRulesTest::parse)
        .map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
  }

  private static Case parse(String part) {
    String[] lines = part.split("\n");
    var files = new LinkedHashMap<String, String>();
    var events = new ArrayList<String>();
    String file = "";
    int i = 1;
    for (; !lines[i].equals("expect"); i++) {
      String line = lines[i];
      if (line.startsWith("file ")) {
        file = line.substring("file ".length());
      } else if (line.startsWith("event ")) {
        events.add(line.substring("event ".length()));
      } else {
        files.merge(file, line.substring(2) + "\n", String::concat);
      }
    }
    List<String> expected = List.of(lines).subList(i + 1, lines.length);
    return new Case(lines[0], files, events, expected);
  }

  private static void check(Case c) {
    try (Machine fork = machine.fork()) {
      c.files.forEach(
          (path, text) ->
              BootedMachines.write(fork, path, text.getBytes(StandardCharsets.ISO_8859_1)));
      String shown = BootedMachines.sh(fork, script(c)).text();
      assertThat(normal(List.of(shown.split("\n")))).isEqualTo(normal(c.expected));
    }
  }

  private static String script(Case c) {
    var script = new StringBuilder();
    var nodes = new TreeSet<String>();
    for (String event : c.events) {
      int blank = event.indexOf(' ');
      String path = event.substring(blank + 1);
      String name = path.substring(path.lastIndexOf('/') + 1);
      String action = event.substring(0, blank);
      nodes.add("/dev/" + name);
      script.append(
          "echo '-- %s %s'; udevadm test -a %s /sys%s 2>/dev/null | tail -n +5\n"
              .formatted(action, name, action, path));
    }
    return script
        + "echo '-- state'\nfor n in "
        + String.join(" ", nodes)
        + "; do stat -c 'node %n %a %u:%g' $n 2>/dev/null; done\n"
        + """
        find /dev -type l ! -path '/dev/block/*' ! -path '/dev/char/*' -printf 'link %p %l\\n'
        cd /run/udev/data; for f in *; do
          [ -e "$f" ] && { echo "record $f $(stat -c %a "$f")"; grep -v ^I: "$f" | sed 's/^/  /'; }
        done
        """;
  }

  /** What stands in one block has no order: links and properties are compared sorted. */
  private static String normal(List<String> lines) {
    var out = new StringBuilder();
    var block = new TreeSet<String>();
    for (String line : lines) {
      if (line.startsWith("-- ") || line.startsWith("record ")) {
        block.forEach(each -> out.append(each).append('\n'));
        block.clear();
        out.append(line).append('\n');
      } else if (!line.isEmpty() && !line.startsWith("USEC_INITIALIZED=")) {
        block.add(sorted(line));
      }
    }
    block.forEach(each -> out.append(each).append('\n'));
    return out.toString();
  }

  private static String sorted(String line) {
    String sign = line.startsWith("DEVLINKS=") ? " " : line.contains("TAGS=:") ? ":" : "";
    int eq = line.indexOf('=');
    return sign.isEmpty()
        ? line
        : line.substring(0, eq) + "=" + new TreeSet<>(List.of(line.substring(eq + 1).split(sign)));
  }
}
