package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.Sizes;

/** Numbers lines. */
public final class Nl implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "nl",
          "[OPTION]... [FILE]...",
          "Write each FILE to standard output, with line numbers added",
          value('b', "body-numbering", "STYLE", "use STYLE for numbering body lines: a t n pBRE"),
          value('d', "section-delimiter", "CC", "use CC for logical page delimiters"),
          value('f', "footer-numbering", "STYLE", "use STYLE for numbering footer lines"),
          value('h', "header-numbering", "STYLE", "use STYLE for numbering header lines"),
          value('i', "line-increment", "NUMBER", "line number increment at each line"),
          value('l', "join-blank-lines", "NUMBER", "group of NUMBER empty lines counted as one"),
          value('n', "number-format", "FORMAT", "insert line numbers as FORMAT: ln rn rz"),
          flag('p', "no-renumber", "do not reset line numbers for each section"),
          value('s', "number-separator", "STRING", "add STRING after (possible) line number"),
          value('v', "starting-line-number", "NUMBER", "first line number for each section"),
          value('w', "number-width", "NUMBER", "use NUMBER columns for line numbers"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var run = new Numbering(proc, args);
    return proc.eachInput(args.operands(), (_, in) -> run.number(in));
  }

  /** A style: a letter, and the expression for {@code p}. */
  private record Style(char letter, java.util.Optional<Regex> regex) {
    boolean numbers(String line) throws RegexException {
      return switch (letter) {
        case 'a' -> true;
        case 't' -> !line.isEmpty();
        case 'p' -> regex.isPresent() && regex.get().matchesIn(line);
        default -> false;
      };
    }
  }

  private static final class Numbering {
    private final Out out;
    private final Style[] styles = new Style[3];
    private final String delimiter;
    private final long start;
    private final long step;
    private final long blanksCounted;
    private final String format;
    private final boolean renumber;
    private final String separator;
    private final int width;
    private int section = 1;
    private long next;
    private long blanks;

    Numbering(Proc proc, Args args) throws Failure {
      out = proc.out();
      styles[0] = style(proc, args.value("header-numbering").orElse("n"), "header");
      styles[1] = style(proc, args.value("body-numbering").orElse("t"), "body");
      styles[2] = style(proc, args.value("footer-numbering").orElse("n"), "footer");
      String given = args.value("section-delimiter").orElse("\\:");
      delimiter = given.length() == 1 ? given + ":" : given;
      start = number(args, "starting-line-number", 1, "starting line number", Long.MIN_VALUE);
      step = number(args, "line-increment", 1, "line number increment", Long.MIN_VALUE);
      blanksCounted = number(args, "join-blank-lines", 1, "line number of blank lines", 1);
      width = (int) number(args, "number-width", 6, "line number field width", 1);
      format = args.value("number-format").orElse("rn");
      if (!format.matches("ln|rn|rz")) {
        throw new Failure("invalid line numbering format: " + Quote.always(format));
      }
      renumber = !args.has("no-renumber");
      separator = args.value("number-separator").orElse("\t");
      next = start;
    }

    private static long number(Args args, String key, long usual, String what, long least)
        throws Failure {
      String text = args.value(key).orElse(Long.toString(usual));
      return Sizes.integer(text)
          .filter(n -> n >= least)
          .orElseThrow(() -> new Failure("invalid " + what + ": " + Quote.always(text)));
    }

    private static Style style(Proc proc, String text, String what) throws Failure {
      try {
        if (text.startsWith("p")) {
          return new Style(
              'p',
              java.util.Optional.of(
                  Regex.compile(
                      text.substring(1),
                      Regex.Syntax.BASIC,
                      false,
                      false,
                      proc.sys()::checkpoint)));
        } else if (text.matches("[atn]")) {
          return new Style(text.charAt(0), java.util.Optional.empty());
        }
      } catch (RegexException e) {
        throw new Failure(e.text());
      }
      throw new Failure("invalid " + what + " numbering style: " + Quote.always(text));
    }

    void number(In in) throws ErrnoException, Failure {
      for (var line = in.line(); line.isPresent(); line = in.line()) {
        String text = line.get();
        int times = delimiters(text);
        if (times > 0) {
          section = 3 - times;
          if (renumber) {
            next = start;
          }
          out.println("");
          continue;
        }
        try {
          emit(text, counts(text));
        } catch (RegexException e) {
          throw new Failure(e.text());
        }
      }
    }

    private boolean counts(String text) throws RegexException {
      if (styles[section].letter() == 'a' && blanksCounted > 1) {
        blanks = text.isEmpty() ? blanks + 1 : 0;
        if (text.isEmpty() && blanks < blanksCounted) {
          return false;
        }
        blanks = 0;
        return true;
      }
      return styles[section].numbers(text);
    }

    /** How many times the delimiter makes up the whole line: 3 header, 2 body, 1 footer. */
    private int delimiters(String line) {
      if (delimiter.isEmpty() || line.isEmpty() || line.length() % delimiter.length() != 0) {
        return 0;
      }
      int times = line.length() / delimiter.length();
      return times <= 3 && line.equals(delimiter.repeat(times)) ? times : 0;
    }

    private void emit(String text, boolean numbered) throws ErrnoException {
      if (!numbered) {
        out.print(" ".repeat(width + separator.length())).println(text);
        return;
      }
      String digits = Long.toString(Math.abs(next));
      String sign = next < 0 ? "-" : "";
      int missing = Math.max(0, width - digits.length() - sign.length());
      String number =
          switch (format) {
            case "ln" -> sign + digits + " ".repeat(missing);
            case "rz" -> sign + "0".repeat(missing) + digits;
            default -> " ".repeat(missing) + sign + digits;
          };
      out.print(number).print(separator).println(text);
      next += step;
    }
  }
}
