package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
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
import modbox.user.RandomBytes;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Shuffles lines. */
public final class Shuf implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "shuf",
          "[OPTION]... [FILE]",
          "Write a random permutation of the input lines to standard output",
          flag('e', "echo", "treat each ARG as an input line"),
          value('i', "input-range", "LO-HI", "treat each number LO through HI as an input line"),
          value('n', "head-count", "COUNT", "output at most COUNT lines"),
          value('o', "output", "FILE", "write result to FILE instead of standard output"),
          value((char) 0, "random-source", "FILE", "get random bytes from FILE"),
          flag('r', "repeat", "output lines can be repeated"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  private static final int MOST = 10_000_000;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    int end = args.has("zero-terminated") ? 0 : '\n';
    List<String> lines = lines(proc, args, end);
    long count = Long.MAX_VALUE;
    for (String text : args.values("head-count")) {
      count =
          Math.min(
              count,
              Sizes.integer(text)
                  .filter(n -> n >= 0)
                  .orElseThrow(() -> new Failure("invalid line count: " + Quote.always(text))));
    }
    Random random = RandomBytes.random(proc, args.value("random-source").orElse("/dev/urandom"));
    Out out = proc.out();
    if (args.has("output")) {
      int how = Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC;
      out = new Out(proc.sys(), proc.sys().open(args.value("output").orElse(""), how, 0666));
    }
    if (args.has("repeat")) {
      if (lines.isEmpty() && count > 0) {
        throw new Failure("no lines to repeat");
      }
      for (long i = 0; i < count; i++) {
        proc.sys().checkpoint();
        out.print(lines.get(random.nextInt(lines.size()))).write(end);
      }
    } else {
      for (int i = 0; i < lines.size() && i < count; i++) {
        int k = i + random.nextInt(lines.size() - i);
        String line = lines.get(k);
        lines.set(k, lines.get(i));
        out.print(line).write(end);
      }
    }
    out.flush();
    return ExitStatus.OK;
  }

  private static List<String> lines(Proc proc, Args args, int end)
      throws ErrnoException, Args.UsageException, Failure {
    if (args.has("echo")) {
      return new ArrayList<>(args.operands());
    }
    var lines = new ArrayList<String>();
    if (args.has("input-range")) {
      String range = args.value("input-range").orElse("");
      if (!range.matches("[0-9]{1,9}-[0-9]{1,9}")) {
        throw new Failure("invalid input range: " + Quote.always(range));
      }
      int dash = range.indexOf('-');
      int low = Integer.parseInt(range.substring(0, dash));
      int high = Integer.parseInt(range.substring(dash + 1));
      if (high - low < -1 || high - low > MOST) {
        throw new Failure("invalid input range: " + Quote.always(range));
      }
      for (int i = low; i <= high; i++) {
        lines.add(Integer.toString(i));
      }
      return lines;
    }
    if (args.operands().size() > 1) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().get(1)));
    }
    In in = In.open(proc, args.operands().isEmpty() ? "-" : args.operands().getFirst());
    for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
      lines.add(line.get());
    }
    return lines;
  }
}
