package modbox.sh.expand;

import java.util.ArrayList;
import java.util.List;
import modbox.sh.syntax.Part;

/** The words of {@code {1..9..2}} and {@code {a..e}}. */
final class BraceRanges {
  private BraceRanges() {}

  static List<List<Part>> expand(Part.BraceRange range, int most) throws ShellException {
    boolean letters = !endsInDigit(range.from());
    long from = letters ? range.from().charAt(0) : Long.parseLong(range.from());
    long to = letters ? range.to().charAt(0) : Long.parseLong(range.to());
    long step = range.step().isEmpty() ? 1 : Math.abs(Long.parseLong(range.step()));
    step = step == 0 ? 1 : step;
    if (Math.abs(to - from) / step >= most) {
      throw new ShellException("brace expansion: too many words");
    }
    int width = padded(range.from()) || padded(range.to()) ? width(range) : 0;
    var all = new ArrayList<List<Part>>();
    long at = from;
    while (from <= to ? at <= to : at >= to) {
      String text = letters ? String.valueOf((char) at) : pad(at, width);
      all.add(List.of(new Part.Literal(text)));
      at += from <= to ? step : -step;
    }
    return all;
  }

  private static boolean endsInDigit(String text) {
    char last = text.charAt(text.length() - 1);
    return last >= '0' && last <= '9';
  }

  private static boolean padded(String number) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    return digits.length() > 1 && digits.startsWith("0");
  }

  private static int width(Part.BraceRange range) {
    return Math.max(range.from().length(), range.to().length());
  }

  private static String pad(long value, int width) {
    String digits = Long.toString(Math.abs(value));
    String sign = value < 0 ? "-" : "";
    return sign + "0".repeat(Math.max(0, width - digits.length() - sign.length())) + digits;
  }
}
