package modbox.tool.file;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Prints names without their last part. */
public final class Dirname implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "dirname",
          "[OPTION] NAME...",
          "Output each NAME with its last non-slash component and trailing slashes removed",
          flag('z', "zero", "end each output line with NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    for (String name : args.operands()) {
      proc.out()
          .print(name.isEmpty() ? "." : Paths.dirName(name))
          .write(args.has("zero") ? 0 : '\n');
    }
    return ExitStatus.OK;
  }
}
