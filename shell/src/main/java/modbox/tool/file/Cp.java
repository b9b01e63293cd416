package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
import modbox.user.file.Paths;

/** Copies files and directories. */
public final class Cp implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "cp",
          "[OPTION]... [-T] SOURCE DEST",
          "Copy SOURCE to DEST, or multiple SOURCE(s) to DIRECTORY",
          flag('a', "archive", "same as -dR --preserve=all"),
          flag((char) 0, "attributes-only", "don't copy the file data, just the attributes"),
          optional(
              (char) 0, "backup", "CONTROL", "make a backup of each existing destination file"),
          flag('b', "", "like --backup but does not accept an argument"),
          flag((char) 0, "copy-contents", "copy contents of special files when recursive"),
          flag('d', "", "same as --no-dereference --preserve=links"),
          flag('f', "force", "if a destination file cannot be opened, remove it and try again"),
          flag('i', "interactive", "prompt before overwrite"),
          flag('H', "", "follow command-line symbolic links in SOURCE"),
          flag('l', "link", "hard link files instead of copying"),
          flag('L', "dereference", "always follow symbolic links in SOURCE"),
          flag('n', "no-clobber", "do not overwrite an existing file"),
          flag('P', "no-dereference", "never follow symbolic links in SOURCE"),
          flag('p', "", "same as --preserve=mode,ownership,timestamps"),
          optional((char) 0, "preserve", "ATTR_LIST", "preserve the specified attributes"),
          value((char) 0, "no-preserve", "ATTR_LIST", "don't preserve the specified attributes"),
          flag((char) 0, "parents", "use full source file name under DIRECTORY"),
          flag('R', "recursive", "copy directories recursively"),
          flag('r', "", "copy directories recursively"),
          optional((char) 0, "reflink", "WHEN", "control clone/CoW copies"),
          flag((char) 0, "remove-destination", "remove each existing destination file first"),
          value((char) 0, "sparse", "WHEN", "control creation of sparse files"),
          flag((char) 0, "strip-trailing-slashes", "remove any trailing slashes from each SOURCE"),
          flag('s', "symbolic-link", "make symbolic links instead of copying"),
          value('S', "suffix", "SUFFIX", "override the usual backup suffix"),
          value('t', "target-directory", "DIRECTORY", "copy all SOURCE arguments into DIRECTORY"),
          flag('T', "no-target-directory", "treat DEST as a normal file"),
          flag('u', "update", "copy only when SOURCE is newer than the destination file"),
          flag('v', "verbose", "explain what is being done"),
          flag('x', "one-file-system", "stay on this file system"));

  private static final List<String> ALL =
      List.of("mode", "ownership", "timestamps", "links", "context", "xattr");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Copier.Policy policy = policy(args);
    Destination destination = Destination.of(proc, args, false, "cp");
    var copier = new Copier(proc, args, policy);
    if (args.has("parents") && destination.directory().isEmpty()) {
      throw new Args.UsageException("with --parents, the destination must be a directory");
    }
    for (String given : destination.sources()) {
      String source =
          args.has("strip-trailing-slashes") ? Paths.withoutTrailingSlashes(given) : given;
      if (destination.directory().isEmpty()) {
        String file = destination.file();
        boolean absent = file.endsWith("/") && Destination.lstat(proc, file).isEmpty();
        if (absent && !policy.recursive()) {
          copier.complain(
              "cannot create regular file " + Quote.always(file) + ": " + Errno.ENOTDIR.text());
          continue;
        }
        copier.copy(source, absent ? Paths.withoutTrailingSlashes(file) : file);
      } else if (args.has("parents")) {
        parents(proc, destination.directory().get(), source);
        copier.copy(source, Paths.join(destination.directory().get(), source));
      } else {
        copier.copy(source, into(destination.directory().get(), source));
      }
    }
    return copier.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  /** {@code cp -r DIR/.. X} and {@code cp -r . X} copy into the directory itself. */
  static String into(String directory, String source) {
    String name = Paths.baseName(source);
    return name.equals(".") || name.equals("..") ? directory : Paths.join(directory, name);
  }

  private static void parents(Proc proc, String directory, String source) throws ErrnoException {
    String parent = Paths.dirName(source);
    var path = new StringBuilder(directory);
    for (String part : parent.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      path.append('/').append(part);
      if (!Directories.isDirectory(proc.sys(), path.toString())) {
        proc.sys().mkdir(path.toString(), 0777);
      }
    }
  }

  private static Copier.Policy policy(Args args) throws Args.UsageException {
    Set<String> kept = new TreeSet<>();
    boolean recursive = args.has("recursive") || args.has("r") || args.has("archive");
    Copier.Follow follow = recursive ? Copier.Follow.NEVER : Copier.Follow.ALWAYS;
    for (Args.Given given : args.given()) {
      switch (given.key()) {
        case "archive" -> {
          kept.addAll(ALL);
          follow = Copier.Follow.NEVER;
        }
        case "d" -> {
          kept.add("links");
          follow = Copier.Follow.NEVER;
        }
        case "p" -> kept.addAll(ALL.subList(0, 3));
        case "preserve" -> add(kept, given.value().orElse("mode,ownership,timestamps"), true);
        case "no-preserve" -> add(kept, given.value().orElse(""), false);
        case "H" -> follow = Copier.Follow.NAMED;
        case "dereference" -> follow = Copier.Follow.ALWAYS;
        case "no-dereference" -> follow = Copier.Follow.NEVER;
        default -> {}
      }
    }
    if (args.has("link") && args.has("symbolic-link")) {
      throw new Args.UsageException("cannot make both hard and symbolic links");
    }
    String asks = args.lastOf("interactive", "no-clobber", "force").orElse("");
    return new Copier.Policy(
        recursive,
        follow,
        kept.contains("mode"),
        kept.contains("ownership"),
        kept.contains("timestamps"),
        kept.contains("links"),
        args.has("force"),
        args.has("remove-destination"),
        asks.equals("interactive"),
        args.has("no-clobber") && !asks.equals("interactive"),
        args.has("update"),
        args.has("link"),
        args.has("symbolic-link"),
        args.has("one-file-system"),
        args.has("attributes-only"),
        args.has("copy-contents"),
        args.has("verbose"));
  }

  private static void add(Set<String> kept, String list, boolean on) throws Args.UsageException {
    for (String word : list.split(",")) {
      List<String> meant = word.equals("all") ? ALL : List.of(word);
      if (!ALL.containsAll(meant)) {
        throw new Args.UsageException(
            "invalid argument " + Quote.always(word) + " for '--preserve'");
      }
      if (on) {
        kept.addAll(meant);
      } else {
        kept.removeAll(new TreeSet<>(meant));
      }
    }
  }
}
