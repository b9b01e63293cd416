package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Prints how many processors there are. */
public final class Nproc implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "nproc",
          "[OPTION]...",
          "Print the number of processing units available to the current process",
          flag((char) 0, "all", "print the number of installed processors"),
          value((char) 0, "ignore", "N", "if possible, exclude N processing units"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    long count = Processors.count(proc);
    String text = args.value("ignore").orElse("0");
    long ignored =
        Sizes.integer(text)
            .filter(n -> n >= 0)
            .orElseThrow(() -> new Failure("invalid number to ignore: " + Quote.always(text)));
    proc.out().println(Long.toString(Math.max(1, count - ignored)));
    return ExitStatus.OK;
  }
}
