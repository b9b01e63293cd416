package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import modbox.user.file.FileType;
import modbox.user.file.Paths;

/** Removes files and trees. */
public final class Rm implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "rm",
          "[OPTION]... [FILE]...",
          "Remove (unlink) the FILE(s)",
          flag('f', "force", "ignore nonexistent files and arguments, never prompt"),
          flag('i', "", "prompt before every removal"),
          flag('I', "", "prompt once before removing more than three files, or recursively"),
          optional(
              (char) 0, "interactive", "WHEN", "prompt according to WHEN: never, once, always"),
          flag((char) 0, "one-file-system", "skip directories on another file system"),
          flag((char) 0, "no-preserve-root", "do not treat '/' specially"),
          optional((char) 0, "preserve-root", "all", "do not remove '/' (default)"),
          flag('r', "recursive", "remove directories and their contents recursively"),
          flag('R', "", "remove directories and their contents recursively"),
          flag('d', "dir", "remove empty directories"),
          flag('v', "verbose", "explain what is being done"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    String last = args.lastOf("force", "i", "I", "interactive").orElse("");
    String when = last.equals("interactive") ? args.value("interactive").orElse("always") : last;
    boolean force = when.equals("force");
    if (args.operands().isEmpty()) {
      if (args.has("force")) {
        return ExitStatus.OK;
      }
      throw new Args.UsageException("missing operand");
    }
    boolean recursive = args.has("recursive") || args.has("R");
    var confirm = new Confirm(proc);
    boolean once = when.equals("I") || when.equals("once");
    int count = args.operands().size();
    if (once && (recursive || count > 3)) {
      String things = count == 1 ? "1 argument" : count + " arguments";
      if (!confirm.ask("remove " + things + (recursive ? " recursively? " : "? "))) {
        return ExitStatus.OK;
      }
    }
    boolean always = when.matches("i|always|yes");
    var run = new Run(proc, args, confirm, recursive, always, force || once);
    for (String path : args.operands()) {
      run.operand(path);
    }
    return run.failed ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static final class Run {
    private final Proc proc;
    private final Args args;
    private final Confirm confirm;
    private final boolean recursive;
    private final boolean ask;
    private final boolean quiet;
    private boolean failed;

    Run(Proc proc, Args args, Confirm confirm, boolean recursive, boolean ask, boolean quiet) {
      this.proc = proc;
      this.args = args;
      this.confirm = confirm;
      this.recursive = recursive;
      this.ask = ask;
      this.quiet = quiet;
    }

    void operand(String path) throws ErrnoException {
      String name = Paths.baseName(path);
      if (name.equals(".") || name.equals("..")) {
        if (recursive) {
          complain("refusing to remove '.' or '..' directory: skipping " + Quote.always(path));
          return;
        }
      } else if (recursive && name.equals("/") && !args.has("no-preserve-root")) {
        complain("it is dangerous to operate recursively on '/'");
        complain("use --no-preserve-root to override this failsafe");
        return;
      }
      Stat stat;
      try {
        stat = proc.sys().lstat(path);
      } catch (ErrnoException e) {
        boolean absent = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
        if (!(args.has("force") && absent)) {
          complain("cannot remove " + Quote.always(path), e);
        }
        return;
      }
      remove(path, stat, stat.dev());
    }

    private void complain(String message) throws ErrnoException {
      proc.complain(message);
      failed = true;
    }

    private void complain(String what, ErrnoException e) throws ErrnoException {
      proc.complain(what, e);
      failed = true;
    }

    /** Whether it is gone. */
    private boolean remove(String path, Stat stat, long device) throws ErrnoException {
      proc.sys().checkpoint();
      if (stat.isDirectory()) {
        return directory(path, stat, device);
      }
      if (!agreed(path, stat, "remove ")) {
        return false;
      }
      try {
        proc.sys().unlink(path);
      } catch (ErrnoException e) {
        complain("cannot remove " + Quote.always(path), e);
        return false;
      }
      tell("removed ", path);
      return true;
    }

    private boolean directory(String path, Stat stat, long device) throws ErrnoException {
      if (!recursive && !args.has("dir")) {
        complain("cannot remove " + Quote.always(path), Errno.EISDIR.on(path));
        return false;
      }
      if (args.has("one-file-system") && stat.dev() != device) {
        complain("skipping " + Quote.always(path) + ", since it's on a different device");
        return false;
      }
      try {
        var names = recursive ? Directories.names(proc.sys(), path) : java.util.List.<String>of();
        if (!names.isEmpty()) {
          if (ask && !confirm.ask("descend into directory " + Quote.always(path) + "? ")) {
            return false;
          }
          boolean empty = true;
          for (String name : names) {
            String inner = Paths.join(path, name);
            empty &= remove(inner, proc.sys().lstat(inner), device);
          }
          if (!empty) {
            return false;
          }
        }
        if (!agreed(path, stat, "remove ")) {
          return false;
        }
        proc.sys().rmdir(path);
      } catch (ErrnoException e) {
        complain("cannot remove " + Quote.always(path), e);
        return false;
      }
      tell("removed directory ", path);
      return true;
    }

    private boolean agreed(String path, Stat stat, String verb) throws ErrnoException {
      boolean locked = false;
      if (!ask && !quiet && !stat.isSymlink() && proc.sys().isatty(0)) {
        locked = !writable(path);
      }
      if (!ask && !locked) {
        return true;
      }
      String kind = FileType.word(stat);
      String protection = locked ? "write-protected " : "";
      return confirm.ask(verb + protection + kind + " " + Quote.always(path) + "? ");
    }

    private boolean writable(String path) {
      try {
        proc.sys().eaccess(path, Open.W_OK);
        return true;
      } catch (ErrnoException e) {
        return false;
      }
    }

    private void tell(String what, String path) throws ErrnoException {
      if (args.has("verbose")) {
        proc.out().println(what + Quote.always(path));
      }
    }
  }
}
