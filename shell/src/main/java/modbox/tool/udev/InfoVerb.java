package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.udev.device.Device;
import modbox.udev.device.Enumerator;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm info: what is known of a device. */
final class InfoVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "info",
          "[OPTIONS] [DEVPATH|FILE]",
          "Show what is known of devices",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('q', "query", "TYPE", "name, symlink, path, property or all"),
          value('\0', "property", "NAME", "with -q property, only these, divided by commas"),
          flag('\0', "value", "with -q property, only the values"),
          value('p', "path", "SYSPATH", "the device's path in /sys"),
          value('n', "name", "NAME", "the name of its node or of a link to it"),
          flag('r', "root", "names with /dev"),
          flag('a', "attribute-walk", "attributes of the device and of those above, as rules"),
          flag('t', "tree", "a tree of devices"),
          value('d', "device-id-of-file", "FILE", "major:minor of the device that holds a file"),
          flag('x', "export", "values in quotes"),
          value('P', "export-prefix", "PREFIX", "the same with a prefix before the keys"),
          flag('e', "export-db", "all devices"),
          flag('c', "cleanup-db", "delete all records but the lasting ones"),
          optional('w', "wait-for-initialization", "SECONDS", "wait until udev has handled it"),
          flag('\0', "no-pager", "no pager; there never is one"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var files = new SysFiles(proc.sys());
    if (args.has("export-db")) {
      for (Device device : all(files)) {
        proc.sys().checkpoint();
        DeviceText.record(proc.out(), device, "");
      }
      return ExitStatus.OK;
    }
    if (args.has("cleanup-db")) {
      return Cleanup.run(proc, files);
    }
    if (args.has("device-id-of-file")) {
      return deviceOf(proc, args.value("device-id-of-file").orElse(""));
    }
    boolean exports = args.has("export") || args.has("export-prefix");
    if (exports && args.has("value")) {
      throw new Failure("-x/--export or -P/--export-prefix cannot be used with --value");
    }
    String query = args.value("query").orElse("all");
    if (!List.of("name", "symlink", "path", "property", "all").contains(query)) {
      throw new Failure("unknown query type");
    }
    List<Device> devices = devices(files, args);
    if (args.has("tree")) {
      return Tree.print(proc, devices.isEmpty() ? all(files) : below(files, devices));
    }
    if (devices.isEmpty()) {
      throw new Failure("A device name or path is required");
    }
    for (Device device : devices) {
      if (args.has("wait-for-initialization")) {
        Waiting.initialized(proc, files, device.syspath(), args.value("wait-for-initialization"));
      }
      if (args.has("attribute-walk")) {
        DeviceText.walk(proc.out(), device);
      } else {
        show(proc, args, device, query);
      }
    }
    return ExitStatus.OK;
  }

  private static List<Device> all(SysFiles files) {
    var all = new ArrayList<Device>(Enumerator.devices(files, _ -> true));
    all.addAll(Enumerator.subsystems(files, _ -> true));
    all.sort(java.util.Comparator.comparing(Device::devpath));
    return all;
  }

  private static List<Device> below(SysFiles files, List<Device> tops) {
    var list = new ArrayList<Device>();
    tops.forEach(top -> list.addAll(Enumerator.below(files, top, _ -> true)));
    return list;
  }

  private static ExitStatus deviceOf(Proc proc, String path) throws ErrnoException, Failure {
    try {
      Stat stat = proc.sys().lstat(path);
      proc.out().println(Dev.major(stat.dev()) + ":" + Dev.minor(stat.dev()));
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      throw new Failure("Failed to stat file: " + e.errno().text());
    }
  }

  private static List<Device> devices(SysFiles files, Args args) throws Failure {
    var devices = new ArrayList<Device>();
    for (Args.Given given : args.given()) {
      String value = given.value().orElse("");
      if (given.key().equals("path")) {
        devices.add(find(files, value, "/sys/"));
      } else if (given.key().equals("name")) {
        devices.add(find(files, value, "/dev/"));
      }
    }
    for (String operand : args.operands()) {
      if (!operand.contains("/") && !operand.contains(".")) {
        throw new Failure(
            "Bad argument \""
                + operand
                + "\", expected an absolute path in /dev/ or /sys/ or a unit name: "
                + Errno.EINVAL.text());
      }
      devices.add(find(files, operand, ""));
    }
    return devices;
  }

  private static Device find(SysFiles files, String path, String prefix) throws Failure {
    Device device =
        prefix.isEmpty() ? DeviceFinder.find(files, path) : DeviceFinder.find(files, path, prefix);
    if (device == null) {
      String shown =
          prefix.isEmpty() || path.startsWith(prefix) ? path : DeviceFinder.join(prefix, path);
      throw new Failure("Unknown device \"" + shown + "\": " + Errno.ENODEV.text());
    }
    return device;
  }

  private static void show(Proc proc, Args args, Device device, String query)
      throws ErrnoException, Failure {
    boolean root = args.has("root");
    switch (query) {
      case "name" -> {
        String name = device.devname();
        if (name == null) {
          throw new Failure("No device node found: " + Errno.ENOENT.text());
        }
        proc.out().println(root ? name : DeviceText.withoutDev(name));
      }
      case "symlink" -> {
        var links = new ArrayList<String>();
        device.links().forEach(link -> links.add(root ? link : DeviceText.withoutDev(link)));
        proc.out().println(String.join(" ", links));
      }
      case "path" -> proc.out().println(device.devpath());
      case "property" -> properties(proc, args, device);
      default -> DeviceText.record(proc.out(), device, "");
    }
  }

  private static void properties(Proc proc, Args args, Device device) throws ErrnoException {
    var wanted = new ArrayList<String>();
    args.values("property").forEach(list -> wanted.addAll(List.of(list.split(",", -1))));
    boolean exports = args.has("export") || args.has("export-prefix");
    String prefix = args.value("export-prefix").orElse("");
    for (Map.Entry<String, String> entry : device.properties().entrySet()) {
      String key = entry.getKey();
      String text = entry.getValue();
      if (!wanted.isEmpty() && !wanted.contains(key)) {
        continue;
      }
      if (exports) {
        proc.out().println(prefix + key + "='" + text + "'");
      } else {
        proc.out().println(args.has("value") ? text : key + "=" + text);
      }
    }
  }
}
