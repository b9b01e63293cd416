package modbox.tool.file;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** link and unlink: the bare system calls. */
public final class Link implements Tool {
  private final ToolSpec spec;
  private final int wanted;

  public Link(String name) {
    boolean link = name.equals("link");
    wanted = link ? 2 : 1;
    spec =
        ToolSpec.of(
            name,
            link ? "FILE1 FILE2" : "FILE",
            link
                ? "Call the link function to create a link named FILE2 to an existing FILE1"
                : "Call the unlink function to remove the specified FILE");
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    List<String> files = args.operands();
    if (files.size() < wanted) {
      throw new Args.UsageException(
          files.isEmpty()
              ? "missing operand"
              : "missing operand after " + Quote.always(files.getFirst()));
    } else if (files.size() > wanted) {
      throw new Args.UsageException("extra operand " + Quote.always(files.get(wanted)));
    }
    String first = files.getFirst();
    try {
      if (wanted == 1) {
        proc.sys().unlink(first);
      } else {
        proc.sys().link(first, files.get(1));
      }
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      String what =
          wanted == 1
              ? "cannot unlink " + Quote.always(first)
              : "cannot create link " + Quote.always(files.get(1)) + " to " + Quote.always(first);
      return proc.fail(what + ": " + e.errno().text());
    }
  }
}
