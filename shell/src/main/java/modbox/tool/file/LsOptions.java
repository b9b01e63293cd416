package modbox.tool.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.text.Glob;
import modbox.user.text.Sizes;

/** What ls was told, read once. */
final class LsOptions {
  private final Args args;
  private final boolean terminal;
  private final String format;
  private final String sort;
  private final String timeKind;
  private final List<String> ignored = new ArrayList<>();
  private final int width;
  private final long blockSize;
  private final boolean all;
  private final boolean almostAll;

  private LsOptions(Proc proc, Args args) throws ErrnoException, Failure {
    this.args = args;
    terminal = proc.sys().isatty(1);
    all = args.has("all") || args.has("f");
    almostAll = args.has("almost-all");
    format = chooseFormat();
    timeKind = chooseTime();
    sort = chooseSort();
    ignored.addAll(args.values("ignore"));
    width = chooseWidth(proc);
    blockSize = blockSize(args.value("block-size").orElse("1"));
  }

  static LsOptions of(Proc proc, Args args) throws ErrnoException, Failure {
    return new LsOptions(proc, args);
  }

  private String chooseFormat() throws Failure {
    String chosen = terminal ? "vertical" : "single-column";
    for (Args.Given given : args.given()) {
      chosen =
          switch (given.key()) {
            case "C" -> "vertical";
            case "l", "g", "o", "numeric-uid-gid", "full-time" -> "long";
            case "m" -> "commas";
            case "x" -> "across";
            case "1" -> chosen.equals("long") ? chosen : "single-column";
            case "zero" -> chosen.equals("long") ? chosen : "single-column";
            case "format" -> format(given.value().orElse(""));
            default -> chosen;
          };
    }
    return chosen;
  }

  private static String format(String word) throws Failure {
    for (String known :
        List.of("across", "commas", "horizontal", "long", "single-column", "verbose", "vertical")) {
      if (known.startsWith(word)) {
        return switch (known) {
          case "horizontal" -> "across";
          case "verbose" -> "long";
          default -> known;
        };
      }
    }
    throw new Failure(2, "invalid argument " + Quote.always(word) + " for '--format'");
  }

  private String chooseTime() throws Failure {
    String chosen = "mtime";
    for (Args.Given given : args.given()) {
      chosen =
          switch (given.key()) {
            case "c" -> "ctime";
            case "u" -> "atime";
            case "time" -> timeWord(given.value().orElse(""));
            default -> chosen;
          };
    }
    return chosen;
  }

  private static String timeWord(String word) throws Failure {
    return switch (word) {
      case "atime", "access", "use" -> "atime";
      case "ctime", "status" -> "ctime";
      case "mtime", "modification" -> "mtime";
      case "birth", "creation" -> "birth";
      default -> throw new Failure(2, "invalid argument " + Quote.always(word) + " for '--time'");
    };
  }

  private String chooseSort() {
    String chosen = "";
    for (Args.Given given : args.given()) {
      chosen =
          switch (given.key()) {
            case "f", "U" -> "none";
            case "S" -> "size";
            case "t" -> "time";
            case "v" -> "version";
            case "X" -> "extension";
            case "sort" -> given.value().orElse("name");
            default -> chosen;
          };
    }
    boolean byTime = chosen.isEmpty() && !timeKind.equals("mtime") && !isLong();
    return byTime ? "time" : chosen.isEmpty() ? "name" : chosen;
  }

  private int chooseWidth(Proc proc) throws ErrnoException, Failure {
    Optional<String> given = args.value("width");
    if (given.isPresent()) {
      return Sizes.integer(given.get())
          .filter(n -> n >= 0)
          .map(n -> n == 0 ? Integer.MAX_VALUE : (int) Math.min(n, Integer.MAX_VALUE))
          .orElseThrow(() -> new Failure(2, "invalid line width: " + Quote.always(given.get())));
    }
    Optional<Long> columns = proc.env("COLUMNS").flatMap(Sizes::integer).filter(n -> n > 0);
    if (columns.isPresent()) {
      return (int) Math.min(columns.get(), Integer.MAX_VALUE);
    }
    int seen = terminal ? proc.sys().windowSize(1).columns() : 0;
    return seen > 0 ? seen : 80;
  }

