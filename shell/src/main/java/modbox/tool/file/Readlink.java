package modbox.tool.file;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Prints what a symbolic link says, or a canonical name. */
public final class Readlink implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "readlink",
          "[OPTION]... FILE...",
          "Print value of a symbolic link or canonical file name",
          flag('f', "canonicalize", "canonicalize; all but the last component must exist"),
          flag('e', "canonicalize-existing", "canonicalize; all components must exist"),
          flag('m', "canonicalize-missing", "canonicalize; no component need exist"),
          flag('n', "no-newline", "do not output the trailing delimiter"),
          flag('q', "quiet", "suppress most error messages (on by default)"),
          flag('s', "silent", "suppress most error messages (on by default)"),
          flag('v', "verbose", "report error messages"),
          flag('z', "zero", "end each output line with NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    String how =
        args.lastOf("canonicalize", "canonicalize-existing", "canonicalize-missing").orElse("");
    boolean newline = !args.has("no-newline");
    if (!newline && args.operands().size() > 1) {
      proc.complain("ignoring --no-newline with multiple arguments");
      newline = true;
    }
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        String text =
            switch (how) {
              case "canonicalize" -> Paths.canonical(proc.sys(), path, Paths.Existing.ALL_BUT_LAST);
              case "canonicalize-existing" -> Paths.canonical(proc.sys(), path, Paths.Existing.ALL);
              case "canonicalize-missing" -> Paths.canonical(proc.sys(), path, Paths.Existing.NONE);
              default -> proc.sys().readlink(path);
            };
        proc.out().print(text);
        if (newline) {
          proc.out().write(args.has("zero") ? 0 : '\n');
        }
      } catch (ErrnoException e) {
        status = ExitStatus.FAILURE;
        if (args.has("verbose")) {
          proc.complain(Quote.ifNeeded(path), e);
        }
      }
    }
    return status;
  }
}
