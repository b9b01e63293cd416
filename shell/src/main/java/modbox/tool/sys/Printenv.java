package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints environment variables. */
public final class Printenv implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "printenv",
              "[OPTION]... [VARIABLE]...",
              "Print the values of the specified environment VARIABLE(s)",
              flag('0', "null", "end each output line with NUL, not newline"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
          .usageStatus(2);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    int end = args.has("null") ? 0 : '\n';
    ExitStatus status = ExitStatus.OK;
    if (args.operands().isEmpty()) {
      for (String entry : proc.environment()) {
        proc.out().print(entry).write(end);
      }
    }
    for (String name : args.operands()) {
      Optional<String> value = name.indexOf('=') >= 0 ? Optional.empty() : proc.env(name);
      if (value.isPresent()) {
        proc.out().print(value.get()).write(end);
      } else {
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }
}
