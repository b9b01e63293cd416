package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Compares two sorted files line by line. */
public final class Comm implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "comm",
          "[OPTION]... FILE1 FILE2",
          "Compare sorted files FILE1 and FILE2 line by line",
          flag('1', "", "suppress column 1 (lines unique to FILE1)"),
          flag('2', "", "suppress column 2 (lines unique to FILE2)"),
          flag('3', "", "suppress column 3 (lines that appear in both files)"),
          flag((char) 0, "check-order", "check that the input is correctly sorted"),
          flag((char) 0, "nocheck-order", "do not check that the input is correctly sorted"),
          value((char) 0, "output-delimiter", "STR", "separate columns with STR"),
          flag((char) 0, "total", "output a summary"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    var files = args.operands();
    if (files.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else if (files.size() < 2) {
      throw new Args.UsageException("missing operand after " + Quote.always(files.getFirst()));
    } else if (files.size() > 2) {
      throw new Args.UsageException("extra operand " + Quote.always(files.get(2)));
    }
    var run = new Merge(proc, args);
    return run.merge(In.open(proc, files.get(0)), In.open(proc, files.get(1)));
  }

  private static final class Merge {
    private final Proc proc;
    private final Args args;
    private final String glue;
    private final int end;
    private final long[] totals = new long[4];
    private final boolean[] disorder = new boolean[3];
    private boolean unpaired;

    Merge(Proc proc, Args args) {
      this.proc = proc;
      this.args = args;
      glue = args.value("output-delimiter").orElse("\t");
      end = args.has("zero-terminated") ? 0 : '\n';
    }

    ExitStatus merge(In first, In second) throws ErrnoException {
      Optional<String> a = first.until(end);
      Optional<String> b = second.until(end);
      while (a.isPresent() || b.isPresent()) {
        int order = a.isEmpty() ? 1 : b.isEmpty() ? -1 : a.get().compareTo(b.get());
        if (order == 0) {
          emit(3, a.orElse(""));
        } else {
          unpaired = true;
          emit(order < 0 ? 1 : 2, order < 0 ? a.orElse("") : b.orElse(""));
        }
        if (order <= 0) {
          a = next(first, 1, a.orElse(""));
        }
        if (order >= 0) {
          b = next(second, 2, b.orElse(""));
        }
        if (args.has("check-order") && (disorder[1] || disorder[2])) {
          return ExitStatus.FAILURE;
        }
      }
      if (args.has("total")) {
        proc.out()
            .print(totals[1] + glue + totals[2] + glue + totals[3] + glue + "total")
            .write(end);
      }
      boolean wrong = !args.has("nocheck-order") && (disorder[1] || disorder[2]);
      if (wrong) {
        proc.complain("input is not in sorted order");
      }
      return wrong ? ExitStatus.FAILURE : ExitStatus.OK;
    }

    private Optional<String> next(In in, int file, String before) throws ErrnoException {
      Optional<String> line = in.until(end);
      boolean checks = !args.has("nocheck-order") && (unpaired || args.has("check-order"));
      if (checks && !disorder[file] && line.isPresent() && line.get().compareTo(before) < 0) {
        disorder[file] = true;
        proc.complain("file " + file + " is not in sorted order");
      }
      return line;
    }

    private void emit(int column, String line) throws ErrnoException {
      totals[column]++;
      if (args.has(String.valueOf((char) ('0' + column)))) {
        return;
      }
      if (column > 1 && !args.has("1")) {
        proc.out().print(glue);
      }
      if (column > 2 && !args.has("2")) {
        proc.out().print(glue);
      }
      proc.out().print(line).write(end);
    }
  }
}
