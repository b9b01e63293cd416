package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints the name of the terminal. */
public final class Tty implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "tty",
              "[OPTION]...",
              "Print the file name of the terminal connected to standard input",
              flag('s', "silent", "print nothing, only return an exit status"),
              flag((char) 0, "quiet", "print nothing, only return an exit status"))
          .usageStatus(2);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (!args.operands().isEmpty()) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().getFirst()));
    }
    boolean terminal = proc.sys().isatty(0);
    if (!args.has("silent") && !args.has("quiet")) {
      proc.out().println(terminal ? proc.sys().ttyname(0) : "not a tty");
    }
    return terminal ? ExitStatus.OK : ExitStatus.FAILURE;
  }
}
