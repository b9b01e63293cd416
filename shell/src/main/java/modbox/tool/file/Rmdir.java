package modbox.tool.file;

import static modbox.user.ToolSpec.flag;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Removes empty directories. */
public final class Rmdir implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "rmdir",
          "[OPTION]... DIRECTORY...",
          "Remove the DIRECTORY(ies), if they are empty",
          flag((char) 0, "ignore-fail-on-non-empty", "ignore failures because of contents"),
          flag('p', "parents", "remove DIRECTORY and its ancestors"),
          flag('v', "verbose", "output a diagnostic for every directory processed"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      String next = path;
      boolean first = true;
      while (!next.equals(".") && !next.equals("/")) {
        if (!remove(proc, args, next, first)) {
          status = ExitStatus.FAILURE;
          break;
        }
        if (!args.has("parents")) {
          break;
        }
        next = Paths.dirName(next);
        first = false;
      }
    }
    return status;
  }

  private static boolean remove(Proc proc, Args args, String path, boolean first)
      throws ErrnoException {
    if (args.has("verbose")) {
      proc.out().println(proc.name() + ": removing directory, " + Quote.always(path));
    }
    try {
      proc.sys().rmdir(path);
      return true;
    } catch (ErrnoException e) {
      if (args.has("ignore-fail-on-non-empty") && e.errno() == Errno.ENOTEMPTY) {
        return true;
      }
      String what = first ? "failed to remove " : "failed to remove directory ";
      proc.complain(what + Quote.always(path), e);
      return false;
    }
  }
}
