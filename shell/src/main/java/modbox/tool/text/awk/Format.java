package modbox.tool.text.awk;

import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.text.CFormat;
import modbox.user.text.CharacterClass;

/** printf and sprintf. */
final class Format {
  private static final double MOST_UNSIGNED = 4294967295.0;

  private final Run run;
  private final String format;
  private final Value[] values;
  private final String caller;
  private final StringBuilder out;
  private int at;
  private int next;
  private int conversions;

  /** The caller's name is for messages; what was formatted before an error stays in {@code out}. */
  Format(Run run, String format, Value[] values, String caller, StringBuilder out) {
    this.run = run;
    int end = format.indexOf(0);
    this.format = end < 0 ? format : format.substring(0, end); // a C string ends there
    this.values = values;
    this.caller = caller;
    this.out = out;
  }

  /** A number by CONVFMT or OFMT. */
  static String number(String format, double number) {
    int percent = format.indexOf('%');
    int end = percent + 1;
    while (percent >= 0 && end < format.length() && "efgEGdixXou".indexOf(format.charAt(end)) < 0) {
      end++;
    }
    if (percent < 0 || end >= format.length()) {
      return format;
    }
    String inner = format.substring(percent + 1, end);
    int dot = inner.indexOf('.');
    int first = 0;
    while (first < inner.length() && "-+ #0".indexOf(inner.charAt(first)) >= 0) {
      first++;
    }
    int width = integer(inner.substring(first, dot < 0 ? inner.length() : Math.max(dot, first)));
    int precision = dot < 0 ? -1 : integer(inner.substring(dot + 1));
    var spec = new CFormat(inner.substring(0, first), width, precision, format.charAt(end));
    String text =
        "efgEG".indexOf(format.charAt(end)) >= 0
            ? spec.floating(number)
            : spec.integer((long) number);
    return format.substring(0, percent) + text + format.substring(end + 1);
  }

  private static int integer(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length() && CharacterClass.isDigit(digits.charAt(i)); i++) {
      value = Math.min(100_000, value * 10 + digits.charAt(i) - '0');
    }
    return value;
  }

  void run() throws ErrnoException, Failure {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        return;
      }
      out.append(format, at, percent);
      at = percent + 1;
      if (peek() == '%') {
        out.append('%');
        at++;
      } else {
        conversion();
      }
    }
  }

  private char peek() {
    return at < format.length() ? format.charAt(at) : 0;
  }

  private Value argument() throws Failure {
    if (next >= values.length) {
      throw run.error("not enough arguments passed to " + caller + "(\"" + format + "\")");
    }
    return values[next++];
  }

  private int size() throws Failure {
    if (peek() == '*') {
      at++;
      return (int) argument().number();
    }
    int value = 0;
    while (CharacterClass.isDigit(peek())) {
      value = Math.min(1_000_000, value * 10 + format.charAt(at++) - '0');
    }
    return value;
  }

  private void conversion() throws Failure {
    conversions++;
    int start = at;
    while ("-+ #0".indexOf(peek()) >= 0 && peek() != 0) {
      at++;
    }
    String flags = format.substring(start, at);
    int width = size();
    int precision = -1;
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    if (peek() == '.') {
      at++;
      precision = size();
    }
    while (peek() == 'l' || peek() == 'h') {
      at++;
    }
    char letter = peek();
    if ("diouxXcsfFeEgG".indexOf(letter) < 0 || letter == 0) {
      throw run.error(
          "improper conversion(number " + conversions + ") in " + caller + "(\"" + format + "\")");
    }
    at++;
    convert(new CFormat(flags, width, precision, letter), argument());
  }

  private void convert(CFormat spec, Value value) {
    switch (spec.conversion()) {
      case 'd', 'i' ->
          out.append(
              spec.integer((long) Math.clamp(value.number(), -Value.LARGEST, Value.LARGEST)));
      case 'o', 'u', 'x', 'X' ->
          out.append(spec.integer((long) Math.clamp(value.number(), 0, MOST_UNSIGNED)));
      case 's' -> out.append(spec.text(value.text(run.convfmt())));
      case 'c' -> out.append(spec.text(character(value)));
      default -> out.append(spec.floating(value.number()));
    }
  }

  private String character(Value value) {
    if (value.numeric() && !value.isText() && value != Value.UNSET) {
      return String.valueOf((char) ((long) value.number() & 0xff));
    }
    String text = value.text(run.convfmt());
    return text.isEmpty() ? "\0" : text.substring(0, 1);
  }
}
