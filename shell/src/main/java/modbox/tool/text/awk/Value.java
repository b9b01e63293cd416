package modbox.tool.text.awk;

import modbox.user.text.CFormat;
import modbox.user.text.CNumber;
import modbox.user.text.CharacterClass;

/** A value: a number, a text, or a text from outside that may look like a number. */
abstract class Value {
  /** The largest magnitude that prints as an integer: the limit of the C type int. */
  static final double LARGEST = 2147483647;

  private static final long NEGATIVE_NAN = 0xfff8L << 48;

  /** What a variable holds before anything was assigned. */
  static final Value UNSET = new Unset();

  static final Value ZERO = new Numeric(0);
  static final Value ONE = new Numeric(1);

  abstract double number();

  /** The text; numbers that are no integers go through the format. */
  abstract String text(String format);

  abstract boolean truth();

  /** Whether it compares as a number. */
  abstract boolean numeric();

  boolean isText() {
    return false;
  }

  /** Whether it is a computed number without fraction that fits a C int. */
  boolean isInteger() {
    return false;
  }

  static Value of(double number) {
    return number == 0 ? ZERO : number == 1 ? ONE : new Numeric(number);
  }

  static Value of(boolean truth) {
    return truth ? ONE : ZERO;
  }

  static Value of(String text) {
    return new Text(text);
  }

  /** A value from outside: a field, an operand's assignment, an environment variable. */
  static Value input(String text) {
    return new Input(text);
  }

  /** Less than, equal to or greater than zero, as the relational operators see it. */
  static int compare(Value a, Value b, String format) {
    if (a.numeric() && b.numeric()) {
      double x = a.number();
      double y = b.number();
      return x < y ? -1 : x > y ? 1 : x == y ? 0 : Double.isNaN(x) ? 1 : -1;
    }
    return a.text(format).compareTo(b.text(format));
  }

  /**
   * The NaN that the processor makes of numbers has its sign set; one that came in keeps its own.
   */
  static double notANumber(double a, double b) {
    return Double.isNaN(a) ? a : Double.isNaN(b) ? b : Double.longBitsToDouble(NEGATIVE_NAN);
  }

  /** A number as text. */
  static String format(double number, String format) {
    if (Double.isNaN(number)) {
      return Double.doubleToRawLongBits(number) < 0 ? "-nan" : "nan";
    }
    if (number == Math.rint(number) && Math.abs(number) <= LARGEST) {
      return Integer.toString((int) number);
    }
    if (format.equals("%.6g")) {
      return new CFormat("", 0, 6, 'g').floating(number);
    }
    return Format.number(format, number);
  }

  /** The number that the text begins with. */
  static double parse(String text) {
    int i = 0;
    int length = text.length();
    while (i < length && CharacterClass.isSpace(text.charAt(i))) {
      i++;
    }
    int start = i;
    long value = 0;
    while (i < length && i - start < 18 && CharacterClass.isDigit(text.charAt(i))) {
      value = value * 10 + text.charAt(i++) - '0';
    }
    if (i > start
        && (i == length || (text.charAt(i) != '.' && !CharacterClass.isWord(text.charAt(i))))) {
      return value;
    }
    return CNumber.parse(text).value();
  }

  private static final class Unset extends Value {
    @Override
    double number() {
      return 0;
    }

    @Override
    String text(String format) {
      return "";
    }

    @Override
    boolean truth() {
      return false;
    }

    @Override
    boolean numeric() {
      return true;
    }
  }

  private static final class Numeric extends Value {
    private final double value;

    Numeric(double value) {
      this.value = value;
    }

    @Override
    double number() {
      return value;
    }

    @Override
    boolean isInteger() {
      return value == Math.rint(value) && Math.abs(value) <= LARGEST;
    }

    @Override
    String text(String format) {
      return format(value, format);
    }

    @Override
    boolean truth() {
      return value != 0;
    }

    @Override
    boolean numeric() {
      return true;
    }
  }

  private static final class Text extends Value {
    private final String value;

    Text(String value) {
      this.value = value;
    }

    @Override
    double number() {
      return parse(value);
    }

    @Override
    String text(String format) {
      return value;
    }

    @Override
    boolean truth() {
      return !value.isEmpty();
    }

    @Override
    boolean numeric() {
      return false;
    }

    @Override
    boolean isText() {
      return true;
    }
  }

  /** Whether it looks like a number is found out when it matters. */
  private static final class Input extends Value {
    private final String value;
    private boolean known;
    private boolean numeric;

    Input(String value) {
      this.value = value;
    }

    @Override
    double number() {
      return parse(value);
    }

    @Override
    String text(String format) {
      return value;
    }

    @Override
    boolean truth() {
      return numeric() ? number() != 0 : !value.isEmpty();
    }

    @Override
    boolean numeric() {
      if (!known) {
        known = true;
        numeric = looksNumeric(value);
      }
      return numeric;
    }

    @Override
    boolean isText() {
      return !numeric();
    }

    private static boolean looksNumeric(String text) {
      int end = text.length();
      while (end > 0 && CharacterClass.isSpace(text.charAt(end - 1))) {
        end--;
      }
      if (end == 0
          || (!CharacterClass.isWord(text.charAt(end - 1)) && text.charAt(end - 1) != '.')) {
        return false;
      }
      return CNumber.parse(text.substring(0, end)).end() == end;
    }
  }
}
