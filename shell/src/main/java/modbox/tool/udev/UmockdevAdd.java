package modbox.tool.udev;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kernel.DeviceCalls;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Puts the devices of descriptions in place as they stand: no drivers, no events. */
public final class UmockdevAdd implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("umockdev-add", "FILE...", "put described devices in place as they stand");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().isEmpty()) {
      return proc.fail("no description given");
    }
    for (String path : args.operands()) {
      byte[] text = proc.readFile(path);
      try {
        proc.sys().plug(path, text, DeviceCalls.Plug.RAW);
      } catch (ErrnoException e) {
        return proc.fail(e.errno() == Errno.EINVAL ? e.what() : e.what() + ": " + e.errno().text());
      }
    }
    return ExitStatus.OK;
  }
}
