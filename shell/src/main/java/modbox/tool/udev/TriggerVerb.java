package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.udev.daemon.Control;
import modbox.udev.device.Device;
import modbox.udev.device.Enumerator;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm trigger: has the kernel send events again. */
final class TriggerVerb implements Verb {
  static final List<String> ACTIONS =
      List.of("add", "remove", "change", "move", "online", "offline", "bind", "unbind");

  private static final ToolSpec SPEC =
      ToolSpec.of(
          "trigger",
          "[OPTIONS] DEVPATH",
          "Have the kernel send events again",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          flag('v', "verbose", "name the devices"),
          flag('n', "dry-run", "do nothing"),
          flag('q', "quiet", "no word about failures"),
          value('t', "type", "TYPE", "devices, subsystems or all"),
          value('c', "action", "ACTION|help", "the event's action, else change"),
          value('s', "subsystem-match", "SUBSYSTEM", "devices of a subsystem"),
          value('S', "subsystem-nomatch", "SUBSYSTEM", "but not these"),
          value('a', "attr-match", "FILE[=VALUE]", "devices with an attribute"),
          value('A', "attr-nomatch", "FILE[=VALUE]", "but not these"),
          value('p', "property-match", "KEY=VALUE", "devices with a property"),
          value('g', "tag-match", "TAG", "devices with a tag"),
          value('y', "sysname-match", "NAME", "devices of a name"),
          value('\0', "name-match", "NAME", "the device of a node"),
          value('b', "parent-match", "NAME", "a device and all below"),
          flag('\0', "initialized-match", "devices that udev has handled"),
          flag('\0', "initialized-nomatch", "but not these"),
          flag('w', "settle", "wait until the events are handled"),
          optional('\0', "wait-daemon", "SECONDS", "wait until the daemon is there"),
          flag('\0', "uuid", "print the identifiers of the events"),
          value('\0', "prioritized-subsystem", "SUBSYSTEMS", "these first"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String action = args.value("action").orElse("change");
    if (action.equals("help")) {
      for (String each : ACTIONS) {
        proc.out().println(each);
      }
      return ExitStatus.OK;
    }
    if (!ACTIONS.contains(action)) {
      throw new Failure("Unknown action '" + action + "'");
    }
    if (args.has("wait-daemon")) {
      long limit = args.value("wait-daemon").map(Waiting::seconds).orElse(5 * Waiting.SECOND);
      Waiting.until(proc.sys(), limit, () -> proc.sys().stat(Control.SOCKET).mode() != 0);
    }
    var files = new SysFiles(proc.sys());
    List<Device> devices = prioritized(select(files, args), args);
    try (var listener = args.has("settle") ? new Listener(proc.sys()) : null) {
      Set<String> sent = send(proc, args, devices, action);
      if (listener != null) {
        listener.await(sent, path -> settled(proc, args, path));
      }
    }
    return ExitStatus.OK;
  }

  private static void settled(Proc proc, Args args, String path) throws ErrnoException {
    if (args.has("verbose")) {
      proc.out().println("settle /sys" + path);
    }
  }

  private static List<Device> select(SysFiles files, Args args) throws Failure {
    Filter filter = Filter.of(files, args);
    String type = args.value("type").orElse("devices");
    return switch (type) {
      case "devices" -> Enumerator.devices(files, filter);
      case "subsystems" -> Enumerator.subsystems(files, filter);
      case "all" -> {
        var all = new ArrayList<Device>(Enumerator.subsystems(files, filter));
        all.addAll(Enumerator.devices(files, filter));
        yield all;
      }
      default -> throw new Failure("Unknown type --type=" + type);
    };
  }

  /** Devices of the named subsystems come first, each with those above it before it. */
  private static List<Device> prioritized(List<Device> devices, Args args) {
    var first = new LinkedHashSet<Device>();
    for (String list : args.values("prioritized-subsystem")) {
      for (String subsystem : list.split(",", -1)) {
        for (Device device : devices) {
          if (subsystem.equals(device.subsystem())) {
            devices.stream()
                .filter(d -> device.syspath().startsWith(d.syspath() + "/"))
                .forEach(first::add);
            first.add(device);
          }
        }
      }
    }
    first.addAll(devices);
    return List.copyOf(first);
  }

  private static Set<String> send(Proc proc, Args args, List<Device> devices, String action)
      throws ErrnoException, Failure {
    var identifiers = new LinkedHashSet<String>();
    boolean failed = false;
    int count = 0;
    for (Device device : devices) {
      proc.sys().checkpoint();
      if (args.has("verbose")) {
        proc.out().println(device.syspath());
      }
      if (args.has("dry-run")) {
        continue;
      }
      String uuid =
          args.has("settle") || args.has("uuid") ? Listener.uuid(proc.sys(), count++) : "";
      try {
        device.files().store(device.syspath() + "/uevent", (action + " " + uuid).stripTrailing());
        identifiers.add(uuid);
        if (args.has("uuid")) {
          proc.out().println(uuid);
        }
      } catch (ErrnoException e) {
        failed |= complain(proc, args, device, action, e.errno());
      }
    }
    if (failed) {
      throw new Failure("");
    }
    return identifiers;
  }

  /** Whether the failure counts: a device that has gone meanwhile is no failure. */
  private static boolean complain(Proc proc, Args args, Device device, String action, Errno errno)
      throws ErrnoException {
    boolean gone = errno == Errno.ENOENT || errno == Errno.ENODEV;
    if (!args.has("quiet") && !gone) {
      proc.err(
          device.sysname()
              + ": Failed to write '"
              + action
              + "' to '"
              + device.syspath()
              + "/uevent': "
              + errno.text()
              + "\n");
    }
    return !gone;
  }
}
