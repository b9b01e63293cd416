package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;

import java.util.ArrayList;
import modbox.abi.ErrnoException;
import modbox.kernel.SystemCalls;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints what the kernel calls itself: uname and arch. */
public final class Uname implements Tool {
  private final ToolSpec spec;

  /**
   * The tool of this name.
   *
   * @param name what it is called as
   */
  public Uname(String name) {
    spec =
        name.equals("arch")
            ? ToolSpec.of("arch", "[OPTION]...", "Print machine architecture")
            : ToolSpec.of(
                "uname",
                "[OPTION]...",
                "Print certain system information",
                flag('a', "all", "print all information"),
                flag('s', "kernel-name", "print the kernel name"),
                flag('n', "nodename", "print the network node hostname"),
                flag('r', "kernel-release", "print the kernel release"),
                flag('v', "kernel-version", "print the kernel version"),
                flag('m', "machine", "print the machine hardware name"),
                flag('p', "processor", "print the processor type (non-portable)"),
                flag('i', "hardware-platform", "print the hardware platform (non-portable)"),
                flag('o', "operating-system", "print the operating system"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (!args.operands().isEmpty()) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().getFirst()));
    }
    SystemCalls.Uname u = proc.sys().uname();
    if (spec.name().equals("arch")) {
      proc.out().println(u.machine());
      return ExitStatus.OK;
    }
    boolean all = args.has("all");
    var parts = new ArrayList<String>();
    if (all || args.has("kernel-name") || args.given().isEmpty()) {
      parts.add(u.sysname());
    }
    if (all || args.has("nodename")) {
      parts.add(u.nodename());
    }
    if (all || args.has("kernel-release")) {
      parts.add(u.release());
    }
    if (all || args.has("kernel-version")) {
      parts.add(u.version());
    }
    if (all || args.has("machine")) {
      parts.add(u.machine());
    }
    if (args.has("processor")) {
      parts.add("unknown");
    }
    if (args.has("hardware-platform")) {
      parts.add("unknown");
    }
    if (all || args.has("operating-system")) {
      parts.add("GNU/Linux");
    }
    proc.out().println(String.join(" ", parts));
    return ExitStatus.OK;
  }
}
