package modbox.tool.text;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Directories;
import modbox.user.file.Paths;
import modbox.user.text.Glob;

/** Which files grep reads. */
final class GrepWalk {
  private final Proc proc;
  private final GrepOptions options;
  private final GrepSearch search;

  GrepWalk(Proc proc, GrepOptions options, GrepSearch search) {
    this.proc = proc;
    this.options = options;
    this.search = search;
  }

  /**
   * Searches the operands.
   *
   * @param bare whether names are shown without the leading {@code ./}
   */
  void walk(List<String> files, boolean bare) throws ErrnoException, Failure {
    for (String file : files) {
      if (file.equals("-")) {
        one(file, options.value("label").orElse("(standard input)"));
      } else {
        operand(file, bare);
      }
      if (options.quiet() && search.selected()) {
        return;
      }
    }
  }

  private void operand(String path, boolean bare) throws ErrnoException, Failure {
    Stat stat;
    try {
      stat = proc.sys().stat(path);
    } catch (ErrnoException e) {
      complain(path, e);
      return;
    }
    if (stat.isDirectory()) {
      String action = options.value("directories").orElse("read");
      if (options.recursive()) {
        if (!excludedDirectory(path)) {
          below(path, bare);
        }
      } else if (!action.equals("skip")) {
        complain(path, Errno.EISDIR.on(path));
      }
    } else if (wanted(Paths.baseName(path))) {
      one(path, path);
    }
  }

  private void below(String directory, boolean bare) throws ErrnoException, Failure {
    List<String> names;
    try {
      names = Directories.names(proc.sys(), directory);
    } catch (ErrnoException e) {
      complain(directory, e);
      return;
    }
    for (String name : names) {
      String path = bare && directory.equals(".") ? name : Paths.join(directory, name);
      Stat stat;
      try {
        stat = proc.sys().lstat(path);
        if (stat.isSymlink()) {
          if (!options.has("dereference-recursive")) {
            continue;
          }
          stat = proc.sys().stat(path);
        }
      } catch (ErrnoException e) {
        complain(path, e);
        continue;
      }
      if (stat.isDirectory()) {
        if (!excludedDirectory(name)) {
          below(path, false);
        }
      } else if (wanted(name) && !isDevice(stat)) {
        one(path, path);
      }
      if (options.quiet() && search.selected()) {
        return;
      }
    }
  }

  private boolean isDevice(Stat stat) {
    return stat.type() != Mode.REG && !options.value("devices").orElse("").equals("read");
  }

  private boolean excludedDirectory(String name) {
    String bare = Paths.withoutTrailingSlashes(name);
    return options.values("exclude-dir").stream()
        .anyMatch(glob -> Glob.matches(Paths.withoutTrailingSlashes(glob), bare));
  }

  private boolean wanted(String name) {
    List<String> included = options.values("include");
    return (included.isEmpty() || included.stream().anyMatch(g -> Glob.matches(g, name)))
        && options.excluded().stream().noneMatch(g -> Glob.matches(g, name));
  }

  private void one(String path, String shown) throws ErrnoException, Failure {
    try {
      In in = In.open(proc, path);
      try {
        search.search(in, shown);
      } finally {
        in.close();
      }
    } catch (ErrnoException e) {
      if (e.what().equals(Out.WRITE_ERROR)) {
        throw e;
      }
      complain(path, e);
    }
  }

  private void complain(String path, ErrnoException e) throws ErrnoException {
    search.fail();
    if (!options.has("no-messages")) {
      proc.complain(Quote.ifNeeded(path), e);
    }
  }
}
