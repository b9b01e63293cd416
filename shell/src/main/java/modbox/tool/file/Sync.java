package modbox.tool.file;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Writes what is cached. */
public final class Sync implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "sync",
          "[OPTION] [FILE]...",
          "Synchronize cached writes to persistent storage",
          flag('d', "data", "sync only file data, no unneeded metadata"),
          flag('f', "file-system", "sync the file systems that contain the files"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().isEmpty()) {
      proc.sys().sync();
    }
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        int fd = proc.sys().open(path, Open.RDONLY | Open.NONBLOCK | Open.CLOEXEC);
        proc.sys().fsync(fd);
        proc.sys().close(fd);
      } catch (ErrnoException e) {
        proc.complain("error opening " + Quote.always(path), e);
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }
}
