package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Compares two files byte by byte. */
public final class Cmp implements Tool {
  private static final int TROUBLE = 2;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "cmp",
              "[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]",
              "Compare two files byte by byte",
              flag('b', "print-bytes", "print differing bytes"),
              value('i', "ignore-initial", "SKIP", "skip first SKIP bytes of both inputs"),
              flag('l', "verbose", "output byte numbers and differing byte values"),
              value('n', "bytes", "LIMIT", "compare at most LIMIT bytes"),
              flag('s', "quiet", "suppress all normal output"),
              flag((char) 0, "silent", "suppress all normal output"))
          .usageStatus(TROUBLE);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return proc.name() + ": Try '" + proc.argv0() + " --help' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> operands = args.operands();
    if (operands.isEmpty()) {
      throw new Args.UsageException("missing operand after " + Quote.always(proc.argv0()));
    } else if (operands.size() > 4) {
      throw new Args.UsageException("extra operand " + Quote.always(operands.get(4)));
    }
    String second = operands.size() > 1 ? operands.get(1) : "-";
    String[] skips = args.value("ignore-initial").orElse("0").split(":", 2);
    long skip0 = number(operands.size() > 2 ? operands.get(2) : skips[0], "--ignore-initial");
    long skip1 =
        number(operands.size() > 3 ? operands.get(3) : skips[skips.length - 1], "--ignore-initial");
    Optional<String> bytes = args.value("bytes");
    long limit = bytes.isPresent() ? number(bytes.get(), "--bytes") : Long.MAX_VALUE;
    boolean quiet = args.has("quiet") || args.has("silent");
    try {
      In a = In.open(proc, operands.getFirst());
      In b = In.open(proc, second);
      var run = new Run(proc, args, operands.getFirst(), second, quiet);
      skip(a, skip0);
      skip(b, skip1);
      return new ExitStatus(run.compare(a, b, limit));
    } catch (ErrnoException e) {
      if (e.what().equals(modbox.user.Out.WRITE_ERROR)) {
        throw e;
      }
      if (!quiet) {
        proc.complain(e.what(), e);
      }
      return new ExitStatus(TROUBLE);
    }
  }

  private static long number(String text, String option) throws Failure {
    return Sizes.parse(text)
        .orElseThrow(
            () -> new Failure(TROUBLE, "invalid " + option + " value " + Quote.always(text)));
  }

  private static void skip(In in, long count) throws ErrnoException {
    for (long i = 0; i < count && in.read() >= 0; i++) {}
  }

  /** One comparison. */
  private static final class Run {
    private final Proc proc;
    private final boolean all;
    private final boolean bytes;
    private final boolean quiet;
    private final String first;
    private final String second;
    private long at = 1;
    private long line = 1;
    private int last = -1;
    private int status;

    Run(Proc proc, Args args, String first, String second, boolean quiet) {
      this.proc = proc;
      this.first = first;
      this.second = second;
      this.quiet = quiet;
      all = args.has("verbose");
      bytes = args.has("print-bytes");
    }

    int compare(In a, In b, long limit) throws ErrnoException {
      for (; at <= limit; at++) {
        if ((at & 0xffff) == 0) {
          proc.sys().checkpoint();
        }
        int x = a.read();
        int y = b.read();
        if (x < 0 || y < 0) {
          return x == y ? status : ended(x < 0 ? first : second);
        }
        if (x != y) {
          status = 1;
          if (quiet) {
            return 1;
          }
          differ(x, y);
          if (!all) {
            return 1;
          }
        }
        line += x == '\n' ? 1 : 0;
        last = x;
      }
      return status;
    }

    private void differ(int x, int y) throws ErrnoException {
      String octal = String.format(java.util.Locale.ROOT, "%3o", x);
      String other = String.format(java.util.Locale.ROOT, "%3o", y);
      if (all) {
        proc.out()
            .println(
                at
                    + " "
                    + octal
                    + (bytes ? " " + pad(visible(x)) : "")
                    + " "
                    + other
                    + (bytes ? " " + visible(y) : ""));
        return;
      }
      String where = first + " " + second + " differ: " + (bytes ? "byte " : "char ");
      String what = bytes ? " is " + octal + " " + visible(x) + " " + other + " " + visible(y) : "";
      proc.out().println(where + at + ", line " + line + what);
    }

    private static String pad(String text) {
      return text + " ".repeat(Math.max(0, 4 - text.length()));
    }

    private static String visible(int c) {
      int plain = c & 0x7f;
      String text =
          plain < 32 ? "^" + (char) (plain + 64) : plain == 127 ? "^?" : "" + (char) plain;
      return c >= 128 ? "M-" + text : text;
    }

    private int ended(String name) throws ErrnoException {
      if (!quiet) {
        String where = at == 1 ? " which is empty" : " after byte " + (at - 1);
        if (at > 1 && !all) {
          where += last == '\n' ? ", line " + (line - 1) : ", in line " + line;
        }
        proc.complain("EOF on " + name + where);
      }
      return 1;
    }
  }
}
