package modbox.tool.file;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Accounts;
import modbox.user.file.FileType;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** How ls writes entries. */
final class LsPrinter {
  private static final long HALF_YEAR = 31_556_952L / 2 * 1_000_000_000L;

  private final Out out;
  private final LsOptions options;
  private final LsColors colors;
  private final Accounts accounts;
  private final Zone zone;
  private final long now;
  private final boolean numeric;
  private final String end;

  LsPrinter(Proc proc, LsOptions options) {
    out = proc.out();
    this.options = options;
    colors = LsColors.of(proc, options.colors());
    accounts = new Accounts(proc);
    zone = Zone.of(proc);
    now = proc.sys().clock(0);
    numeric = options.has("numeric-uid-gid");
    end = options.has("zero") ? "\0" : "\n";
  }

  /** The name in the wanted quoting. */
  String quoted(String name) {
    String text =
        switch (options.quoting()) {
          case "shell", "shell-escape" -> Quote.forShell(name);
          case "shell-always", "shell-escape-always" -> Quote.always(name);
          case "c" -> '"' + LsNames.escape(name, '"') + '"';
          case "escape" -> LsNames.escape(name, ' ');
          default -> name;
        };
    boolean question =
        options.has("hide-control-chars")
            || (options.toTerminal() && !options.has("show-control-chars"));
    return question ? LsNames.questionMarks(text) : text;
  }

  /** The "total" line of a directory. */
  void total(List<LsEntry> entries) throws ErrnoException {
    long units = 0;
    for (LsEntry entry : entries) {
      units += entry.stat().blocks();
    }
    out.print("total ").print(options.blocks(units)).print(end);
  }

  void print(List<LsEntry> entries) throws ErrnoException {
    var shown = new ArrayList<LsCell>();
    if (options.isLong()) {
      longFormat(entries);
      return;
    }
    int inode = 0;
    int blocks = 0;
    for (LsEntry entry : entries) {
      inode = Math.max(inode, Long.toString(entry.stat().ino()).length());
      blocks = Math.max(blocks, options.blocks(entry.stat().blocks()).length());
    }
    boolean column = !options.format().equals("commas");
    for (LsEntry entry : entries) {
      shown.add(cell(entry, column ? inode : 0, column ? blocks : 0));
    }
    switch (options.format()) {
      case "vertical" -> LsColumns.print(out, shown, options.width(), true);
      case "across" -> LsColumns.print(out, shown, options.width(), false);
      case "commas" -> LsColumns.commas(out, shown, options.width());
      default -> {
        for (LsCell cell : shown) {
          out.print(cell.text()).print(end);
        }
      }
    }
  }

  private LsCell cell(LsEntry entry, int inode, int blocks) {
    var front = new StringBuilder();
    if (options.has("inode")) {
      front.append(right(Long.toString(entry.stat().ino()), inode)).append(' ');
    }
    if (options.has("size")) {
      front.append(right(options.blocks(entry.stat().blocks()), blocks)).append(' ');
    }
    String name = quoted(entry.name());
    String mark = indicator(entry.stat());
    return new LsCell(
        front + colors.paint(name, entry) + mark, front.length() + name.length() + mark.length());
  }

