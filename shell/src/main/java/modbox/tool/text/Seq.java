package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CFormat;
import modbox.user.text.CNumber;

/** Prints a sequence of numbers. */
public final class Seq implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "seq",
              "[OPTION]... [FIRST [INCREMENT]] LAST",
              "Print numbers from FIRST to LAST, in steps of INCREMENT",
              value('f', "format", "FORMAT", "use printf style floating-point FORMAT"),
              value('s', "separator", "STRING", "use STRING to separate numbers"),
              flag('w', "equal-width", "equalize width by padding with leading zeroes"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  private static final int STEPS_BETWEEN_CHECKPOINTS = 256;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  /** Negative numbers are not options. */
  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (int i = 0; i < argv.size(); i++) {
      String word = argv.get(i);
      boolean value = i > 0 && argv.get(i - 1).matches("-[fs]|--format|--separator");
      if (!value && (!word.startsWith("-") || word.matches("-[0-9.].*"))) {
        words.add("--");
        words.addAll(argv.subList(i, argv.size()));
        return words;
      }
      words.add(word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.operands();
    if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else if (words.size() > 3) {
      throw new Args.UsageException("extra operand " + Quote.always(words.get(3)));
    }
    BigDecimal first = words.size() > 1 ? number(words.getFirst()) : BigDecimal.ONE;
    BigDecimal step = words.size() > 2 ? number(words.get(1)) : BigDecimal.ONE;
    boolean endless = words.getLast().matches("\\+?(?i)inf(inity)?");
    BigDecimal last = endless ? BigDecimal.ZERO : number(words.getLast());
    if (step.signum() == 0) {
      throw new Args.UsageException("invalid Zero increment value: " + Quote.always(words.get(1)));
    }
    Optional<Format> format = Optional.empty();
    if (args.has("format")) {
      if (args.has("equal-width")) {
        throw new Args.UsageException(
            "format string may not be specified when printing equal width strings");
      }
      format = Optional.of(Format.parse(args.value("format").orElse("")));
    }
    int scale = Math.max(0, Math.max(first.scale(), step.scale()));
    int width = args.has("equal-width") ? width(first, step, last, scale) : 0;
    boolean any = false;
    String separator = args.value("separator").orElse("\n");
    long n = 0;
    for (BigDecimal x = first; endless || within(x, step, last); x = x.add(step)) {
      if (++n % STEPS_BETWEEN_CHECKPOINTS == 0) {
        proc.sys().checkpoint();
      }
      proc.out().print(any ? separator : "");
      BigDecimal shown = x;
      proc.out().print(format.map(f -> f.apply(shown)).orElseGet(() -> pad(shown, scale, width)));
      any = true;
    }
    if (any) {
      proc.out().write('\n');
    }
    return ExitStatus.OK;
  }

  private static boolean within(BigDecimal x, BigDecimal step, BigDecimal last) {
    return step.signum() > 0 ? x.compareTo(last) <= 0 : x.compareTo(last) >= 0;
  }

  private static int width(BigDecimal first, BigDecimal step, BigDecimal last, int scale) {
    BigDecimal steps = last.subtract(first).divideToIntegralValue(step);
    BigDecimal end = steps.signum() < 0 ? first : first.add(step.multiply(steps));
    return Math.max(
        first.setScale(scale).toPlainString().length(),
        end.setScale(Math.max(scale, 0), java.math.RoundingMode.DOWN).toPlainString().length());
  }

  private static String pad(BigDecimal x, int scale, int width) {
    String text = x.setScale(scale).toPlainString();
    if (text.length() >= width) {
      return text;
    }
    String zeros = "0".repeat(width - text.length());
    return text.startsWith("-") ? "-" + zeros + text.substring(1) : zeros + text;
  }

  private static BigDecimal number(String text) throws Args.UsageException {
    CNumber number = CNumber.parse(text);
    if (number.end() != text.length() || number.end() == 0 || number.exact().isEmpty()) {
      throw new Args.UsageException("invalid floating point argument: " + Quote.always(text));
    }
    return number.exact().get();
  }

  /** The one conversion of -f and what stands around it. */
  private record Format(String before, CFormat conversion, String after) {
    static Format parse(String text) throws Failure {
      int at = 0;
      while (at < text.length() && (text.charAt(at) != '%' || text.startsWith("%%", at))) {
        at += text.startsWith("%%", at) ? 2 : 1;
      }
      if (at >= text.length()) {
        throw new Failure("format " + Quote.always(text) + " has no % directive");
      }
      var m =
          java.util.regex.Pattern.compile(
                  "%([-+ #0']*)([0-9]{0,6})(?:\\.([0-9]{0,6}))?L?([efgaEFGA])")
              .matcher(text.substring(at));
      if (!m.lookingAt()) {
        throw new Failure(
            "format "
                + Quote.always(text)
                + " has unknown %"
                + text.substring(at + 1)
                + " directive");
      }
      int width = m.group(2).isEmpty() ? 0 : Integer.parseInt(m.group(2));
      String digits = m.group(3);
      int precision = digits == null ? -1 : digits.isEmpty() ? 0 : Integer.parseInt(digits);
      return new Format(
          text.substring(0, at).replace("%%", "%"),
          new CFormat(m.group(1), width, precision, m.group(4).charAt(0)),
          text.substring(at + m.end()).replace("%%", "%"));
    }

    String apply(BigDecimal x) {
      return before + conversion.floating(x) + after;
    }
  }
}
