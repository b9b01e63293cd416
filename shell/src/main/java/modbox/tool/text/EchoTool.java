package modbox.tool.text;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Echo;

/** echo as a program of its own; the shell has one built in. */
public final class EchoTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "echo",
              "[-neE] [STRING]...",
              "Echo the STRING(s) to standard output",
              ToolSpec.flag('n', "", "do not output the trailing newline"),
              ToolSpec.flag('e', "", "enable interpretation of backslash escapes"),
              ToolSpec.flag('E', "", "disable interpretation of backslash escapes (default)"))
          .parsing(ToolSpec.Parsing.RAW);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    proc.out().print(Echo.text(args.raw(), false));
    return ExitStatus.OK;
  }
}
