package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.kernel.StatFs;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Mounts;
import modbox.user.text.Sizes;

/** Shows the room on file systems. */
public final class Df implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "df",
          "[OPTION]... [FILE]...",
          "Show information about the file system on which each FILE resides",
          flag('a', "all", "include pseudo, duplicate, inaccessible file systems"),
          value('B', "block-size", "SIZE", "scale sizes by SIZE before printing them"),
          flag('h', "human-readable", "print sizes in powers of 1024 (e.g., 1023M)"),
          flag('H', "si", "print sizes in powers of 1000 (e.g., 1.1G)"),
          flag('i', "inodes", "list inode information instead of block usage"),
          flag('k', "", "like --block-size=1K"),
          flag('l', "local", "limit listing to local file systems"),
          flag('m', "", "like --block-size=1M"),
          flag('P', "portability", "use the POSIX output format"),
          flag((char) 0, "total", "produce a grand total"),
          value('t', "type", "TYPE", "limit listing to file systems of type TYPE"),
          flag('T', "print-type", "print file system type"),
          value('x', "exclude-type", "TYPE", "limit listing to file systems not of type TYPE"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<Mounts.Mount> mounts = Mounts.read(proc);
    var rows = new ArrayList<List<String>>();
    long unit = unit(args);
    rows.add(header(args, unit));
    ExitStatus status = ExitStatus.OK;
    var sums = new long[4];
    if (args.operands().isEmpty()) {
      all(proc, args, mounts, rows, unit, sums);
    } else {
      for (String path : args.operands()) {
        try {
          StatFs fs = proc.sys().statfs(path);
          rows.add(row(args, Mounts.holding(proc, mounts, path), fs, unit, sums));
        } catch (ErrnoException e) {
          proc.complain(Quote.ifNeeded(path), e);
          status = ExitStatus.FAILURE;
        }
      }
    }
    if (rows.size() == 1) {
      return status.isOk() ? proc.fail("no file systems processed") : status;
    }
    if (args.has("total")) {
      rows.add(cells(args, "total", "-", sums, unit, "-"));
    }
    print(proc, rows, args.has("print-type"));
    return status;
  }

  private static void all(
      Proc proc,
      Args args,
      List<Mounts.Mount> mounts,
      List<List<String>> rows,
      long unit,
      long[] sums)
      throws ErrnoException {
    Set<Long> seen = new TreeSet<>();
    for (Mounts.Mount mount : mounts) {
      boolean wanted =
          (!args.has("type") || args.values("type").contains(mount.type()))
              && !args.values("exclude-type").contains(mount.type());
      if (!wanted) {
        continue;
      }
      try {
        StatFs fs = proc.sys().statfs(mount.target());
        boolean first = seen.add(proc.sys().stat(mount.target()).dev());
        if (args.has("all") || (fs.blocks() > 0 && first)) {
          rows.add(row(args, mount, fs, unit, sums));
        }
      } catch (ErrnoException e) {
        proc.complain(Quote.ifNeeded(mount.target()), e);
      }
    }
  }

  private static long unit(Args args) throws Failure {
    if (args.has("m")) {
      return 1024 * 1024;
    }
    String text = args.value("block-size").orElse("1K");
    return Sizes.parse(text)
        .filter(n -> n > 0)
        .orElseThrow(() -> new Failure("invalid --block-size argument " + Quote.always(text)));
  }

  private static boolean human(Args args) {
    return args.has("human-readable") || args.has("si");
  }

  private static List<String> header(Args args, long unit) {
    var names = new ArrayList<String>();
    names.add("Filesystem");
    if (args.has("print-type")) {
      names.add("Type");
    }
    if (args.has("inodes")) {
      names.addAll(List.of("Inodes", "IUsed", "IFree", "IUse%"));
    } else {
      String size =
          human(args)
              ? "Size"
              : args.has("portability")
                  ? unit + "-blocks"
                  : Sizes.human(unit, 1024).replace(".0", "") + "-blocks";
      names.addAll(List.of(size, "Used", human(args) ? "Avail" : "Available"));
      names.add(args.has("portability") ? "Capacity" : "Use%");
    }
    names.add("Mounted on");
    return names;
  }

  private static List<String> row(
      Args args, Mounts.Mount mount, StatFs fs, long unit, long[] sums) {
    long[] counts =
        args.has("inodes")
            ? new long[] {fs.files(), fs.files() - fs.filesFree(), fs.filesFree(), fs.filesFree()}
            : new long[] {
              fs.blocks() * fs.blockSize(),
              (fs.blocks() - fs.free()) * fs.blockSize(),
              fs.available() * fs.blockSize(),
              fs.free()
            };
    for (int i = 0; i < counts.length; i++) {
      sums[i] += counts[i];
    }
    return cells(args, mount.source(), mount.type(), counts, unit, mount.target());
  }

  private static List<String> cells(
      Args args, String source, String type, long[] counts, long unit, String target) {
    var cells = new ArrayList<String>();
    cells.add(source);
    if (args.has("print-type")) {
      cells.add(type);
    }
    for (int i = 0; i < 3; i++) {
      cells.add(
          human(args)
              ? Sizes.human(counts[i], args.has("si") ? 1000 : 1024)
              : args.has("inodes")
                  ? Long.toString(counts[i])
                  : Long.toString((counts[i] + unit - 1) / unit));
    }
    long known = counts[1] + counts[2];
    cells.add(known == 0 ? "-" : (counts[1] * 100 + known - 1) / known + "%");
    cells.add(target);
    return cells;
  }

  /** Names to the left, numbers to the right, the last column as it is. */
  private static void print(Proc proc, List<List<String>> rows, boolean type)
      throws ErrnoException {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    widths[0] = Math.max(widths[0], 14);
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        boolean left = i == 0 || (type && i == 1);
        line.append(i == 0 ? "" : " ");
        line.append(i == columns - 1 ? cell : left ? cell + pad : pad + cell);
      }
      proc.out().println(line.toString());
    }
  }
}
