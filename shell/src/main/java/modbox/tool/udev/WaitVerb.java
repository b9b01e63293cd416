package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.udev.device.Device;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm wait: waits until devices are there, or gone. */
final class WaitVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "wait",
          "[OPTIONS] DEVICE [DEVICE...]",
          "Wait until devices are there, or gone",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('t', "timeout", "SEC", "wait no longer than this"),
          value('\0', "initialized", "BOOL", "whether udev must have handled them"),
          flag('\0', "removed", "wait until they are gone"),
          flag('\0', "settle", "and until no event is left"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (args.operands().isEmpty()) {
      throw new Failure("Too few arguments, expected at least one device path or device symlink.");
    }
    for (String path : args.operands()) {
      if (!path.startsWith("/dev/") && !path.startsWith("/sys/")) {
        throw new Failure(
            "Specified path \"" + path + "\" does not start with \"/dev/\" or \"/sys/\".");
      }
    }
    long timeout = args.value("timeout").map(Waiting::seconds).orElse(-1L);
    boolean removed = args.has("removed");
    String initialized = args.value("initialized").orElse("yes");
    boolean mustBe = !initialized.equals("no") && !initialized.equals("false");
    var files = new SysFiles(proc.sys());
    boolean done =
        Waiting.until(
            proc.sys(),
            timeout,
            () -> {
              for (String path : args.operands()) {
                if (removed == isThere(files, path, mustBe && !removed)) {
                  return false;
                }
              }
              return !args.has("settle") || Waiting.settled(proc.sys(), 0);
            });
    if (!done) {
      String what = removed ? "removed" : mustBe ? "initialized" : "added";
      throw new Failure("Timed out for waiting devices being " + what + ".");
    }
    return ExitStatus.OK;
  }

  private static boolean isThere(SysFiles files, String path, boolean initialized) {
    Device device = DeviceFinder.find(files, path);
    return device != null && (!initialized || device.isInitialized());
  }
}
