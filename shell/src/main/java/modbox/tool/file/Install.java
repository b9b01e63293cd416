package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

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
import modbox.user.file.Accounts;
import modbox.user.file.Directories;
import modbox.user.file.ModeChange;
import modbox.user.file.Paths;

/** Copies files and sets their permissions. */
public final class Install implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "install",
          "[OPTION]... [-T] SOURCE DEST",
          "Copy files and set attributes",
          optional(
              (char) 0, "backup", "CONTROL", "make a backup of each existing destination file"),
          flag('b', "", "like --backup but does not accept an argument"),
          flag('c', "", "(ignored)"),
          flag('C', "compare", "don't touch a destination that is the same already"),
          flag('d', "directory", "treat all arguments as directory names; create them"),
          flag('D', "", "create all leading components of DEST except the last"),
          value('g', "group", "GROUP", "set group ownership, instead of process' current group"),
          value('m', "mode", "MODE", "set permission mode (as in chmod), instead of rwxr-xr-x"),
          value('o', "owner", "OWNER", "set ownership (super-user only)"),
          flag('p', "preserve-timestamps", "apply access/modification times of SOURCE files"),
          flag('s', "strip", "(ignored)"),
          value('S', "suffix", "SUFFIX", "override the usual backup suffix"),
          value('t', "target-directory", "DIRECTORY", "copy all SOURCE arguments into DIRECTORY"),
          flag('T', "no-target-directory", "treat DEST as a normal file"),
          flag('v', "verbose", "print the name of each created file or directory"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  /** What every installed file gets. */
  private record Attributes(ModeChange mode, int uid, int gid) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Attributes attributes = attributes(proc, args);
    if (args.has("directory")) {
      if (args.operands().isEmpty()) {
        throw new Args.UsageException("missing file operand");
      }
      for (String path : args.operands()) {
        directories(proc, args, path);
        apply(proc, path, attributes, true);
      }
      return ExitStatus.OK;
    }
    if (args.has("D") && args.operands().size() > 1) {
      String target =
          args.value("target-directory").orElse(Paths.dirName(args.operands().getLast()));
      directories(proc, args, target);
    }
    Destination destination = Destination.of(proc, args, false, "install");
    var policy =
        new Copier.Policy(
            false,
            Copier.Follow.ALWAYS,
            false,
            false,
            args.has("preserve-timestamps"),
            false,
            true,
            true,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            true,
            args.has("verbose"));
    var copier = new Copier(proc, args, policy);
    for (String source : destination.sources()) {
      String target =
          destination.directory().isPresent()
              ? Paths.join(destination.directory().get(), Paths.baseName(source))
              : destination.file();
      if (Directories.isDirectory(proc.sys(), source)) {
        copier.complain("omitting directory " + Quote.always(source));
      } else if (copier.copy(source, target)) {
        apply(proc, target, attributes, false);
      }
    }
    return copier.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static Attributes attributes(Proc proc, Args args) throws Failure {
    String text = args.value("mode").orElse("755");
    ModeChange mode =
        ModeChange.parse(text).orElseThrow(() -> new Failure("invalid mode " + Quote.always(text)));
    var accounts = new Accounts(proc);
    int uid = -1;
    int gid = -1;
    if (args.has("owner")) {
      String owner = args.value("owner").orElse("");
      uid =
          accounts.uid(owner).orElseThrow(() -> new Failure("invalid user " + Quote.always(owner)));
    }
    if (args.has("group")) {
      String group = args.value("group").orElse("");
      gid =
          accounts
              .gid(group)
              .orElseThrow(() -> new Failure("invalid group " + Quote.always(group)));
    }
    return new Attributes(mode, uid, gid);
  }

  private static void apply(Proc proc, String path, Attributes attributes, boolean directory)
      throws ErrnoException {
    if (attributes.uid() >= 0 || attributes.gid() >= 0) {
      proc.sys().chown(path, attributes.uid(), attributes.gid());
    }
    proc.sys().chmod(path, attributes.mode().apply(0, directory, 0));
  }

  private static void directories(Proc proc, Args args, String path) throws ErrnoException {
    String bare = Paths.withoutTrailingSlashes(path);
    for (int slash = bare.indexOf('/', 1); ; slash = bare.indexOf('/', slash + 1)) {
      String part = slash < 0 ? bare : bare.substring(0, slash);
      if (!Directories.isDirectory(proc.sys(), part)) {
        try {
          proc.sys().mkdir(part, 0755);
        } catch (ErrnoException e) {
          if (e.errno() == Errno.EEXIST && isDirectoryNow(proc, part)) {
            continue;
          }
          throw e.errno().on("cannot create directory " + Quote.always(part));
        }
        if (args.has("verbose")) {
          proc.out().println(proc.name() + ": creating directory " + Quote.always(part));
        }
      }
      if (slash < 0) {
        return;
      }
    }
  }

  private static boolean isDirectoryNow(Proc proc, String path) throws ErrnoException {
    Stat stat = proc.sys().stat(path);
    return stat.isDirectory();
  }
}
