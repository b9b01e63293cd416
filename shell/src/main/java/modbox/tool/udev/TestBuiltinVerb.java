package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.udev.builtin.Builtin;
import modbox.udev.builtin.Builtins;
import modbox.udev.daemon.Settings;
import modbox.udev.device.Device;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.RuleEvent;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm test-builtin: runs one builtin and prints the properties that it sets. */
final class TestBuiltinVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "test-builtin",
          "[OPTIONS] COMMAND DEVPATH",
          "Run one builtin",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('a', "action", "ACTION|help", "the event's action, else add"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String action = args.value("action").orElse("add");
    if (!TriggerVerb.ACTIONS.contains(action)) {
      throw new Failure("Invalid action '" + action + "'");
    }
    if (args.operands().size() != 2) {
      throw new Failure("Expected two arguments: command string and device path.");
    }
    String command = args.operands().get(0);
    String path = args.operands().get(1);
    Builtin builtin = Builtins.find(command);
    if (builtin == null) {
      proc.err("Unknown command '" + command + "'\n");
      for (Builtin each : Builtins.ALL) {
        proc.err("  %-14s  %s\n".formatted(each.name(), each.help()));
      }
      return ExitStatus.FAILURE;
    }
    List<String> lines = new ArrayList<>();
    var settings = Settings.read(new SysFiles(proc.sys()));
    var host = new TalkingHost(proc, settings, (key, value) -> lines.add(key + "=" + value));
    Device found = DeviceFinder.find(host.files(), path, "/sys/");
    if (found == null) {
      throw new Failure("Failed to open device '" + path + "': No such device");
    }
    Device device = found.forEvent(action);
    int status = host.builtin(new RuleEvent(device, found, Map.of()), builtin.name(), command);
    for (String line : lines) {
      proc.out().println(line);
    }
    return status < 0 ? ExitStatus.FAILURE : ExitStatus.OK;
  }
}
