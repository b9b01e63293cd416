package modbox.tool.file;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;

/**
 * Where cp, mv, ln and install put things: into a directory, or under one name.
 *
 * @param directory the directory, empty if there is one source and one name
 * @param file the name; meaningless with a directory
 */
record Destination(List<String> sources, Optional<String> directory, String file) {
  /**
   * Reads operands and {@code -t -T}.
   *
   * @param physical whether a link to a directory counts as a file
   */
  static Destination of(Proc proc, Args args, boolean physical, String tool)
      throws Args.UsageException, Failure {
    List<String> words = args.operands();
    if (words.isEmpty()) {
      throw new Args.UsageException("missing file operand");
    }
    Optional<String> target = args.value("target-directory");
    if (target.isPresent()) {
      if (args.has("no-target-directory")) {
        throw new Failure("cannot combine --target-directory (-t) and --no-target-directory (-T)");
      }
      if (!isDirectory(proc, target.get(), false)) {
        throw new Failure(
            "target directory " + Quote.always(target.get()) + ": " + why(proc, target.get()));
      }
      return new Destination(words, target, "");
    }
    if (words.size() == 1) {
      if (tool.equals("ln")) {
        return new Destination(words, Optional.of("."), "");
      }
      throw new Args.UsageException(
          "missing destination file operand after " + Quote.always(words.getFirst()));
    }
    String last = words.getLast();
    List<String> sources = words.subList(0, words.size() - 1);
    if (args.has("no-target-directory")) {
      if (words.size() > 2) {
        throw new Args.UsageException("extra operand " + Quote.always(words.get(2)));
      }
      return new Destination(sources, Optional.empty(), last);
    }
    if (isDirectory(proc, last, physical)) {
      return new Destination(sources, Optional.of(last), "");
    }
    if (words.size() > 2) {
      throw new Failure("target " + Quote.always(last) + ": " + why(proc, last));
    }
    return new Destination(sources, Optional.empty(), last);
  }

  private static boolean isDirectory(Proc proc, String path, boolean physical) {
    try {
      return (physical ? proc.sys().lstat(path) : proc.sys().stat(path)).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private static String why(Proc proc, String path) {
    try {
      proc.sys().stat(path);
      return "Not a directory";
    } catch (ErrnoException e) {
      return e.errno().text();
    }
  }

  /** What the name stands for, a link itself; empty if nothing. */
  static Optional<Stat> lstat(Proc proc, String path) {
    try {
      return Optional.of(proc.sys().lstat(path));
    } catch (ErrnoException e) {
      return Optional.empty();
    }
  }
}
