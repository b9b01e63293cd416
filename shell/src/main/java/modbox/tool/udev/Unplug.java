package modbox.tool.udev;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.udev.device.Device;
import modbox.udev.device.Enumerator;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Pulls a device out, as a hand would, whatever it is doing. */
public final class Unplug implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "unplug",
          "PRESET|NAME|DEVPATH|NODE...",
          "pull a device out",
          ToolSpec.flag('n', "no-wait", "do not wait for drivers and udev"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().isEmpty()) {
      return proc.fail("no device given");
    }
    var files = new SysFiles(proc.sys());
    for (String operand : args.operands()) {
      List<String> paths = paths(files, operand);
      if (paths.isEmpty()) {
        return proc.fail(operand + ": no such device");
      }
      for (String path : paths) {
        try {
          proc.sys().unplug(path);
        } catch (ErrnoException e) {
          if (e.errno() != Errno.ENODEV || paths.size() == 1) {
            return proc.fail(operand + ": " + e.errno().text());
          }
        }
      }
      String note = Presets.note(operand);
      if (files.mode(note) != 0) {
        proc.sys().unlink(note);
      }
    }
    if (!args.has("no-wait")) {
      Plug.settle(proc);
    }
    return ExitStatus.OK;
  }

  private static List<String> paths(SysFiles files, String operand) {
    String noted = files.read(Presets.note(operand));
    if (noted != null) {
      var paths = new ArrayList<String>();
      for (String line : noted.split("\n", -1)) {
        if (!line.isEmpty()) {
          paths.add(line);
        }
      }
      return paths;
    }
    if (operand.startsWith("/devices/")) {
      return List.of(operand);
    }
    Device device = DeviceFinder.find(files, operand);
    if (device != null) {
      return List.of(pluggable(device).devpath());
    }
    return Enumerator.devices(files, d -> d.sysname().equals(operand)).stream()
        .map(d -> pluggable(d).devpath())
        .distinct()
        .toList();
  }

  /** What the hand takes hold of: the USB device that a disk or a port belongs to. */
  private static Device pluggable(Device device) {
    Device usb =
        "usb_device".equals(device.devtype()) ? device : device.parent("usb", "usb_device");
    return usb == null ? device : usb;
  }
}
