package modbox.tool.file;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Directories;
import modbox.user.file.Paths;

/** Copies files and trees, for cp, mv and install. */
final class Copier {
  /** Which links are followed. */
  enum Follow {
    NEVER,
    NAMED,
    ALWAYS
  }

  /**
   * How to copy.
   *
   * @param mode keep permissions, likewise {@code owner}, {@code times}, {@code links}
   * @param update only where the source is newer
   */
  record Policy(
      boolean recursive,
      Follow follow,
      boolean mode,
      boolean owner,
      boolean times,
      boolean links,
      boolean force,
      boolean removeFirst,
      boolean interactive,
      boolean noClobber,
      boolean update,
      boolean hardLink,
      boolean symbolicLink,
      boolean oneFileSystem,
      boolean attributesOnly,
      boolean copyContents,
      boolean verbose) {}

  private final Proc proc;
  private final Args args;
  private final Policy policy;
  private final Confirm confirm;
  private final int umask;
  private final Map<String, String> copied = new TreeMap<>();
  private boolean failed;

  Copier(Proc proc, Args args, Policy policy) {
    this.proc = proc;
    this.args = args;
    this.policy = policy;
    confirm = new Confirm(proc);
    umask = proc.sys().umask(0);
    proc.sys().umask(umask);
  }

  boolean failed() {
    return failed;
  }

  void complain(String message) throws ErrnoException {
    proc.complain(message);
    failed = true;
  }

  private void complain(String what, ErrnoException e) throws ErrnoException {
    proc.complain(what, e);
    failed = true;
  }

  /** Copies one operand; false if anything of it was not copied. */
  boolean copy(String from, String to) throws ErrnoException, Failure {
    boolean before = failed;
    failed = false;
    try {
      boolean follow = policy.follow() != Follow.NEVER;
      Stat stat = follow ? proc.sys().stat(from) : proc.sys().lstat(from);
      node(from, to, stat, stat.dev(), true);
    } catch (ErrnoException e) {
      complain("cannot stat " + Quote.always(from), e);
    }
    boolean good = !failed;
    failed |= before;
    return good;
  }

  private void node(String from, String to, Stat stat, long device, boolean named)
      throws ErrnoException, Failure {
    proc.sys().checkpoint();
    if (stat.isDirectory() && !policy.recursive()) {
      complain("-r not specified; omitting directory " + Quote.always(from));
      return;
    }
    Optional<Stat> old = Destination.lstat(proc, to);
    if (old.isPresent() && !clear(from, to, stat, old.get())) {
      return;
    }
    if (stat.isDirectory()) {
      directory(from, to, stat, device, named);
      return;
    }
    String key = stat.dev() + ":" + stat.ino();
    if (policy.links() && stat.nlink() > 1 && copied.containsKey(key)) {
      link(copied.getOrDefault(key, from), to);
      return;
    }
    copied.put(key, to);
    if (policy.verbose()) {
      proc.out().println(Quote.always(from) + " -> " + Quote.always(to));
    }
    make(from, to, stat);
  }

  /** Decides what becomes of what stands there; false if it stays. */
  private boolean clear(String from, String to, Stat stat, Stat old)
      throws ErrnoException, Failure {
    Stat target = old;
    if (old.isSymlink()) {
      try {
        target = proc.sys().stat(to);
      } catch (ErrnoException e) {
        target = old;
      }
    }
    boolean same = target.ino() == stat.ino() && target.dev() == stat.dev();
    boolean makesLink = stat.isSymlink() || policy.symbolicLink() || policy.hardLink();
    if (same && !(policy.removeFirst() && old.isSymlink()) && !(makesLink && policy.force())) {
      if (policy.hardLink()) {
        return false;
      }
      complain(Quote.always(from) + " and " + Quote.always(to) + " are the same file");
      return false;
    }
    if (stat.isDirectory() && !target.isDirectory()) {
      complain(
          "cannot overwrite non-directory "
              + Quote.always(to)
              + " with directory "
              + Quote.always(from));
      return false;
    } else if (!stat.isDirectory() && target.isDirectory()) {
      complain("cannot overwrite directory " + Quote.always(to) + " with non-directory");
      return false;
    } else if (stat.isDirectory()) {
      return true;
    }
    if (policy.noClobber() || (policy.update() && target.mtime() >= stat.mtime())) {
      return false;
    }
    if (policy.interactive() && !confirm.ask("overwrite " + Quote.always(to) + "? ")) {
      return false;
    }
    if (Backup.wanted(args)) {
      Backup.make(proc, args, to);
    } else if (policy.removeFirst() || (!stat.isRegular() && !policy.copyContents()) || makesLink) {
      if (makesLink && !stat.isSymlink() && !policy.force() && !policy.removeFirst()) {
        return true; // link(2) will say that it exists
      }
      proc.sys().unlink(to);
    }
    return true;
  }

  private void link(String from, String to) throws ErrnoException {
    try {
      proc.sys().link(from, to);
    } catch (ErrnoException e) {
      complain("cannot create hard link " + Quote.always(to) + " to " + Quote.always(from), e);
    }
  }

