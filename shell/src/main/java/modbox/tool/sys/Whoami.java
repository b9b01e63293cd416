package modbox.tool.sys;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Accounts;

/** Prints the name of the effective user. */
public final class Whoami implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "whoami",
          "[OPTION]...",
          "Print the user name associated with the current effective user ID");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (!args.operands().isEmpty()) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().getFirst()));
    }
    int uid = proc.sys().credentials().euid();
    proc.out()
        .println(
            new Accounts(proc)
                .user(uid)
                .map(Accounts.User::name)
                .orElseThrow(
                    () ->
                        new Failure(
                            "cannot find name for user ID " + Integer.toUnsignedString(uid))));
    return ExitStatus.OK;
  }
}
