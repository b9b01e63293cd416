package modbox.udev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import modbox.abi.Stat;
import modbox.udev.daemon.Processor;
import modbox.udev.device.Device;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.RuleHost.Spawned;
import modbox.udev.rule.Rules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Rules of our own, with what the real udev 252 ({@code udevadm test} in a name space with these
 * devices) made of them: properties, RUN list, complaints, nodes, links, records, indexes.
 */
class RecordedRulesTest {
  private record Case(
      String name, Map<String, String> files, List<String> events, List<String> expected) {}

  @TestFactory
  Stream<DynamicTest> recorded() {
    String devices = Bench.resource("bench.umockdev");
    return Stream.of("rules-keys.txt", "rules-effects.txt", "rules-forms.txt")
        .flatMap(file -> cases(Bench.resource(file)).stream())
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name, () -> assertThat(run(c, devices)).isEqualTo(normal(c.expected))));
  }

  private static List<Case> cases(String text) {
    var cases = new ArrayList<Case>();
    for (String part : ("\n" + text).split("\n== ")) {
      if (!part.isBlank()) {
        cases.add(parse(part));
      }
    }
    return cases;
  }

  private static Case parse(String part) {
    String[] lines = part.split("\n");
    var files = new LinkedHashMap<String, String>();
    var events = new ArrayList<String>();
    var expected = new ArrayList<String>();
    String file = "";
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i];
      if (!expected.isEmpty() || line.startsWith("-- ")) {
        expected.add(line);
      } else if (line.startsWith("rules ")) {
        file = "/etc/udev/rules.d/" + line.substring(6);
        files.put(file, "");
      } else if (line.startsWith("file ")) {
        file = line.substring(5);
        files.put(file, "");
      } else if (line.startsWith("event ")) {
        events.add(line.substring(6));
      } else if (line.startsWith("  ")) {
        files.merge(file, line.substring(2) + "\n", String::concat);
      }
    }
    return new Case(lines[0], files, events, expected);
  }

  /** Sets have no order: links, tags and their lines are compared sorted. */
  private static String normal(List<String> lines) {
    var out = new StringBuilder();
    var block = new TreeSet<String>();
    for (String line : lines) {
      if (line.startsWith("-- ") || line.startsWith("record ")) {
        block.forEach(l -> out.append(l).append('\n'));
        block.clear();
        out.append(line).append('\n');
      } else if (!line.isEmpty()) {
        block.add(sortedList(line));
      }
    }
    block.forEach(l -> out.append(l).append('\n'));
    return out.toString();
  }

  private static String sortedList(String line) {
    String sign = line.startsWith("DEVLINKS=") ? " " : line.contains("TAGS=:") ? ":" : "";
    int eq = line.indexOf('=');
    return sign.isEmpty()
        ? line
        : line.substring(0, eq) + "=" + new TreeSet<>(List.of(line.substring(eq + 1).split(sign)));
  }

  private static String run(Case c, String devices) {
    Bench bench = new Bench().plug(devices);
    programs(bench);
    c.files.forEach(
        (path, text) -> {
          if (text.startsWith("-> ")) {
            bench.files.link(path, text.substring(3).strip());
          } else {
            bench.files.put(path, text.equals("\n") ? "" : text);
          }
        });
    var lines = new ArrayList<String>();
    for (String event : c.events) {
      String action = event.substring(0, event.indexOf(' '));
      String path = bench.path(event.substring(action.length() + 1));
      Rules rules = Rules.read(bench.files, bench);
      Device device =
          Objects.requireNonNull(Device.at(bench.files, "/sys" + path)).forEvent(action);
      RuleEvent result = new Processor(bench).process(rules, device, Map.of());
      lines.add("-- " + action + " " + path.substring(path.lastIndexOf('/') + 1));
      result
          .device()
          .properties()
          .forEach(
              (key, value) -> {
                if (!key.equals("USEC_INITIALIZED") && !key.equals("SEQNUM")) {
                  lines.add(key + "=" + value);
                }
              });
      result.runs().forEach(run -> lines.add("run: '" + run.command() + "'"));
      rules.diagnostics().stream()
          .filter(d -> d.level().number() < 7)
          .forEach(d -> lines.add("log: " + d.message()));
    }
    lines.add("-- state");
    state(bench, c, lines);
    return normal(lines);
  }

  private static void state(Bench bench, Case c, List<String> lines) {
    var files = bench.files;
    for (String event : new java.util.LinkedHashSet<>(c.events)) {
      String path = bench.path(event.substring(event.indexOf(' ') + 1));
      String node = Objects.requireNonNull(Device.at(files, "/sys" + path)).devname();
      if (node != null && !lines.contains(node(bench, node))) {
        lines.add(node(bench, node));
      }
    }
    for (String path : files.below("/dev")) {
      String target = files.readlink(path);
      if (target != null && !path.startsWith("/dev/block/") && !path.startsWith("/dev/char/")) {
        lines.add("link " + path + " " + target);
      }
    }
    for (String name : files.list("/run/udev/data")) {
      String path = "/run/udev/data/" + name;
      lines.add("record " + name + " " + Integer.toOctalString(files.mode(path) & 07777));
      for (String line : String.valueOf(files.read(path)).split("\n")) {
        if (!line.startsWith("I:") && !line.isEmpty()) {
          lines.add("  " + line);
        }
      }
    }
    for (String directory : List.of("/run/udev/links", "/run/udev/tags")) {
      for (String path : files.below(directory)) {
        String target = files.readlink(path);
        if (target != null || (files.mode(path) & 0170000) == 0100000) {
          lines.add("index " + path + " " + (target == null ? "" : target));
        }
      }
    }
  }

  private static String node(Bench bench, String node) {
    Stat stat = bench.files.stat(node);
    return stat == null
        ? "node " + node + " gone"
        : "node %s %o %d:%d".formatted(node, stat.permissions(), stat.uid(), stat.gid());
  }

  private static void programs(Bench bench) {
    var outputs = new TreeMap<String, String>();
    outputs.put("/bin/echo out", "out\n");
    outputs.put("/bin/echo one two", "one two\n");
    outputs.put("/bin/echo one two  three", "one two three\n");
    outputs.put("/bin/echo x", "x\n");
    outputs.put("/bin/echo hi", "hi\n");
    outputs.put("/bin/echo eq", "eq\n");
    outputs.put("/bin/true", "");
    outputs.put("/bin/echo C=1", "C=1\n");
    outputs.put("/bin/echo D=1", "D=1\n");
    outputs.put("/usr/bin/env", ".HID=h\nVIS=v\n");
    outputs.put("/bin/echo A=one", "A=one\n");
    outputs.put("/bin/echo RAN=1", "RAN=1\n");
    outputs.put("/bin/echo F=6", "F=6\n");
    outputs.put(
        "/bin/sh -c 'echo B=two; echo C=\"three four\"; echo junk; echo D=; echo = x; echo E=5'",
        "B=two\nC=three four\njunk\nD=\n= x\nE=5\n");
    outputs.put("/bin/sh -c 'echo $DEVNAME $DEVTYPE'", "/dev/sda disk\n");
    outputs.put("/bin/echo -n 'a  b' c\"d e\"f", "a  b cd ef");
    outputs.put("/bin/sh -c 'printf \"x y\\\\n\\\\n\\\\n\"'", "x y\n\n\n");
    outputs.put("/bin/sh -c 'printf \"l1\\\\nl2\\\\n\"'", "l1\nl2\n");
    outputs.put("/bin/echo a/b$c%d?e,f;g(h)", "a/b$c%d?e,f;g(h)\n");
    outputs.put("/bin/echo sda 2000409264 eq", "sda 2000409264 eq\n");
    outputs.put("/bin/sh -c 'echo out; echo err >&2'", "out\n");
    outputs.put("/bin/echo '' x", " x\n");
    outputs.forEach((command, text) -> bench.programs.put(command, new Spawned(0, text, false)));
  }
}
