package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.tool.text.diff.Change;
import modbox.tool.text.diff.Comparison;
import modbox.tool.text.diff.DiffOptions;
import modbox.tool.text.diff.DiffPrinter;
import modbox.tool.text.diff.Folding;
import modbox.tool.text.diff.Lines;
import modbox.user.Args;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Directories;
import modbox.user.text.CharacterClass;
import modbox.user.text.Glob;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** A run of diff: files, directories and what is said about them. */
final class DiffRun {
  private static final int TROUBLE = 2;
  private static final int SNIFFED = 4096;

  /** One side; without a stat the file is not there and counts as empty. */
  private record Side(String name, Optional<Stat> stat) {
    boolean isDirectory() {
      return stat.isPresent() && stat.get().isDirectory();
    }
  }

  private final Proc proc;
  private final Args args;
  private final DiffOptions options;
  private final Folding folding;
  private final boolean absentIsEmpty;

  DiffRun(Proc proc, Args args, DiffOptions options, Folding folding) {
    this.proc = proc;
    this.args = args;
    this.options = options;
    this.folding = folding;
    absentIsEmpty = args.has("new-file");
  }

  /** Compares two operands: the exit status. */
  int operands(String first, String second) throws ErrnoException {
    Optional<Side> left = side(first);
    Optional<Side> right = side(second);
    if (left.isEmpty() || right.isEmpty()) {
      return TROUBLE;
    }
    Side a = left.get();
    Side b = right.get();
    if (a.isDirectory() && b.isDirectory()) {
      return directories(first, second);
    } else if (a.isDirectory() || b.isDirectory()) {
      String directory = a.isDirectory() ? first : second;
      String file = a.isDirectory() ? second : first;
      if (file.equals("-")) {
        proc.complain("cannot compare '-' to a directory");
        return TROUBLE;
      }
      Optional<Side> inside = side(join(directory, file.substring(file.lastIndexOf('/') + 1)));
      if (inside.isEmpty()) {
        return TROUBLE;
      }
      return a.isDirectory() ? files(inside.get(), b) : files(a, inside.get());
    }
    return files(a, b);
  }

  private Optional<Side> side(String name) throws ErrnoException {
    try {
      return Optional.of(
          new Side(
              name, Optional.of(name.equals("-") ? proc.sys().fstat(0) : proc.sys().stat(name))));
    } catch (ErrnoException e) {
      boolean absent = absentIsEmpty || args.has("unidirectional-new-file");
      if (absent && e.errno() == Errno.ENOENT) {
        return Optional.of(new Side(name, Optional.empty()));
      }
      proc.complain(Quote.ifNeeded(name), e);
      return Optional.empty();
    }
  }