  private void make(String from, String to, Stat stat) throws ErrnoException {
    if (policy.hardLink()) {
      link(from, to);
      return;
    }
    if (policy.symbolicLink()) {
      try {
        proc.sys().symlink(from, to);
      } catch (ErrnoException e) {
        complain(
            "cannot create symbolic link " + Quote.always(to) + " to " + Quote.always(from), e);
      }
      return;
    }
    try {
      switch (stat.type()) {
        case Mode.REG -> {
          if (!regular(from, to, stat)) {
            return;
          }
        }
        case Mode.LNK -> proc.sys().symlink(proc.sys().readlink(from), to);
        case Mode.FIFO, Mode.CHR, Mode.BLK, Mode.SOCK -> {
          if (policy.recursive() && !policy.copyContents()) {
            proc.sys().mknod(to, stat.mode(), stat.rdev());
          } else if (!regular(from, to, stat)) {
            return;
          }
        }
        default -> complain(Quote.ifNeeded(from) + " has unknown file type");
      }
    } catch (ErrnoException e) {
      String kind =
          switch (stat.type()) {
            case Mode.LNK -> "symbolic link ";
            case Mode.FIFO -> "fifo ";
            case Mode.CHR, Mode.BLK -> "special file ";
            default -> "regular file ";
          };
      complain("cannot create " + kind + Quote.always(to), e);
      return;
    }
    attributes(to, stat);
  }

  private boolean regular(String from, String to, Stat stat) throws ErrnoException {
    int in;
    try {
      in = proc.sys().open(from, Open.RDONLY | Open.CLOEXEC);
    } catch (ErrnoException e) {
      complain("cannot open " + Quote.always(from) + " for reading", e);
      return false;
    }
    try {
      int out = create(to, stat);
      try {
        if (!policy.attributesOnly()) {
          return contents(from, to, in, out);
        }
      } finally {
        proc.sys().close(out);
      }
    } finally {
      proc.sys().close(in);
    }
    return true;
  }

  private int create(String to, Stat stat) throws ErrnoException {
    int how = Open.WRONLY | Open.CREAT | Open.CLOEXEC | (policy.attributesOnly() ? 0 : Open.TRUNC);
    int mode = stat.isRegular() ? stat.mode() & 0777 : 0666;
    int first = policy.owner() ? mode & 0700 : mode;
    try {
      return proc.sys().open(to, how, first);
    } catch (ErrnoException e) {
      if (policy.force() && Destination.lstat(proc, to).isPresent()) {
        proc.sys().unlink(to);
        return proc.sys().open(to, how, first);
      }
      throw e;
    }
  }

  private boolean contents(String from, String to, int in, int out) throws ErrnoException {
    var block = new byte[65536];
    while (true) {
      int got;
      try {
        got = proc.sys().read(in, block, 0, block.length);
      } catch (ErrnoException e) {
        complain("error reading " + Quote.always(from), e);
        return false;
      }
      if (got == 0) {
        return true;
      }
      try {
        for (int done = 0; done < got; ) {
          done += proc.sys().write(out, block, done, got - done);
        }
      } catch (ErrnoException e) {
        complain("error writing " + Quote.always(to), e);
        return false;
      }
    }
  }

  private void attributes(String to, Stat stat) throws ErrnoException {
    boolean link = stat.isSymlink();
    if (policy.times()) {
      proc.sys().utimens(to, stat.atime(), stat.mtime(), !link);
    }
    boolean kept = true;
    if (policy.owner()) {
      try {
        proc.sys().lchown(to, stat.uid(), stat.gid());
      } catch (ErrnoException e) {
        kept = false; // only root can: without a word, and without set-id bits
        if (e.errno() != Errno.EPERM) {
          complain("failed to preserve ownership for " + Quote.always(to), e);
        }
      }
    }
    if (link) {
      return;
    }
    if (policy.mode()) {
      int mode = stat.permissions();
      proc.sys().chmod(to, kept ? mode : mode & ~(Mode.SUID | Mode.SGID));
    } else if (policy.owner()) {
      proc.sys().chmod(to, stat.mode() & 0777 & ~umask);
    }
  }

  private void directory(String from, String to, Stat stat, long device, boolean named)
      throws ErrnoException, Failure {
    if (inside(from, to, stat)) {
      complain(
          "cannot copy a directory, " + Quote.always(from) + ", into itself, " + Quote.always(to));
      return;
    }
    boolean made = Destination.lstat(proc, to).isEmpty();
    if (made) {
      try {
        proc.sys().mkdir(to, (stat.mode() & 0777) | 0700);
      } catch (ErrnoException e) {
        complain("cannot create directory " + Quote.always(to), e);
        return;
      }
      if (policy.verbose()) {
        proc.out().println(Quote.always(from) + " -> " + Quote.always(to));
      }
    }
    try {
      for (String name : Directories.names(proc.sys(), from)) {
        String inner = Paths.join(from, name);
        boolean follow = policy.follow() == Follow.ALWAYS;
        Stat found = follow ? proc.sys().stat(inner) : proc.sys().lstat(inner);
        if (!policy.oneFileSystem() || found.dev() == device || named) {
          node(inner, Paths.join(to, name), found, device, false);
        }
      }
    } catch (ErrnoException e) {
      complain("cannot access " + Quote.always(e.what()), e);
    }
    if (policy.times() || policy.owner() || policy.mode()) {
      attributes(to, stat);
    } else if (made) {
      proc.sys().chmod(to, stat.permissions() & ~umask & 0777);
    }
  }

  /** Whether the new directory would lie in the one that is copied. */
  private boolean inside(String from, String to, Stat stat) throws ErrnoException {
    String source = Paths.canonical(proc.sys(), from, Paths.Existing.ALL);
    String target = Paths.canonical(proc.sys(), to, Paths.Existing.NONE);
    return stat.isDirectory() && (target.equals(source) || target.startsWith(source + "/"));
  }
}
