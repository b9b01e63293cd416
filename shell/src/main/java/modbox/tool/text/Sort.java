package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Sorts lines. */
public final class Sort implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "sort",
              "[OPTION]... [FILE]...",
              "Write sorted concatenation of all FILE(s) to standard output",
              flag('b', "ignore-leading-blanks", "ignore leading blanks"),
              flag('d', "dictionary-order", "consider only blanks and alphanumeric characters"),
              flag('f', "ignore-case", "fold lower case to upper case characters"),
              flag('g', "general-numeric-sort", "compare according to general numerical value"),
              flag('i', "ignore-nonprinting", "consider only printable characters"),
              flag('M', "month-sort", "compare (unknown) < 'JAN' < ... < 'DEC'"),
              flag('h', "human-numeric-sort", "compare human readable numbers (e.g., 2K 1G)"),
              flag('n', "numeric-sort", "compare according to string numerical value"),
              flag('R', "random-sort", "shuffle, but group identical keys"),
              flag('r', "reverse", "reverse the result of comparisons"),
              flag('V', "version-sort", "natural sort of (version) numbers within text"),
              value((char) 0, "sort", "WORD", "sort according to WORD"),
              optional((char) 0, "check", "WHEN", "check for sorted input; do not sort"),
              flag('c', "", "check for sorted input; do not sort"),
              flag('C', "", "like -c, but do not report first bad line"),
              value('k', "key", "KEYDEF", "sort via a key; KEYDEF gives location and type"),
              flag('m', "merge", "merge already sorted files; do not sort"),
              value('o', "output", "FILE", "write result to FILE instead of standard output"),
              flag('s', "stable", "stabilize sort by disabling last-resort comparison"),
              value('S', "buffer-size", "SIZE", "use SIZE for main memory buffer"),
              value(
                  't',
                  "field-separator",
                  "SEP",
                  "use SEP instead of non-blank to blank transition"),
              value('T', "temporary-directory", "DIR", "use DIR for temporaries"),
              value((char) 0, "parallel", "N", "change the number of sorts run concurrently to N"),
              flag('u', "unique", "output only the first of an equal run; with -c, check for it"),
              value((char) 0, "files0-from", "F", "read input from the names in file F"),
              flag('z', "zero-terminated", "line delimiter is NUL, not newline"))
          .usageStatus(2);

  private static final int TROUBLE = 2;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    SortOrder order = SortOrder.of(args, new Random(proc.sys().clock(1)).nextInt());
    int end = args.has("zero-terminated") ? 0 : '\n';
    List<String> files = files(proc, args);
    if (args.has("c") || args.has("C") || args.has("check")) {
      return check(proc, args, files, order, end);
    }
    var lines = new ArrayList<SortOrder.Line>();
    for (String file : files.isEmpty() ? List.of("-") : files) {
      read(proc, file, end, order, lines);
    }
    order.sort(lines, proc.sys()::checkpoint);
    write(proc, args, order, lines, end);
    return ExitStatus.OK;
  }

  private static List<String> files(Proc proc, Args args) throws ErrnoException {
    Optional<String> list = args.value("files0-from");
    if (list.isEmpty()) {
      return args.operands();
    }
    var names = new ArrayList<String>();
    In in = In.open(proc, list.get());
    for (var name = in.until(0); name.isPresent(); name = in.until(0)) {
      names.add(name.get());
    }
    return names;
  }

  private static void read(
      Proc proc, String file, int end, SortOrder order, List<SortOrder.Line> lines)
      throws ErrnoException, Failure {
    In in;
    try {
      in = In.open(proc, file);
    } catch (ErrnoException e) {
      throw new Failure(TROUBLE, "cannot read: " + Quote.ifNeeded(file) + ": " + e.errno().text());
    }
    try {
      for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
        lines.add(order.line(line.get()));
      }
      in.close();
    } catch (ErrnoException e) {
      throw new Failure(TROUBLE, "read failed: " + Quote.ifNeeded(file) + ": " + e.errno().text());
    }
  }

  private static void write(
      Proc proc, Args args, SortOrder order, List<SortOrder.Line> lines, int end)
      throws ErrnoException, Failure {
    Optional<String> target = args.value("output");
    Out out = proc.out();
    if (target.isPresent()) {
      try {
        int how = Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC;
        out = new Out(proc.sys(), proc.sys().open(target.get(), how, 0666));
      } catch (ErrnoException e) {
        throw new Failure(
            TROUBLE, "open failed: " + Quote.ifNeeded(target.get()) + ": " + e.errno().text());
      }
    }
    boolean unique = args.has("unique");
    for (int i = 0; i < lines.size(); i++) {
      if (!unique || i == 0 || order.differ(lines.get(i - 1), lines.get(i))) {
        out.print(lines.get(i).text()).write(end);
      }
    }
    out.flush();
  }

  private static ExitStatus check(
      Proc proc, Args args, List<String> files, SortOrder order, int end)
      throws ErrnoException, Failure {
    if (files.size() > 1) {
      throw new Failure(
          TROUBLE, "extra operand " + Quote.always(files.get(1)) + " not allowed with -c");
    }
    boolean quiet = args.has("C") || args.value("check").orElse("").matches("quiet|silent");
    String file = files.isEmpty() ? "-" : files.getFirst();
    var lines = new ArrayList<SortOrder.Line>();
    read(proc, file, end, order, lines);
    for (int i = 1; i < lines.size(); i++) {
      int compared = order.compareForCheck(lines.get(i - 1), lines.get(i));
      if (compared > 0 || (compared == 0 && args.has("unique"))) {
        if (!quiet) {
          proc.complain(
              Quote.ifNeeded(file) + ":" + (i + 1) + ": disorder: " + lines.get(i).text());
        }
        return ExitStatus.FAILURE;
      }
    }
    return ExitStatus.OK;
  }
}
