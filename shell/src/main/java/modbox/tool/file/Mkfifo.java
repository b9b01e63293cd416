package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.ModeChange;

/** Makes named pipes. */
public final class Mkfifo implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mkfifo",
          "[OPTION]... NAME...",
          "Create named pipes (FIFOs) with the given NAMEs",
          value('m', "mode", "MODE", "set file permission bits to MODE, not a=rw - umask"),
          flag('Z', "", "(ignored)"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    Optional<Integer> mode = NodeMode.of(proc, args);
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        proc.sys().mknod(path, Mode.FIFO | mode.orElse(0666), 0);
        if (mode.isPresent()) {
          proc.sys().chmod(path, mode.get());
        }
      } catch (ErrnoException e) {
        proc.complain("cannot create fifo " + Quote.always(path), e);
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  /** The -m option of mkfifo and mknod. */
  static final class NodeMode {
    private NodeMode() {}

    static Optional<Integer> of(Proc proc, Args args) throws Failure {
      Optional<String> text = args.value("mode");
      if (text.isEmpty()) {
        return Optional.empty();
      }
      ModeChange change =
          ModeChange.parse(text.get()).orElseThrow(() -> new Failure("invalid mode"));
      int umask = proc.sys().umask(0);
      proc.sys().umask(umask);
      int mode = change.apply(0666, false, umask);
      if ((mode & ~0777) != 0) {
        throw new Failure("mode must specify only file permission bits");
      }
      return Optional.of(mode);
    }
  }
}
