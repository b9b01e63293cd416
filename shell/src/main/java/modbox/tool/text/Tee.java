package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;

import java.util.ArrayList;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Copies standard input to standard output and to files. */
public final class Tee implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "tee",
          "[OPTION]... [FILE]...",
          "Copy standard input to each FILE, and also to standard output",
          flag('a', "append", "append to the given FILEs, do not overwrite"),
          flag('i', "ignore-interrupts", "ignore interrupts"),
          flag('p', "", "operate in a more appropriate MODE with pipes"),
          optional((char) 0, "output-error", "MODE", "set behavior on write error"));

  /** Where a copy goes. */
  private record Target(String name, Out out) {}

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.has("ignore-interrupts")) {
      proc.sys().sigaction(Signal.INT, Signal.Disposition.IGNORE);
    }
    if (args.has("p") || args.has("output-error")) {
      proc.sys().sigaction(Signal.PIPE, Signal.Disposition.IGNORE);
    }
    ExitStatus status = ExitStatus.OK;
    var targets = new ArrayList<Target>();
    targets.add(new Target("standard output", proc.out()));
    int how =
        Open.WRONLY | Open.CREAT | Open.CLOEXEC | (args.has("append") ? Open.APPEND : Open.TRUNC);
    for (String file : args.operands()) {
      try {
        targets.add(new Target(file, new Out(proc.sys(), proc.sys().open(file, how, 0666))));
      } catch (ErrnoException e) {
        proc.complain(Quote.ifNeeded(file), e);
        status = ExitStatus.FAILURE;
      }
    }
    var block = new byte[65536];
    for (int got = proc.sys().read(0, block, 0, block.length);
        got > 0 && !targets.isEmpty();
        got = proc.sys().read(0, block, 0, block.length)) {
      for (Target target : java.util.List.copyOf(targets)) {
        try {
          target.out().write(block, 0, got).flush();
        } catch (ErrnoException e) {
          proc.complain(Quote.ifNeeded(target.name()), e);
          targets.remove(target);
          status = ExitStatus.FAILURE;
        }
      }
    }
    return status;
  }
}
