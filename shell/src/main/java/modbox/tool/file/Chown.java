package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Accounts;
import modbox.user.file.Directories;
import modbox.user.file.Paths;

/** Changes owners and groups: chown and chgrp. */
public final class Chown implements Tool {
  private final ToolSpec spec;
  private final boolean onlyGroup;

  /**
   * The tool of this name.
   *
   * @param name {@code chown} or {@code chgrp}
   */
  public Chown(String name) {
    onlyGroup = name.equals("chgrp");
    spec =
        ToolSpec.of(
            name,
            onlyGroup ? "[OPTION]... GROUP FILE..." : "[OPTION]... [OWNER][:[GROUP]] FILE...",
            onlyGroup
                ? "Change the group of each FILE to GROUP"
                : "Change the owner and/or group of each FILE to OWNER and/or GROUP",
            flag('c', "changes", "like verbose but report only when a change is made"),
            flag('f', "silent", "suppress most error messages"),
            flag((char) 0, "quiet", "suppress most error messages"),
            flag('v', "verbose", "output a diagnostic for every file processed"),
            flag((char) 0, "dereference", "affect the referent of each symbolic link (default)"),
            flag('h', "no-dereference", "affect symbolic links instead of any referenced file"),
            value((char) 0, "from", "OWNER:GROUP", "change only files that have these now"),
            flag((char) 0, "no-preserve-root", "do not treat '/' specially (the default)"),
            flag((char) 0, "preserve-root", "fail to operate recursively on '/'"),
            value((char) 0, "reference", "RFILE", "use RFILE's owner and group"),
            flag('R', "recursive", "operate on files and directories recursively"),
            flag('H', "", "with -R, traverse a link to a directory on the command line"),
            flag('L', "", "with -R, traverse every link to a directory"),
            flag('P', "", "with -R, do not traverse any links (default)"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  /** The ids to set, -1 to leave one alone. */
  private record Owner(int uid, int gid) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.operands();
    var accounts = new Accounts(proc);
    Owner owner;
    List<String> files = words;
    if (args.has("reference")) {
      Stat stat = proc.sys().stat(args.value("reference").orElse(""));
      owner = new Owner(onlyGroup ? -1 : stat.uid(), stat.gid());
    } else if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else {
      owner =
          onlyGroup
              ? new Owner(-1, group(accounts, words.getFirst()))
              : parse(accounts, words.getFirst());
      files = words.subList(1, words.size());
    }
    if (files.isEmpty()) {
      throw new Args.UsageException(
          words.isEmpty()
              ? "missing operand"
              : "missing operand after " + Quote.always(words.getFirst()));
    }
    Optional<Owner> from = Optional.empty();
    if (args.has("from")) {
      from = Optional.of(parse(accounts, args.value("from").orElse("")));
    }
    var run = new Run(proc, args, accounts, owner, from, onlyGroup);
    for (String file : files) {
      run.one(file, true);
    }
    return run.failed ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static int group(Accounts accounts, String text) throws Failure {
    return text.isEmpty()
        ? -1
        : accounts.gid(text).orElseThrow(() -> new Failure("invalid group: " + Quote.always(text)));
  }

  private static Owner parse(Accounts accounts, String text) throws Failure {
    int colon = text.indexOf(':');
    if (colon < 0 && accounts.uid(text).isEmpty()) {
      colon = text.indexOf('.');
    }
    String user = colon < 0 ? text : text.substring(0, colon);
    int uid = -1;
    if (!user.isEmpty()) {
      uid =
          accounts.uid(user).orElseThrow(() -> new Failure("invalid user: " + Quote.always(text)));
    }
    if (colon < 0) {
      return new Owner(uid, -1);
    }
    String group = text.substring(colon + 1);
    if (group.isEmpty() && uid >= 0) {
      int login = uid;
      return new Owner(
          uid,
          accounts
              .user(login)
              .map(Accounts.User::gid)
              .orElseThrow(() -> new Failure("invalid spec: " + Quote.always(text))));
    }
    int gid =
        group.isEmpty()
            ? -1
            : accounts
                .gid(group)
                .orElseThrow(() -> new Failure("invalid group: " + Quote.always(text)));
    return new Owner(uid, gid);
  }

  private static final class Run {
    private final Proc proc;
    private final Args args;
    private final Accounts accounts;
    private final Owner owner;
    private final Optional<Owner> from;
    private final boolean onlyGroup;
    private final boolean silent;
    private boolean failed;

    Run(
        Proc proc,
        Args args,
        Accounts accounts,
        Owner owner,
        Optional<Owner> from,
        boolean onlyGroup) {
      this.proc = proc;
      this.args = args;
      this.accounts = accounts;
      this.owner = owner;
      this.from = from;
      this.onlyGroup = onlyGroup;
      silent = args.has("silent") || args.has("quiet");
    }

    void one(String path, boolean named) throws ErrnoException {
      boolean follow = !args.has("no-dereference");
      String walk = args.lastOf("H", "L", "P").orElse("P");
      Stat stat;
      boolean link;
      try {
        link = proc.sys().lstat(path).isSymlink();
        boolean through = follow && !(args.has("recursive") && link && walk.equals("P"));
        stat = through ? proc.sys().stat(path) : proc.sys().lstat(path);
      } catch (ErrnoException e) {
        complain("cannot access " + Quote.always(path), e);
        return;
      }
      change(path, stat);
      boolean enters = !link || walk.equals("L") || (walk.equals("H") && named);
      if (args.has("recursive") && stat.isDirectory() && enters) {
        for (String name : Directories.names(proc.sys(), path)) {
          one(Paths.join(path, name), false);
        }
      }
    }

    private void change(String path, Stat stat) throws ErrnoException {
      boolean wanted =
          from.isEmpty()
              || ((from.get().uid() < 0 || from.get().uid() == stat.uid())
                  && (from.get().gid() < 0 || from.get().gid() == stat.gid()));
      if (!wanted) {
        return;
      }
      try {
        if (stat.isSymlink()) {
          proc.sys().lchown(path, owner.uid(), owner.gid());
        } else {
          proc.sys().chown(path, owner.uid(), owner.gid());
        }
      } catch (ErrnoException e) {
        complain(
            (onlyGroup ? "changing group of " : "changing ownership of ") + Quote.always(path), e);
        return;
      }
      boolean changed =
          (owner.uid() >= 0 && owner.uid() != stat.uid())
              || (owner.gid() >= 0 && owner.gid() != stat.gid());
      if (args.has("verbose") || (args.has("changes") && changed)) {
        proc.out().println(report(path, stat, changed));
      }
    }

    private String report(String path, Stat stat, boolean changed) {
      String old = words(stat.uid(), stat.gid());
      String now =
          words(
              owner.uid() < 0 ? stat.uid() : owner.uid(),
              owner.gid() < 0 ? stat.gid() : owner.gid());
      String what = (onlyGroup ? "group of " : "ownership of ") + Quote.always(path);
      return changed
          ? "changed " + what + " from " + old + " to " + now
          : what + " retained as " + now;
    }

    private String words(int uid, int gid) {
      if (onlyGroup) {
        return accounts.groupName(gid);
      }
      return accounts.userName(uid) + (owner.gid() < 0 ? "" : ":" + accounts.groupName(gid));
    }

    private void complain(String what, ErrnoException e) throws ErrnoException {
      failed = true;
      if (!silent) {
        proc.complain(what, e);
      }
    }
  }
}
