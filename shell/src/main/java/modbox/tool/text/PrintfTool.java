package modbox.tool.text;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Printf;

/** printf as a program of its own; the shell has one built in. */
public final class PrintfTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("printf", "FORMAT [ARGUMENT]...", "Print ARGUMENT(s) according to FORMAT")
          .parsing(ToolSpec.Parsing.RAW);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    List<String> words = args.raw();
    if (!words.isEmpty() && words.getFirst().equals("--")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    Printf.Result result = Printf.format(words.getFirst(), words.subList(1, words.size()));
    proc.out().print(result.text());
    for (String complaint : result.complaints()) {
      proc.complain(complaint);
    }
    return result.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
  }
}
