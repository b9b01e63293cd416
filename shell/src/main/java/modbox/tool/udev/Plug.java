package modbox.tool.udev;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kernel.DeviceCalls;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Plugs a device in, as a hand would: what comes of it is up to drivers and rules. */
public final class Plug implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "plug",
          "[--port PORT] PRESET|FILE...",
          "plug a device in",
          ToolSpec.value('p', "port", "PORT", "the USB port: 1-3, 2-1.4"),
          ToolSpec.flag('l', "list", "name the presets"),
          ToolSpec.flag('n', "no-wait", "do not wait for drivers and udev"));

  private static final long PATIENCE = 30 * Waiting.SECOND;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    var files = new SysFiles(proc.sys());
    if (args.has("list")) {
      for (String name : Presets.names(files)) {
        proc.out().println(name);
      }
      return ExitStatus.OK;
    }
    if (args.operands().isEmpty()) {
      return proc.fail("no device given; --list names the presets");
    }
    for (String operand : args.operands()) {
      String path = Presets.path(files, operand);
      String text = files.read(path);
      if (text == null) {
        return proc.fail(operand + ": no such preset, and no such file");
      }
      if (args.has("port")) {
        text = PortChange.apply(text, args.value("port").orElse(""));
        if (text.isEmpty()) {
          return proc.fail(operand + ": no USB device, it has no port");
        }
      }
      try {
        List<String> roots =
            proc.sys()
                .plug(path, text.getBytes(StandardCharsets.ISO_8859_1), DeviceCalls.Plug.GATED);
        note(files, operand, roots);
      } catch (ErrnoException e) {
        return proc.fail(e.errno() == Errno.EINVAL ? e.what() : e.what() + ": " + e.errno().text());
      }
    }
    if (!args.has("no-wait")) {
      settle(proc);
    }
    return ExitStatus.OK;
  }

  private static void note(SysFiles files, String operand, List<String> roots)
      throws ErrnoException {
    String note = Presets.note(operand);
    files.mkdirs(note);
    String old = files.read(note);
    files.replace(note, (old == null ? "" : old) + String.join("\n", roots) + "\n", 0644);
  }

  /** A disk takes a second to be scanned, and each of its parts has an event of its own. */
  static void settle(Proc proc) throws ErrnoException {
    Waiting.until(
        proc.sys(), PATIENCE, () -> Waiting.settled(proc.sys(), PATIENCE) && !proc.sys().probing());
    Waiting.settled(proc.sys(), PATIENCE);
  }
}
