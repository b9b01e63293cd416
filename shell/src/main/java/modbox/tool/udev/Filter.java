package modbox.tool.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.rule.Glob;
import modbox.user.Args;
import modbox.user.Failure;
import org.jspecify.annotations.Nullable;

/** Which devices udevadm trigger means: the same option again widens, another one narrows. */
final class Filter implements Predicate<Device> {
  private final List<Predicate<Device>> all = new ArrayList<>();

  private Filter() {}

  /** The filter that the options describe. */
  static Filter of(Files files, Args args) throws Failure {
    var filter = new Filter();
    filter.anyOf(args.values("subsystem-match"), (d, p) -> glob(p, d.subsystem()));
    filter.noneOf(args.values("subsystem-nomatch"), (d, p) -> glob(p, d.subsystem()));
    filter.all.addAll(attributes(args.values("attr-match")));
    attributes(args.values("attr-nomatch")).forEach(p -> filter.all.add(p.negate()));
    filter.properties(args.values("property-match"));
    for (String tag : args.values("tag-match")) {
      filter.all.add(d -> d.tags().contains(tag));
    }
    filter.anyOf(args.values("sysname-match"), (d, p) -> Glob.matches(p, d.sysname()));
    filter.nodes(files, args.values("name-match"));
    if (args.has("initialized-match")) {
      filter.all.add(Device::isInitialized);
    }
    if (args.has("initialized-nomatch")) {
      filter.all.add(d -> !d.isInitialized());
    }
    filter.parents(files, args);
    return filter;
  }

  private interface Test {
    boolean holds(Device device, String pattern);
  }

  private void anyOf(List<String> patterns, Test test) {
    if (!patterns.isEmpty()) {
      all.add(d -> patterns.stream().anyMatch(p -> test.holds(d, p)));
    }
  }

  private void noneOf(List<String> patterns, Test test) {
    all.add(d -> patterns.stream().noneMatch(p -> test.holds(d, p)));
  }

  private static boolean glob(String pattern, @Nullable String text) {
    return text != null && Glob.matches(pattern, text);
  }

  private static List<Predicate<Device>> attributes(List<String> matches) {
    var list = new ArrayList<Predicate<Device>>();
    for (String match : matches) {
      int eq = match.indexOf('=');
      String name = eq < 0 ? match : match.substring(0, eq);
      String pattern = eq < 0 ? "*" : match.substring(eq + 1);
      list.add(d -> glob(pattern, d.attribute(name)));
    }
    return list;
  }

  private void properties(List<String> matches) throws Failure {
    for (String match : matches) {
      if (match.indexOf('=') < 0) {
        throw new Failure("Failed to add property match '" + match + "'");
      }
    }
    anyOf(
        matches,
        (d, match) -> {
          int eq = match.indexOf('=');
          for (Map.Entry<String, String> e : d.properties().entrySet()) {
            if (Glob.matches(match.substring(0, eq), e.getKey())
                && Glob.matches(match.substring(eq + 1), e.getValue())) {
              return true;
            }
          }
          return false;
        });
  }

  private void nodes(Files files, List<String> names) throws Failure {
    for (String name : names) {
      Device device = DeviceFinder.find(files, name, "/dev/");
      if (device == null) {
        throw unknown(name);
      }
      all.add(d -> d.syspath().equals(device.syspath()));
    }
  }

  private void parents(Files files, Args args) throws Failure {
    var tops = new ArrayList<String>();
    for (String name : args.values("parent-match")) {
      Device device = DeviceFinder.find(files, name, "/sys/");
      if (device == null) {
        throw unknown(name);
      }
      tops.add(device.syspath());
    }
    for (String operand : args.operands()) {
      tops.add(DeviceFinder.open(files, operand).syspath());
    }
    anyOf(tops, (d, top) -> d.syspath().equals(top) || d.syspath().startsWith(top + "/"));
  }

  private static Failure unknown(String name) {
    return new Failure("Failed to open the device '" + name + "': Invalid argument");
  }

  @Override
  public boolean test(Device device) {
    for (Predicate<Device> each : all) {
      if (!each.test(device)) {
        return false;
      }
    }
    return true;
  }
}
