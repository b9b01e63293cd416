package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import modbox.user.file.Paths;

/** Moves and renames files. */
public final class Mv implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mv",
          "[OPTION]... [-T] SOURCE DEST",
          "Rename SOURCE to DEST, or move SOURCE(s) to DIRECTORY",
          optional(
              (char) 0, "backup", "CONTROL", "make a backup of each existing destination file"),
          flag('b', "", "like --backup but does not accept an argument"),
          flag('f', "force", "do not prompt before overwriting"),
          flag('i', "interactive", "prompt before overwrite"),
          flag('n', "no-clobber", "do not overwrite an existing file"),
          flag((char) 0, "strip-trailing-slashes", "remove any trailing slashes from each SOURCE"),
          value('S', "suffix", "SUFFIX", "override the usual backup suffix"),
          value('t', "target-directory", "DIRECTORY", "move all SOURCE arguments into DIRECTORY"),
          flag('T', "no-target-directory", "treat DEST as a normal file"),
          flag('u', "update", "move only when SOURCE is newer than the destination file"),
          flag('v', "verbose", "explain what is being done"),
          flag('Z', "context", "(ignored)"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Destination destination = Destination.of(proc, args, false, "mv");
    boolean good = true;
    for (String given : destination.sources()) {
      String source =
          args.has("strip-trailing-slashes") ? Paths.withoutTrailingSlashes(given) : given;
      String target =
          destination.directory().isPresent()
              ? Paths.join(destination.directory().get(), Paths.baseName(source))
              : destination.file();
      good &= move(proc, args, source, target);
    }
    return good ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static boolean fail(Proc proc, String message) throws ErrnoException {
    proc.complain(message);
    return false;
  }

  private static boolean move(Proc proc, Args args, String from, String to)
      throws ErrnoException, Failure {
    Stat source;
    try {
      source = proc.sys().lstat(from);
    } catch (ErrnoException e) {
      return fail(proc, "cannot stat " + Quote.always(from) + ": " + e.errno().text());
    }
    Optional<Stat> old = Destination.lstat(proc, to);
    String backup = "";
    if (old.isPresent()) {
      Optional<String> refusal = refusal(proc, from, to, source, old.get());
      if (refusal.isPresent()) {
        return fail(proc, refusal.get());
      }
      if (!agreed(proc, args, to, source, old.get())) {
        return true;
      }
      if (Backup.wanted(args)) {
        backup = Backup.make(proc, args, to);
      }
    }
    try {
      proc.sys().rename(from, to);
      if (args.has("verbose")) {
        String more = backup.isEmpty() ? "" : " (backup: " + Quote.always(backup) + ")";
        proc.out().println("renamed " + Quote.always(from) + " -> " + Quote.always(to) + more);
      }
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EXDEV) {
        return across(proc, args, from, to, source, old);
      } else if (e.errno() == Errno.EINVAL && source.isDirectory()) {
        return fail(
            proc,
            "cannot move "
                + Quote.always(from)
                + " to a subdirectory of itself, "
                + Quote.always(to));
      }
      return fail(
          proc,
          "cannot move "
              + Quote.always(from)
              + " to "
              + Quote.always(to)
              + ": "
              + e.errno().text());
    }
  }

  private static Optional<String> refusal(Proc proc, String from, String to, Stat source, Stat old)
      throws ErrnoException {
    if (source.ino() == old.ino() && source.dev() == old.dev() && sameName(proc, from, to)) {
      return Optional.of(Quote.always(from) + " and " + Quote.always(to) + " are the same file");
    } else if (source.isDirectory() && !old.isDirectory()) {
      return Optional.of(
          "cannot overwrite non-directory "
              + Quote.always(to)
              + " with directory "
              + Quote.always(from));
    } else if (!source.isDirectory() && old.isDirectory()) {
      return Optional.of("cannot overwrite directory " + Quote.always(to) + " with non-directory");
    }
    return Optional.empty();
  }

  private static boolean sameName(Proc proc, String a, String b) throws ErrnoException {
    return place(proc, a).equals(place(proc, b));
  }

  private static String place(Proc proc, String path) throws ErrnoException {
    String directory = Paths.canonical(proc.sys(), Paths.dirName(path), Paths.Existing.ALL);
    return Paths.join(directory, Paths.baseName(path));
  }

  private static boolean agreed(Proc proc, Args args, String to, Stat source, Stat old)
      throws ErrnoException {
    String asks = args.lastOf("force", "interactive", "no-clobber").orElse("");
    if (asks.equals("no-clobber") || (args.has("update") && old.mtime() >= source.mtime())) {
      return false;
    }
    if (asks.equals("interactive")) {
      return new Confirm(proc).ask("overwrite " + Quote.always(to) + "? ");
    }
    if (asks.isEmpty() && !old.isSymlink() && proc.sys().isatty(0)) {
      try {
        proc.sys().eaccess(to, Open.W_OK);
      } catch (ErrnoException e) {
        String mode = String.format("%04o", old.permissions());
        String words = modbox.user.file.FileType.text(old.mode()).substring(1);
        return new Confirm(proc)
            .ask(
                "replace " + Quote.always(to) + ", overriding mode " + mode + " (" + words + ")? ");
      }
    }
    return true;
  }

  /** Between file systems: a copy, then the original goes. */
  private static boolean across(
      Proc proc, Args args, String from, String to, Stat source, Optional<Stat> old)
      throws ErrnoException, Failure {
    if (old.isPresent()) {
      try {
        if (old.get().isDirectory()) {
          proc.sys().rmdir(to);
        } else {
          proc.sys().unlink(to);
        }
      } catch (ErrnoException e) {
        return fail(
            proc,
            "inter-device move failed: "
                + Quote.always(from)
                + " to "
                + Quote.always(to)
                + "; unable to remove target: "
                + e.errno().text());
      }
    }
    var policy =
        new Copier.Policy(
            true,
            Copier.Follow.NEVER,
            true,
            true,
            true,
            true,
            true,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false);
    if (!new Copier(proc, args, policy).copy(from, to)) {
      return false;
    }
    if (args.has("verbose")) {
      proc.out().println("copied " + Quote.always(from) + " -> " + Quote.always(to));
    }
    return remove(proc, args, from, source);
  }

  private static boolean remove(Proc proc, Args args, String path, Stat stat)
      throws ErrnoException {
    try {
      if (!stat.isDirectory()) {
        proc.sys().unlink(path);
      } else {
        for (String name : Directories.names(proc.sys(), path)) {
          String inner = Paths.join(path, name);
          remove(proc, args, inner, proc.sys().lstat(inner));
        }
        proc.sys().rmdir(path);
      }
      if (args.has("verbose")) {
        proc.out()
            .println((stat.isDirectory() ? "removed directory " : "removed ") + Quote.always(path));
      }
      return true;
    } catch (ErrnoException e) {
      return fail(proc, "cannot remove " + Quote.always(path) + ": " + e.errno().text());
    }
  }
}
