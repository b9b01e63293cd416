package modbox.tool.text;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints the checksums of old. */
public final class Sum implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "sum",
          "[OPTION]... [FILE]...",
          "Print checksum and block counts for each FILE",
          flag('r', "", "use BSD sum algorithm (the default), use 1K blocks"),
          flag('s', "sysv", "use System V sum algorithm, use 512 bytes blocks"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    boolean systemFive = args.lastOf("r", "sysv").orElse("r").equals("sysv");
    return proc.eachInput(
        args.operands(),
        (name, in) -> {
          String sum = systemFive ? systemFive(in) : bsd(in);
          boolean named = systemFive ? !args.operands().isEmpty() : args.operands().size() > 1;
          proc.out()
              .println(
                  named || (!args.operands().isEmpty() && !systemFive) ? sum + " " + name : sum);
        });
  }

  private static String bsd(In in) throws ErrnoException {
    int sum = 0;
    long size = 0;
    for (int c = in.read(); c >= 0; c = in.read(), size++) {
      sum = ((sum >> 1) + ((sum & 1) << 15) + c) & 0xffff;
    }
    return String.format("%05d %5d", sum, (size + 1023) / 1024);
  }

  private static String systemFive(In in) throws ErrnoException {
    int sum = 0;
    long size = 0;
    for (int c = in.read(); c >= 0; c = in.read(), size++) {
      sum += c;
    }
    int r = (sum & 0xffff) + (sum >>> 16);
    return ((r & 0xffff) + (r >>> 16)) + " " + (size + 511) / 512;
  }
}
