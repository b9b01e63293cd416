package modbox.user.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.user.Quote;

/** printf(1): a format and its arguments, used again while arguments are left. */
public final class Printf {
  /**
   * What came out.
   *
   * @param text what is to be printed
   * @param complaints messages for standard error, without the program's name
   * @param failed whether the status is 1; a warning alone does not make it so
   */
  public record Result(String text, List<String> complaints, boolean failed) {
    public Result {
      complaints = List.copyOf(complaints);
    }
  }

  private final String format;
  private final List<String> arguments;
  private final StringBuilder out = new StringBuilder();
  private final List<String> complaints = new ArrayList<>();
  private int next;
  private boolean failed;
  private boolean stopped;

  private Printf(String format, List<String> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /** Formats the arguments. */
  public static Result format(String format, List<String> arguments) {
    var run = new Printf(format, arguments);
    int before;
    do {
      before = run.next;
      run.once();
    } while (!run.stopped && run.next < arguments.size() && run.next > before);
    if (!run.stopped && run.next < arguments.size()) {
      run.complaints.add(
          "warning: ignoring excess arguments, starting with "
              + Quote.always(arguments.get(run.next)));
    }
    return new Result(run.out.toString(), run.complaints, run.failed);
  }

  private void once() {
    int i = 0;
    while (i < format.length() && !stopped) {
      char c = format.charAt(i);
      if (c == '\\' && i + 1 < format.length()) {
        i = escape(i + 1);
      } else if (c == '%' && i + 1 < format.length() && format.charAt(i + 1) == '%') {
        out.append('%');
        i += 2;
      } else if (c == '%') {
        i = conversion(i);
      } else {
        out.append(c);
        i++;
      }
    }
  }

  private int escape(int i) {
    char c = format.charAt(i);
    if (c == 'c') {
      stopped = true;
      return i;
    } else if (c == '"') {
      out.append('"');
      return i + 1;
    } else if (c == 'x'
        && (i + 1 == format.length() || Character.digit(format.charAt(i + 1), 16) < 0)) {
      fatal("missing hexadecimal number in escape");
      return i;
    }
    return Escapes.one(format, i, Escapes.Octal.BARE, out);
  }

  private void fatal(String message) {
    complaints.add(message);
    failed = true;
    stopped = true;
  }

  /** {@code % flags* width? (. precision?)? length* letter}. */
  private int conversion(int start) {
    int i = start + 1;
    int flagsAt = i;
    while (i < format.length() && "-+ #0'I".indexOf(format.charAt(i)) >= 0) {
      i++;
    }
    String flags = format.substring(flagsAt, i);
    int width = 0;
    int precision = -1;
    if (i < format.length() && format.charAt(i) == '*') {
      width = star();
      i++;
    } else {
      int end = digits(i);
      width = i == end ? 0 : size(format.substring(i, end));
      i = end;
    }
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    if (i < format.length() && format.charAt(i) == '.') {
      i++;
      if (i < format.length() && format.charAt(i) == '*') {
        precision = Math.max(-1, star());
        i++;
      } else {
        int end = digits(i);
        precision = i == end ? 0 : size(format.substring(i, end));
        i = end;
      }
    }
    while (i < format.length() && "lLhjtz".indexOf(format.charAt(i)) >= 0) {
      i++;
    }
    String given = format.substring(start, Math.min(i + 1, format.length()));
    if (i == format.length() || !isConversion(format.charAt(i))) {
      fatal(given + ": invalid conversion specification");
      return i;
    }
    convert(new CFormat(flags, width, precision, format.charAt(i)));
    return i + 1;
  }

  private static boolean isConversion(char c) {
    return "diouxXeEfFgGaAcsbq".indexOf(c) >= 0;
  }

  private int digits(int i) {
    while (i < format.length() && CharacterClass.isDigit(format.charAt(i))) {
      i++;
    }
    return i;
  }

  private int size(String digits) {
    if (digits.length() > 6) {
      fatal("invalid field width: " + Quote.always(digits));
      return 0;
    }
    return Integer.parseInt(digits);
  }

  private int star() {
    return Math.clamp(number(argument()), -1_000_000, 1_000_000);
  }

  private Optional<String> argument() {
    return next < arguments.size() ? Optional.of(arguments.get(next++)) : Optional.empty();
  }

  private void convert(CFormat spec) {
    Optional<String> argument = argument();
    switch (spec.conversion()) {
      case 's' -> out.append(spec.text(argument.orElse("")));
      case 'c' -> {
        String text = argument.orElse("");
        out.append(spec.text(text.isEmpty() ? "" : text.substring(0, 1)));
      }
      case 'q' -> out.append(spec.text(Quote.forShell(argument.orElse(""))));
      case 'b' -> {
        Escapes.Expanded text = Escapes.expand(argument.orElse(""), Escapes.Octal.ZERO_FIRST);
        out.append(spec.text(text.text()));
        stopped = text.stopped();
      }
      case 'd', 'i', 'o', 'u', 'x', 'X' -> out.append(spec.integer(number(argument)));
      default -> floating(spec, argument);
    }
  }

  private long number(Optional<String> argument) {
    if (argument.isEmpty()) {
      return 0;
    }
    String text = argument.get();
    if (text.length() > 1 && (text.charAt(0) == '\'' || text.charAt(0) == '"')) {
      return text.charAt(1);
    }
    int i = 0;
    while (i < text.length() && CharacterClass.isSpace(text.charAt(i))) {
      i++;
    }
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (negative || (i < text.length() && text.charAt(i) == '+')) {
      i++;
    }
    int radix = 10;
    if (text.regionMatches(true, i, "0x", 0, 2)
        && i + 2 < text.length()
        && Character.digit(text.charAt(i + 2), 16) >= 0) {
      radix = 16;
      i += 2;
    } else if (i < text.length() && text.charAt(i) == '0') {
      radix = 8;
    }
    int end = i;
    while (end < text.length()
        && text.charAt(end) < 128
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    checkConverted(text, i, end);
    return i == end ? 0 : clamp(new BigInteger(text.substring(i, end), radix), negative, text);
  }

  private void checkConverted(String text, int start, int end) {
    if (text.isEmpty()) {
      return; // an empty argument is a silent zero
    } else if (start == end) {
      complaints.add(Quote.always(text) + ": expected a numeric value");
      failed = true;
    } else if (end < text.length()) {
      complaints.add(Quote.always(text) + ": value not completely converted");
      failed = true;
    }
  }

  private long clamp(BigInteger magnitude, boolean negative, String text) {
    BigInteger value = negative ? magnitude.negate() : magnitude;
    if (value.bitLength() <= 63 || (!negative && value.bitLength() <= 64)) {
      return value.longValue();
    }
    complaints.add(Quote.always(text) + ": Numerical result out of range");
    failed = true;
    return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private void floating(CFormat spec, Optional<String> argument) {
    String text = argument.orElse("0");
    if (text.length() > 1 && (text.charAt(0) == '\'' || text.charAt(0) == '"')) {
      out.append(spec.floating(new BigDecimal((int) text.charAt(1))));
      return;
    }
    CNumber number = CNumber.parse(text);
    checkConverted(text, 0, number.end());
    out.append(number.exact().map(spec::floating).orElseGet(() -> spec.floating(number.value())));
  }
}
