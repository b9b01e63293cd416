package modbox.tool.text;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Turns each line round. */
public final class Rev implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("rev", "[FILE]...", "Reverse lines characterwise");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    return proc.eachInput(
        args.operands(),
        Proc.Trouble.CANNOT_OPEN,
        (_, in) -> {
          for (var line = in.line(); line.isPresent(); line = in.line()) {
            proc.out().print(new StringBuilder(line.get()).reverse().toString());
            if (in.terminated()) {
              proc.out().write('\n');
            }
          }
        });
  }
}
