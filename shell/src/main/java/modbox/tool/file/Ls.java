package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Dirent;
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
import modbox.user.file.Paths;

/** Lists files and directories. */
public final class Ls implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "ls",
              "[OPTION]... [FILE]...",
              "List information about the FILEs (the current directory by default)",
              flag('a', "all", "do not ignore entries starting with ."),
              flag('A', "almost-all", "do not list implied . and .."),
              flag((char) 0, "author", "with -l, print the author of each file"),
              flag('b', "escape", "print C-style escapes for nongraphic characters"),
              value(
                  (char) 0,
                  "block-size",
                  "SIZE",
                  "with -l, scale sizes by SIZE when printing them"),
              flag('B', "ignore-backups", "do not list implied entries ending with ~"),
              flag('c', "", "sort by, or with -l show, the time of the last change of status"),
              flag('C', "", "list entries by columns"),
              optional((char) 0, "color", "WHEN", "color the output WHEN"),
              flag('d', "directory", "list directories themselves, not their contents"),
              flag('f', "", "list all entries in directory order"),
              optional('F', "classify", "WHEN", "append indicator (one of */=>@|) to entries"),
              flag((char) 0, "file-type", "likewise, except do not append '*'"),
              value(
                  (char) 0,
                  "format",
                  "WORD",
                  "across, commas, long, single-column, verbose, vertical"),
              flag((char) 0, "full-time", "like -l --time-style=full-iso"),
              flag('g', "", "like -l, but do not list owner"),
              flag((char) 0, "group-directories-first", "group directories before files"),
              flag('G', "no-group", "in a long listing, don't print group names"),
              flag('h', "human-readable", "with -l and -s, print sizes like 1K 234M 2G etc."),
              flag((char) 0, "si", "likewise, but use powers of 1000 not 1024"),
              flag(
                  'H',
                  "dereference-command-line",
                  "follow symbolic links listed on the command line"),
              flag(
                  (char) 0,
                  "dereference-command-line-symlink-to-dir",
                  "follow each command line symbolic link that points to a directory"),
              value((char) 0, "hide", "PATTERN", "do not list implied entries matching PATTERN"),
              value((char) 0, "indicator-style", "WORD", "none, slash, file-type, classify"),
              flag('i', "inode", "print the index number of each file"),
              value('I', "ignore", "PATTERN", "do not list implied entries matching shell PATTERN"),
              flag('k', "kibibytes", "default to 1024-byte blocks for file system usage"),
              flag('l', "", "use a long listing format"),
              flag('L', "dereference", "show information for what a symbolic link references"),
              flag('m', "", "fill width with a comma separated list of entries"),
              flag('n', "numeric-uid-gid", "like -l, but list numeric user and group IDs"),
              flag('N', "literal", "print entry names without quoting"),
              flag('o', "", "like -l, but do not list group information"),
              flag('p', "", "append / indicator to directories"),
              flag('q', "hide-control-chars", "print ? instead of nongraphic characters"),
              flag((char) 0, "show-control-chars", "show nongraphic characters as-is"),
              flag('Q', "quote-name", "enclose entry names in double quotes"),
              value((char) 0, "quoting-style", "WORD", "literal, shell, shell-always, c, escape …"),
              flag('r', "reverse", "reverse order while sorting"),
              flag('R', "recursive", "list subdirectories recursively"),
              flag('s', "size", "print the allocated size of each file, in blocks"),
              flag('S', "", "sort by file size, largest first"),
              value((char) 0, "sort", "WORD", "none, size, time, version, extension, name, width"),
              value(
                  (char) 0,
                  "time",
                  "WORD",
                  "select which timestamp is used: atime, ctime, mtime, birth"),
              value(
                  (char) 0,
                  "time-style",
                  "TIME_STYLE",
                  "full-iso, long-iso, iso, locale or +FORMAT"),
              flag('t', "", "sort by time, newest first"),
              value('T', "tabsize", "COLS", "assume tab stops at each COLS instead of 8"),
              flag('u', "", "sort by, or with -l show, access time"),
              flag('U', "", "do not sort; list entries in directory order"),
              flag('v', "", "natural sort of (version) numbers within text"),
              value('w', "width", "COLS", "set output width to COLS; 0 means no limit"),
              flag('x', "", "list entries by lines instead of by columns"),
              flag('X', "", "sort alphabetically by entry extension"),
              flag('Z', "context", "print any security context of each file"),
              flag((char) 0, "zero", "end each output line with NUL, not newline"),
              flag('1', "", "list one file per line"))
          .usageStatus(2);

  private static final int SERIOUS = 2;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    boolean options = true;
    for (String word : argv) {
      options &= !word.equals("--");
      // the letter F never takes its argument from the same word
      boolean cluster = options && word.matches("-[a-zA-Z1]*F[a-zA-Z1]+") && word.indexOf('w') < 0;
      if (cluster) {
        words.add(word.replace("F", ""));
        words.add("--classify");
      } else {
        words.add(word);
      }
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var walk = new Walk(proc, LsOptions.of(proc, args));
    return walk.list(args.operands().isEmpty() ? List.of(".") : args.operands());
  }

  /** One run: the files named, then the directories. */
  private static final class Walk {
    private final Proc proc;
    private final LsOptions options;
    private final LsPrinter printer;
    private boolean headers;
    private boolean first = true;
    private int status;

    Walk(Proc proc, LsOptions options) {
      this.proc = proc;
      this.options = options;
      printer = new LsPrinter(proc, options);
    }

    ExitStatus list(List<String> names) throws ErrnoException {
      var files = new ArrayList<LsEntry>();
      var directories = new ArrayList<LsEntry>();
      for (String name : names) {
        Optional<LsEntry> entry = look(name, name, true);
        if (entry.isPresent()) {
          boolean opens = entry.get().isDirectory() && !options.directoryItself();
          (opens ? directories : files).add(entry.get());
        }
      }
      LsOrder.sort(files, options);
      LsOrder.sort(directories, options);
      if (!files.isEmpty()) {
        printer.print(files);
        first = false;
      }
      headers = names.size() > 1 || options.recursive();
      for (LsEntry directory : directories) {
        directory(directory.path(), true, directory.name());
      }
      return new ExitStatus(status);
    }

    private Optional<LsEntry> look(String path, String name, boolean named) throws ErrnoException {
      try {
        Stat stat = proc.sys().lstat(path);
        if (stat.isSymlink()) {
          return Optional.of(link(path, name, stat, named));
        }
        return Optional.of(new LsEntry(name, path, stat, Optional.empty(), Optional.empty()));
      } catch (ErrnoException e) {
        complain("cannot access " + Quote.always(path), e, named ? SERIOUS : 1);
        return Optional.empty();
      }
    }

    private LsEntry link(String path, String name, Stat stat, boolean named) throws ErrnoException {
      Optional<Stat> target = Optional.empty();
      try {
        target = Optional.of(proc.sys().stat(path));
      } catch (ErrnoException e) {
        if (options.follows(named, false) && e.errno() != Errno.ENOENT) {
          throw e;
        }
      }
      boolean directory = target.map(Stat::isDirectory).orElse(false);
      if (target.isPresent() && options.follows(named, directory)) {
        return new LsEntry(name, path, target.get(), Optional.empty(), Optional.empty());
      }
      Optional<String> text =
          options.isLong() ? Optional.of(proc.sys().readlink(path)) : Optional.empty();
      return new LsEntry(name, path, stat, text, target);
    }

    private void directory(String path, boolean named, String shown) throws ErrnoException {
      List<LsEntry> entries;
      try {
        entries = entries(path);
      } catch (ErrnoException e) {
        complain("cannot open directory " + Quote.always(path), e, named ? SERIOUS : 1);
        return;
      }
      if (headers) {
        proc.out().print(first ? "" : "\n").print(printer.quoted(shown)).println(":");
      }
      first = false;
      LsOrder.sort(entries, options);
      if (options.showsBlocks()) {
        printer.total(entries);
      }
      printer.print(entries);
      if (options.recursive()) {
        for (LsEntry entry : entries) {
          boolean dots = entry.name().equals(".") || entry.name().equals("..");
          if (entry.isDirectory() && !dots) {
            directory(entry.path(), false, entry.path());
          }
        }
      }
    }

    private List<LsEntry> entries(String path) throws ErrnoException {
      var entries = new ArrayList<LsEntry>();
      int fd = proc.sys().open(path, Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
      List<Dirent> all;
      try {
        all = proc.sys().getdents(fd);
      } finally {
        proc.sys().close(fd);
      }
      for (Dirent entry : all) {
        if (options.shows(entry.name())) {
          look(Paths.join(path, entry.name()), entry.name(), false).ifPresent(entries::add);
        }
      }
      return entries;
    }

    private void complain(String what, ErrnoException e, int seriousness) throws ErrnoException {
      proc.complain(what, e);
      status = Math.max(status, seriousness);
    }
  }
}
