package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Makes hard and symbolic links. */
public final class Ln implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "ln",
          "[OPTION]... [-T] TARGET LINK_NAME",
          "Create a link to TARGET with the name LINK_NAME",
          optional(
              (char) 0, "backup", "CONTROL", "make a backup of each existing destination file"),
          flag('b', "", "like --backup but does not accept an argument"),
          flag('d', "directory", "allow the superuser to attempt to hard link directories"),
          flag('F', "", "allow the superuser to attempt to hard link directories"),
          flag('f', "force", "remove existing destination files"),
          flag('i', "interactive", "prompt whether to remove destinations"),
          flag('L', "logical", "dereference TARGETs that are symbolic links"),
          flag('n', "no-dereference", "treat LINK_NAME as a file if it is a link to a directory"),
          flag('P', "physical", "make hard links directly to symbolic links"),
          flag('r', "relative", "with -s, create links relative to link location"),
          flag('s', "symbolic", "make symbolic links instead of hard links"),
          value('S', "suffix", "SUFFIX", "override the usual backup suffix"),
          value('t', "target-directory", "DIRECTORY", "specify the DIRECTORY for the links"),
          flag('T', "no-target-directory", "treat LINK_NAME as a normal file always"),
          flag('v', "verbose", "print name of each linked file"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Destination destination = Destination.of(proc, args, args.has("no-dereference"), "ln");
    boolean good = true;
    if (destination.directory().isPresent()) {
      for (String source : destination.sources()) {
        String name = Paths.join(destination.directory().get(), Paths.baseName(source));
        good &= link(proc, args, source, name);
      }
    } else {
      good = link(proc, args, destination.sources().getFirst(), destination.file());
    }
    return good ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static boolean link(Proc proc, Args args, String target, String name)
      throws ErrnoException, Failure {
    boolean symbolic = args.has("symbolic");
    try {
      if (!symbolic && proc.sys().lstat(target).isDirectory()) {
        proc.complain(Quote.ifNeeded(target) + ": hard link not allowed for directory");
        return false;
      }
    } catch (ErrnoException e) {
      proc.complain("failed to access " + Quote.always(target), e);
      return false;
    }
    String text = target;
    try {
      if (symbolic && args.has("relative")) {
        String from = Paths.canonical(proc.sys(), Paths.dirName(name), Paths.Existing.NONE);
        text = Paths.relative(Paths.canonical(proc.sys(), target, Paths.Existing.NONE), from);
      }
      if (!clear(proc, args, target, name)) {
        return false;
      }
      if (symbolic) {
        proc.sys().symlink(text, name);
      } else {
        String source =
            args.has("logical") ? Paths.canonical(proc.sys(), target, Paths.Existing.ALL) : target;
        proc.sys().link(source, name);
      }
    } catch (ErrnoException e) {
      String what =
          symbolic
              ? "failed to create symbolic link " + Quote.always(name)
              : "failed to create hard link "
                  + Quote.always(name)
                  + (e.errno() == Errno.EEXIST ? "" : " => " + Quote.always(target));
      proc.complain(what, e);
      return false;
    }
    if (args.has("verbose")) {
      proc.out().println(Quote.always(name) + (symbolic ? " -> " : " => ") + Quote.always(text));
    }
    return true;
  }

  /** Makes room for the link if it was told to; false if the user declined or it must not. */
  private static boolean clear(Proc proc, Args args, String target, String name)
      throws ErrnoException, Failure {
    boolean backup = args.has("b") || args.has("backup");
    if (!args.has("force") && !args.has("interactive") && !backup) {
      return true;
    }
    Optional<Stat> existing = Destination.lstat(proc, name);
    if (existing.isEmpty()) {
      return true;
    }
    if (existing.get().isDirectory()) {
      proc.complain(Quote.ifNeeded(name) + ": cannot overwrite directory");
      return false;
    }
    if (!args.has("symbolic") && sameFile(proc, target, existing.get())) {
      proc.complain(Quote.always(target) + " and " + Quote.always(name) + " are the same file");
      return false;
    }
    if (args.has("interactive") && !new Confirm(proc).ask("replace " + Quote.always(name) + "? ")) {
      return false;
    }
    if (backup) {
      Backup.make(proc, args, name);
    } else {
      proc.sys().unlink(name);
    }
    return true;
  }

  private static boolean sameFile(Proc proc, String target, Stat existing) {
    try {
      Stat stat = proc.sys().stat(target);
      return stat.ino() == existing.ino() && stat.dev() == existing.dev();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