  private String indicator(Stat stat) {
    String style = options.indicator();
    if (style.equals("none")) {
      return "";
    }
    String mark =
        switch (stat.type()) {
          case Mode.DIR -> "/";
          case Mode.LNK -> "@";
          case Mode.FIFO -> "|";
          case Mode.SOCK -> "=";
          case Mode.REG -> (stat.mode() & 0111) != 0 && style.equals("classify") ? "*" : "";
          default -> "";
        };
    return style.equals("slash") && !mark.equals("/") ? "" : mark;
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The columns of one line of a long listing. */
  private record Row(
      String inode,
      String blocks,
      String mode,
      String links,
      String owner,
      String group,
      String major,
      String size,
      String time) {}

  private Row row(LsEntry entry) {
    Stat stat = entry.stat();
    boolean device = stat.type() == Mode.CHR || stat.type() == Mode.BLK;
    return new Row(
        Long.toString(stat.ino()),
        options.blocks(stat.blocks()),
        FileType.text(stat.mode()),
        Integer.toString(stat.nlink()),
        numeric ? Integer.toUnsignedString(stat.uid()) : accounts.userName(stat.uid()),
        numeric ? Integer.toUnsignedString(stat.gid()) : accounts.groupName(stat.gid()),
        device ? Integer.toString(Dev.major(stat.rdev())) : "",
        device ? Integer.toString(Dev.minor(stat.rdev())) : options.size(stat.size()),
        time(options.time(stat)));
  }

  private void longFormat(List<LsEntry> entries) throws ErrnoException {
    var rows = new ArrayList<Row>();
    for (LsEntry entry : entries) {
      rows.add(row(entry));
    }
    int inode = width(rows, Row::inode);
    int blocks = width(rows, Row::blocks);
    int links = width(rows, Row::links);
    int owner = width(rows, Row::owner);
    int group = width(rows, Row::group);
    int major = width(rows, Row::major);
    int minor = 0;
    int size = 0;
    for (Row row : rows) {
      if (row.major().isEmpty()) {
        size = Math.max(size, row.size().length());
      } else {
        minor = Math.max(minor, row.size().length());
      }
    }
    int whole = major > 0 ? Math.max(size, major + 2 + minor) : size;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      var line = new StringBuilder();
      line.append(options.has("inode") ? right(row.inode(), inode) + " " : "");
      line.append(options.has("size") ? right(row.blocks(), blocks) + " " : "");
      line.append(row.mode()).append(' ').append(right(row.links(), links)).append(' ');
      if (!options.has("g")) {
        line.append(numeric ? right(row.owner(), owner) : left(row.owner(), owner)).append(' ');
      }
      if (!options.has("o") && !options.has("no-group")) {
        line.append(numeric ? right(row.group(), group) : left(row.group(), group)).append(' ');
      }
      if (options.has("author")) {
        line.append(left(row.owner(), owner)).append(' ');
      }
      line.append(options.has("context") ? "? " : "");
      line.append(
          row.major().isEmpty()
              ? right(row.size(), whole)
              : right(row.major(), whole - minor - 2) + ", " + right(row.size(), minor));
      line.append(' ').append(row.time()).append(' ').append(nameWithTarget(entries.get(i)));
      out.print(line.toString()).print(end);
    }
  }

  private static int width(List<Row> rows, java.util.function.Function<Row, String> column) {
    int width = 0;
    for (Row row : rows) {
      width = Math.max(width, column.apply(row).length());
    }
    return width;
  }

  private String nameWithTarget(LsEntry entry) {
    String name = colors.paint(quoted(entry.name()), entry);
    if (entry.target().isEmpty()) {
      return name + indicator(entry.stat());
    }
    String target = colors.paintTarget(quoted(entry.target().get()), entry);
    return name + " -> " + target + entry.targetStat().map(this::indicator).orElse("");
  }

  private String time(long time) {
    String style =
        options.has("full-time") ? "full-iso" : options.value("time-style").orElse("locale");
    boolean recent = time <= now && time > now - HALF_YEAR;
    String format =
        switch (style) {
          case "full-iso" -> "%Y-%m-%d %H:%M:%S.%N %z";
          case "long-iso" -> "%Y-%m-%d %H:%M";
          case "iso" -> recent ? "%m-%d %H:%M" : "%Y-%m-%d ";
          default -> {
            if (style.startsWith("+")) {
              String[] parts = style.substring(1).split("\n", 2);
              yield parts[recent && parts.length > 1 ? 1 : 0];
            }
            yield recent ? "%b %e %H:%M" : "%b %e  %Y";
          }
        };
    return Strftime.format(format, time, zone);
  }
}
