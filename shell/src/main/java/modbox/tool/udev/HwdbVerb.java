package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm hwdb: the old form of systemd-hwdb. */
final class HwdbVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "hwdb",
          "[OPTIONS]",
          "Compile or ask the hardware database",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          flag('u', "update", "compile it"),
          flag('s', "strict", "fail if anything is wrong"),
          flag('\0', "usr", "under /usr/lib/udev and not /etc/udev"),
          value('t', "test", "MODALIAS", "print what it has"),
          value('r', "root", "PATH", "another root"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (!args.has("update") && !args.has("test")) {
      throw new Failure("Either --update or --test must be used.");
    }
    String root = args.value("root").orElse("");
    ExitStatus status = ExitStatus.OK;
    if (args.has("update")) {
      status = HwdbCompiler.update(proc, root, args.has("usr"), args.has("strict"));
    }
    if (args.has("test")) {
      HwdbCompiler.query(proc, args.value("test").orElse(""));
    }
    return status;
  }
}
