package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import modbox.user.file.ModeChange;
import modbox.user.file.Paths;

/** Makes directories. */
public final class Mkdir implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mkdir",
          "[OPTION]... DIRECTORY...",
          "Create the DIRECTORY(ies), if they do not already exist",
          value('m', "mode", "MODE", "set file mode (as in chmod), not a=rwx - umask"),
          flag('p', "parents", "no error if existing, make parent directories as needed"),
          flag('v', "verbose", "print a message for each created directory"),
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
    Optional<ModeChange> mode = Optional.empty();
    if (args.has("mode")) {
      String text = args.value("mode").orElse("");
      mode = ModeChange.parse(text);
      if (mode.isEmpty()) {
        throw new Failure("invalid mode " + Quote.always(text));
      }
    }
    int umask = proc.sys().umask(0);
    proc.sys().umask(umask);
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        make(proc, args, path, mode, umask);
      } catch (ErrnoException e) {
        proc.complain("cannot create directory " + Quote.always(e.what()), e);
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static void make(Proc proc, Args args, String path, Optional<ModeChange> mode, int umask)
      throws ErrnoException {
    boolean parents = args.has("parents");
    if (parents) {
      parents(proc, args, path, umask);
    }
    try {
      proc.sys().mkdir(path, mode.isPresent() ? 0777 & ~umask : 0777);
    } catch (ErrnoException e) {
      if (parents && e.errno() == Errno.EEXIST && Directories.isDirectory(proc.sys(), path)) {
        return;
      }
      throw e.errno().on(path);
    }
    if (mode.isPresent()) {
      proc.sys().chmod(path, mode.get().apply(0777, true, umask));
    }
    tell(proc, args, path);
  }

  /** Parents get the usual mode, with writing and searching for their owner. */
  private static void parents(Proc proc, Args args, String path, int umask) throws ErrnoException {
    String bare = Paths.withoutTrailingSlashes(path);
    for (int slash = bare.indexOf('/', 1); slash > 0; slash = bare.indexOf('/', slash + 1)) {
      String parent = bare.substring(0, slash);
      if (Directories.isDirectory(proc.sys(), parent)) {
        continue;
      }
      try {
        proc.sys().mkdir(parent, 0777);
        if ((umask & 0300) != 0) {
          proc.sys().chmod(parent, (0777 & ~umask) | 0300);
        }
        tell(proc, args, parent);
      } catch (ErrnoException e) {
        throw (e.errno() == Errno.EEXIST ? Errno.ENOTDIR : e.errno()).on(parent);
      }
    }
  }

  private static void tell(Proc proc, Args args, String path) throws ErrnoException {
    if (args.has("verbose")) {
      proc.out().println(proc.name() + ": created directory " + Quote.always(path));
    }
  }
}
