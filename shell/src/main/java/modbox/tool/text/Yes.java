package modbox.tool.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints a line for ever. */
public final class Yes implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "yes", "[STRING]...", "Repeatedly output a line with all specified STRING(s), or 'y'");

  private static final int BLOCK = 8192;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    String text = args.operands().isEmpty() ? "y" : String.join(" ", args.operands());
    byte[] line = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    int times = Math.max(1, BLOCK / line.length);
    byte[] block = Arrays.copyOf(line, line.length * times);
    for (int i = 1; i < times; i++) {
      System.arraycopy(line, 0, block, i * line.length, line.length);
    }
    while (true) {
      proc.out().write(block).flush();
    }
  }
}
