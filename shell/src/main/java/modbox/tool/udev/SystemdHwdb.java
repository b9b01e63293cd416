package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** systemd-hwdb(8): compiles the hardware database and asks it. */
public final class SystemdHwdb implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "systemd-hwdb",
          "[OPTIONS...] update | query MODALIAS",
          "compile the hardware database, and ask it",
          flag('s', "strict", "fail if anything is wrong"),
          flag('\0', "usr", "under /usr/lib/udev and not /etc/udev"),
          value('r', "root", "PATH", "another root"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    try {
      return work(proc, args);
    } catch (Failure e) {
      proc.err(e.complaint() + "\n");
      return e.status();
    }
  }

  private static ExitStatus work(Proc proc, Args args) throws ErrnoException, Failure {
    String verb = args.operands().isEmpty() ? "" : args.operands().getFirst();
    switch (verb) {
      case "update" -> {
        String root = args.value("root").orElse("");
        return HwdbCompiler.update(proc, root, args.has("usr"), args.has("strict"));
      }
      case "query" -> {
        if (args.operands().size() < 2) {
          throw new Failure("Too few arguments.");
        }
        HwdbCompiler.query(proc, args.operands().get(1));
        return ExitStatus.OK;
      }
      case "" -> throw new Failure("Command verb required.");
      default -> throw new Failure("Unknown command verb " + verb + ".");
    }
  }
}