  private static String join(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  private int directories(String first, String second) throws ErrnoException {
    java.util.SortedSet<String> left;
    java.util.SortedSet<String> right;
    try {
      left = entries(first);
      right = entries(second);
    } catch (ErrnoException e) {
      proc.complain(e.what(), e);
      return TROUBLE;
    }
    var all = new TreeSet<>(left);
    all.addAll(right);
    int status = 0;
    for (String name : all) {
      proc.sys().checkpoint();
      status =
          Math.max(status, entry(first, second, name, left.contains(name), right.contains(name)));
    }
    return status;
  }

  private java.util.SortedSet<String> entries(String directory) throws ErrnoException {
    var names = new TreeSet<String>();
    for (String name : Directories.names(proc.sys(), directory)) {
      boolean excluded = args.values("exclude").stream().anyMatch(p -> Glob.matches(p, name));
      if (!excluded && name.compareTo(args.value("starting-file").orElse("")) >= 0) {
        names.add(name);
      }
    }
    return names;
  }

  private int entry(String first, String second, String name, boolean left, boolean right)
      throws ErrnoException {
    boolean both = left && right;
    if (!both && !absentIsEmpty && !(right && args.has("unidirectional-new-file"))) {
      proc.out().println("Only in " + (left ? first : second) + ": " + name);
      return 1;
    }
    Side a = left ? side(join(first, name)).orElseThrow() : absent(join(first, name));
    Side b = right ? side(join(second, name)).orElseThrow() : absent(join(second, name));
    boolean folders = (a.isDirectory() || !left) && (b.isDirectory() || !right);
    if (folders && both && !args.has("recursive")) {
      proc.out().println("Common subdirectories: " + a.name() + " and " + b.name());
      return 0;
    } else if (folders && both) {
      return directories(a.name(), b.name());
    } else if (folders) {
      return args.has("recursive") ? oneSided(a, b) : only(left ? first : second, name);
    } else if (a.isDirectory() != b.isDirectory()) {
      proc.out()
          .println(
              "File " + a.name() + " is " + kind(a) + " while file " + b.name() + " is " + kind(b));
      return 1;
    }
    return compare(a, b, command(a.name(), b.name()));
  }

  private int only(String directory, String name) throws ErrnoException {
    proc.out().println("Only in " + directory + ": " + name);
    return 1;
  }

  private static Side absent(String name) {
    return new Side(name, Optional.empty());
  }

  private int oneSided(Side a, Side b) throws ErrnoException {
    int status = 0;
    boolean left = a.stat().isPresent();
    for (String name : entries(left ? a.name() : b.name())) {
      status = Math.max(status, entry(a.name(), b.name(), name, left, !left));
    }
    return status;
  }

  private static String kind(Side side) {
    Stat stat = side.stat().orElseThrow();
    return stat.isDirectory()
        ? "a directory"
        : stat.isRegular()
            ? (stat.size() == 0 ? "a regular empty file" : "a regular file")
            : "a special file";
  }

  /** The line that goes before each file's differences in a walk. */
  private String command(String first, String second) {
    var words = new StringBuilder("diff");
    for (String word : args.raw()) {
      if (word.startsWith("-") && word.length() > 1) {
        words.append(' ').append(Quote.ifNeeded(word));
      }
    }
    return words + " " + Quote.ifNeeded(first) + " " + Quote.ifNeeded(second);
  }

  private int files(Side a, Side b) throws ErrnoException {
    return compare(a, b, "");
  }

  private int compare(Side a, Side b, String command) throws ErrnoException {
    String old;
    String young;
    try {
      old = read(a);
      young = a.name().equals("-") && b.name().equals("-") ? old : read(b);
    } catch (ErrnoException e) {
      proc.complain(Quote.ifNeeded(e.what()), e);
      return TROUBLE;
    }
    String files = a.name() + " and " + b.name();
    if (old.equals(young)) {
      if (args.has("report-identical-files")) {
        proc.out().println("Files " + files + " are identical");
      }
      return 0;
    }
    if (!args.has("text") && (isBinary(old) || isBinary(young))) {
      String what = args.has("brief") ? "Files " : "Binary files ";
      proc.out().println(what + files + " differ");
      return 1;
    }
    return text(a, b, Lines.of(old), Lines.of(young), command);
  }

  private String read(Side side) throws ErrnoException {
    if (side.stat().isEmpty()) {
      return "";
    }
    return side.name().equals("-")
        ? new String(In.readAll(proc.sys(), 0), java.nio.charset.StandardCharsets.ISO_8859_1)
        : proc.readText(side.name());
  }

  private static boolean isBinary(String text) {
    int zero = text.indexOf(0);
    return zero >= 0 && zero < SNIFFED;
  }

  private int text(Side a, Side b, Lines old, Lines young, String command) throws ErrnoException {
    List<Change> changes = Comparison.compare(old, young, folding::apply, proc.sys()::checkpoint);
    boolean differs = changes.stream().anyMatch(c -> !ignored(c, old, young));
    String files = a.name() + " and " + b.name();
    if (!differs) {
      if (args.has("report-identical-files")) {
        proc.out().println("Files " + files + " are identical");
      }
      if (options.style() == DiffOptions.Style.SIDE_BY_SIDE) {
        new DiffPrinter(proc.out(), old, young, options).print(List.of(), List.of());
      }
      return 0;
    }
    if (args.has("brief")) {
      proc.out().println("Files " + files + " differ");
      return 1;
    }
    if (!command.isEmpty()) {
      proc.out().println(command);
    }
    List<Change> shown =
        options.style() == DiffOptions.Style.NORMAL || options.style() == DiffOptions.Style.ED
            ? changes.stream().filter(c -> !ignored(c, old, young)).toList()
            : changes;
    new DiffPrinter(proc.out(), old, young, options)
        .print(shown, List.of(header(a, 0), header(b, 1)));
    return 1;
  }

  /** Whether a change has blank lines only, and those do not count. */
  private boolean ignored(Change change, Lines old, Lines young) {
    if (!args.has("ignore-blank-lines")) {
      return false;
    }
    var lines = new ArrayList<>(old.lines().subList(change.from0(), change.to0()));
    lines.addAll(young.lines().subList(change.from1(), change.to1()));
    boolean spaces = args.has("ignore-all-space") || args.has("ignore-space-change");
    return lines.stream()
        .allMatch(
            line -> line.isEmpty() || (spaces && line.chars().allMatch(CharacterClass::isSpace)));
  }

  private String header(Side side, int index) {
    if (index < options.labels().size()) {
      return options.labels().get(index);
    }
    long time = side.stat().map(Stat::mtime).orElse(0L);
    String format =
        options.style() == DiffOptions.Style.CONTEXT ? "%a %b %e %T %Y" : "%Y-%m-%d %H:%M:%S.%N %z";
    return side.name() + "\t" + Strftime.format(format, time, Zone.of(proc));
  }
}
