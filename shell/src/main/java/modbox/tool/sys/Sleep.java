package modbox.tool.sys;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.Durations;

/** Waits. */
public final class Sleep implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "sleep",
          "NUMBER[SUFFIX]...",
          "Pause for NUMBER seconds, or minutes, hours, days by suffix m, h, d");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    long total = 0;
    boolean good = true;
    for (String word : args.operands()) {
      var length = Durations.parse(word);
      if (length.isEmpty()) {
        proc.complain("invalid time interval " + Quote.always(word));
        good = false;
      }
      total = Math.min(Long.MAX_VALUE - length.orElse(0L), total) + length.orElse(0L);
    }
    if (!good) {
      throw new Args.UsageException("");
    }
    proc.sys().nanosleep(total);
    return ExitStatus.OK;
  }
}