  boolean has(String key) {
    return args.has(key);
  }

  Optional<String> value(String key) {
    return args.value(key);
  }

  boolean toTerminal() {
    return terminal;
  }

  String format() {
    return format;
  }

  boolean isLong() {
    return format.equals("long");
  }

  String sort() {
    return sort;
  }

  int width() {
    return width;
  }

  boolean reverse() {
    return args.has("reverse");
  }

  boolean recursive() {
    return args.has("recursive") && !directoryItself();
  }

  boolean directoryItself() {
    return args.has("directory");
  }

  boolean directoriesFirst() {
    return args.has("group-directories-first");
  }

  boolean showsBlocks() {
    return isLong() || args.has("size");
  }

  /** Whether a link is shown as what it leads to. */
  boolean follows(boolean named, boolean toDirectory) {
    if (args.has("dereference")) {
      return true;
    } else if (!named) {
      return false;
    } else if (args.has("dereference-command-line")) {
      return true;
    } else if (args.has("dereference-command-line-symlink-to-dir")) {
      return toDirectory;
    }
    return toDirectory && !directoryItself() && !isLong() && !indicator().equals("classify");
  }

  /** Whether a name inside a directory is listed. */
  boolean shows(String name) {
    if (name.startsWith(".") && !all && !(almostAll && !name.equals(".") && !name.equals(".."))) {
      return false;
    }
    if (args.has("ignore-backups") && name.endsWith("~")) {
      return false;
    }
    var period = new Glob(false, true, false);
    for (String pattern : ignored) {
      if (period.match(pattern, name)) {
        return false;
      }
    }
    return all
        || almostAll
        || args.values("hide").stream().noneMatch(pattern -> period.match(pattern, name));
  }

  /** The time that is shown and sorted by. */
  long time(Stat stat) {
    return switch (timeKind) {
      case "atime" -> stat.atime();
      case "ctime" -> stat.ctime();
      case "birth" -> stat.btime();
      default -> stat.mtime();
    };
  }

  /** {@code none slash file-type classify}. */
  String indicator() {
    String chosen = "none";
    for (Args.Given given : args.given()) {
      chosen =
          switch (given.key()) {
            case "classify" -> always(given.value().orElse("always")) ? "classify" : "none";
            case "file-type" -> "file-type";
            case "p" -> "slash";
            case "indicator-style" -> given.value().orElse("none");
            default -> chosen;
          };
    }
    return chosen;
  }

  private boolean always(String when) {
    return switch (when) {
      case "always", "yes", "force" -> true;
      case "never", "no", "none" -> false;
      default -> terminal;
    };
  }

  boolean colors() {
    return args.has("color") && always(args.value("color").orElse("always"));
  }

  /** {@code literal shell shell-escape escape c}, the last given. */
  String quoting() {
    String chosen = terminal ? "shell-escape" : "literal";
    for (Args.Given given : args.given()) {
      chosen =
          switch (given.key()) {
            case "escape" -> "escape";
            case "literal" -> "literal";
            case "quote-name" -> "c";
            case "quoting-style" -> given.value().orElse("literal");
            default -> chosen;
          };
    }
    return chosen;
  }

  /** A size in the wanted unit. */
  String size(long bytes) {
    if (args.has("human-readable") || args.has("si")) {
      return Sizes.human(bytes, args.has("si") ? 1000 : 1024);
    }
    return Long.toString((bytes + blockSize - 1) / blockSize);
  }

  /** Allocated space in the wanted unit; units are of 512 bytes. */
  String blocks(long units) {
    if (args.has("human-readable") || args.has("si") || args.has("block-size")) {
      return size(units * 512);
    }
    return Long.toString((units + 1) / 2);
  }

  private static long blockSize(String text) throws Failure {
    return Sizes.parse(text)
        .filter(n -> n > 0)
        .orElseThrow(() -> new Failure(2, "invalid --block-size argument " + Quote.always(text)));
  }
}
