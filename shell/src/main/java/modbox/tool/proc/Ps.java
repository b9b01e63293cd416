package modbox.tool.proc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Reports processes, by the options of POSIX, of BSD and of procps. */
public final class Ps implements Tool {
  private static final String USAGE =
      """


      Usage:
       ps [options]

       Try 'ps --help <simple|list|output|threads|misc|all>'
        or 'ps --help <s|l|o|t|m|a>'
       for additional help text.

      For more details see ps(1).
      """;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "ps",
              "[OPTION]...",
              "Report a snapshot of the current processes",
              ToolSpec.flag('e', "", "all processes"),
              ToolSpec.flag('A', "", "all processes"),
              ToolSpec.flag('a', "", "all with a terminal, except session leaders"),
              ToolSpec.flag('f', "", "full format"),
              ToolSpec.flag('F', "", "extra full format"),
              ToolSpec.flag('l', "", "long format"),
              ToolSpec.flag('j', "", "jobs format"),
              ToolSpec.flag('H', "forest", "show the tree of processes"),
              ToolSpec.value('o', "format", "FORMAT", "user-defined format"),
              ToolSpec.value('p', "pid", "PIDS", "select by process number"),
              ToolSpec.value((char) 0, "ppid", "PIDS", "select by parent"),
              ToolSpec.value('C', "", "NAMES", "select by command name"),
              ToolSpec.value('u', "user", "USERS", "select by effective user"),
              ToolSpec.value('U', "User", "USERS", "select by real user"),
              ToolSpec.value('g', "", "SESSIONS", "select by session"),
              ToolSpec.value('t', "tty", "TTYS", "select by terminal"),
              ToolSpec.value((char) 0, "sort", "KEYS", "sort by columns"),
              ToolSpec.flag((char) 0, "no-headers", "print no header"))
          .parsing(ToolSpec.Parsing.RAW);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var machine = new Machine(proc);
    PsOptions options;
    try {
      options = PsOptions.parse(args.raw(), machine.accounts());
    } catch (PsOptions.Wrong e) {
      proc.err("error: " + e.complaint() + USAGE);
      return ExitStatus.FAILURE;
    }
    List<TaskInfo> all = TaskInfo.all(proc);
    TaskInfo self =
        all.stream().filter(p -> p.pid() == proc.sys().getpid()).findFirst().orElseThrow();
    var shown = new ArrayList<TaskInfo>();
    for (TaskInfo each : all) {
      if (options.selects(each, self)) {
        shown.add(each);
      }
    }
    sort(shown, options.sort(), machine);
    print(proc, machine, options, options.forest() ? forest(shown, options) : plain(shown));
    return shown.isEmpty() ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private record Row(TaskInfo process, int depth) {}

  private static List<Row> plain(List<TaskInfo> processes) {
    return processes.stream().map(p -> new Row(p, 0)).toList();
  }

  private static List<Row> forest(List<TaskInfo> processes, PsOptions options) {
    var rows = new ArrayList<Row>();
    for (TaskInfo each : processes) {
      if (processes.stream().noneMatch(p -> p.pid() == each.ppid())) {
        grow(each, 0, processes, rows, options);
      }
    }
    return rows;
  }

  private static void grow(
      TaskInfo process, int depth, List<TaskInfo> all, List<Row> rows, PsOptions options) {
    rows.add(new Row(process, depth));
    for (TaskInfo each : all) {
      if (each.ppid() == process.pid()) {
        // in a tree what init has adopted stands beside it, not below
        boolean beside = options.tree() && process.pid() == 1;
        grow(each, beside ? depth : depth + 1, all, rows, options);
      }
    }
  }

  private static void sort(List<TaskInfo> processes, List<String> keys, Machine machine) {
    for (String key : keys.reversed()) {
      boolean down = key.startsWith("-");
      String name = down || key.startsWith("+") ? key.substring(1) : key;
      Optional<Column> column = Column.named(name);
      if (column.isEmpty()) {
        continue;
      }
      Comparator<TaskInfo> order =
          (a, b) -> compare(column.get().value(a, machine), column.get().value(b, machine));
      processes.sort(down ? order.reversed() : order);
    }
  }

  private static int compare(String a, String b) {
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
    } catch (NumberFormatException e) {
      return a.compareTo(b);
    }
  }

  private static void print(Proc proc, Machine machine, PsOptions options, List<Row> rows)
      throws ErrnoException {
    List<Column> columns = options.columns();
    int limit = limit(proc, options);
    if (!options.noHeader() && columns.stream().anyMatch(c -> !c.header().isEmpty())) {
      line(proc, columns, columns.stream().map(Column::header).toList(), limit);
    }
    for (Row row : rows) {
      var cells = new ArrayList<String>();
      for (Column column : columns) {
        String value = column.value(row.process(), machine);
        boolean command = column.key().equals("args") || column.key().equals("comm");
        cells.add(command && row.depth() > 0 ? options.branch(row.depth()) + value : value);
      }
      line(proc, columns, cells, limit);
    }
  }

  /** Lines are cut at the terminal's width only. */
  private static int limit(Proc proc, PsOptions options) throws ErrnoException {
    if (options.wide() || !proc.sys().isatty(1)) {
      return Integer.MAX_VALUE;
    }
    int columns = proc.sys().windowSize(1).columns();
    return columns > 0 ? columns : 80;
  }

  private static void line(Proc proc, List<Column> columns, List<String> cells, int limit)
      throws ErrnoException {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Column column = columns.get(i);
      String cell = cells.get(i);
      boolean last = i == cells.size() - 1;
      int width = Math.max(column.width(), column.header().length());
      int missing = Math.max(0, width - cell.length());
      if (column.left()) {
        boolean cut = !last && cell.length() > width && column.width() > 8;
        line.append(cut ? cell.substring(0, width) : cell);
        line.append(last ? "" : " ".repeat(cut ? 0 : missing));
      } else {
        line.append(" ".repeat(missing)).append(cell);
      }
      line.append(last ? "" : " ");
    }
    proc.out().println(line.length() > limit ? line.substring(0, limit) : line.toString());
  }
}
