package modbox.user.time;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import modbox.user.text.CharacterClass;

/** strftime(3) in the C locale, with GNU's flags and widths. */
public final class Strftime {
  static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private final ZonedDateTime time;
  private final Zone zone;
  private final StringBuilder out = new StringBuilder();

  private Strftime(ZonedDateTime time, Zone zone) {
    this.time = time;
    this.zone = zone;
  }

  /**
   * Formats a moment.
   *
   * @param nanoseconds since the epoch
   */
  public static String format(String format, long nanoseconds, Zone zone) {
    var formatter = new Strftime(zone.at(nanoseconds), zone);
    formatter.all(format);
    return formatter.out.toString();
  }

  private void all(String format) {
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      int at = i;
      i = c == '%' && i + 1 < format.length() ? conversion(format, i) : i + 1;
      if (c != '%') {
        out.append(c);
      } else if (at == format.length() - 1) {
        out.append('%');
      }
    }
  }

  /** {@code % flags* width? [EO]? letter}. */
  private int conversion(String format, int start) {
    int i = start + 1;
    char pad = 0;
    char change = 0;
    int colons = 0;
    for (; i < format.length() && "_-0^#:".indexOf(format.charAt(i)) >= 0; i++) {
      switch (format.charAt(i)) {
        case '^', '#' -> change = format.charAt(i);
        case ':' -> colons++;
        default -> pad = format.charAt(i);
      }
    }
    int width = 0;
    for (; i < format.length() && CharacterClass.isDigit(format.charAt(i)); i++) {
      width = Math.min(10_000, width * 10 + format.charAt(i) - '0');
    }
    if (i < format.length() && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) {
      i++;
    }
    if (i == format.length()) {
      out.append(format, start, i);
      return i;
    }
    String text = text(format.charAt(i), pad, width, colons);
    if (text.isEmpty() && "npPtZ".indexOf(format.charAt(i)) < 0) {
      text = format.substring(start, i + 1);
    }
    if (change == '^') {
      text = text.toUpperCase(Locale.ROOT);
    } else if (change == '#') {
      boolean small = "pZ".indexOf(format.charAt(i)) >= 0;
      text = small ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
    }
    if (pad != '-') {
      out.append((pad == '0' ? "0" : " ").repeat(Math.max(0, width - text.length())));
    }
    out.append(text);
    return i + 1;
  }

  private String text(char letter, char pad, int width, int colons) {
    return switch (letter) {
      case '%' -> "%";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'a' -> day().substring(0, 3);
      case 'A' -> day();
      case 'b', 'h' -> month().substring(0, 3);
      case 'B' -> month();
      case 'c' -> again("%a %b %e %H:%M:%S %Y");
      case 'D', 'x' -> again("%m/%d/%y");
      case 'F' -> again("%Y-%m-%d");
      case 'R' -> again("%H:%M");
      case 'T', 'X' -> again("%H:%M:%S");
      case 'r' -> again("%I:%M:%S %p");
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'Z' -> zone.name(time);
      case 'z' -> offset(colons);
      case 's' -> Long.toString(time.toEpochSecond());
      case 'N' -> nanoseconds(pad, width);
      default -> number(letter, pad, width);
    };
  }

  private String number(char letter, char pad, int width) {
    return switch (letter) {
      case 'd' -> number(time.getDayOfMonth(), 2, pad, '0', width);
      case 'e' -> number(time.getDayOfMonth(), 2, pad, '_', width);
      case 'H' -> number(time.getHour(), 2, pad, '0', width);
      case 'k' -> number(time.getHour(), 2, pad, '_', width);
      case 'I' -> number((time.getHour() + 11) % 12 + 1, 2, pad, '0', width);
      case 'l' -> number((time.getHour() + 11) % 12 + 1, 2, pad, '_', width);
      case 'j' -> number(time.getDayOfYear(), 3, pad, '0', width);
      case 'm' -> number(time.getMonthValue(), 2, pad, '0', width);
      case 'M' -> number(time.getMinute(), 2, pad, '0', width);
      case 'S' -> number(time.getSecond(), 2, pad, '0', width);
      case 'q' -> number(time.get(IsoFields.QUARTER_OF_YEAR), 1, pad, '0', width);
      case 'u' -> number(time.getDayOfWeek().getValue(), 1, pad, '0', width);
      case 'w' -> number(time.getDayOfWeek().getValue() % 7, 1, pad, '0', width);
      case 'U' ->
          number(
              (time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7,
              2,
              pad,
              '0',
              width);
      case 'W' ->
          number(
              (time.getDayOfYear() + 7 - time.getDayOfWeek().getValue()) / 7, 2, pad, '0', width);
      case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, pad, '0', width);
      case 'G' -> number(time.get(IsoFields.WEEK_BASED_YEAR), 4, pad, '0', width);
      case 'g' ->
          number(Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, pad, '0', width);
      case 'y' -> number(Math.floorMod(time.getYear(), 100), 2, pad, '0', width);
      case 'C' -> number(Math.floorDiv(time.getYear(), 100), 2, pad, '0', width);
      case 'Y' -> number(time.get(ChronoField.YEAR), 4, pad, '0', width);
      default -> "";
    };
  }

  private static String number(int value, int digits, char pad, char usual, int width) {
    char fill = pad == 0 ? usual : pad;
    if (fill == '-') {
      return Integer.toString(value);
    }
    String text = Integer.toString(value);
    int wanted = width > 0 ? width : digits;
    return (fill == '_' ? " " : "0").repeat(Math.max(0, wanted - text.length())) + text;
  }

  private String nanoseconds(char pad, int width) {
    String all = String.valueOf(1_000_000_000 + time.getNano()).substring(1);
    if (pad == '-') {
      String bare = all.replaceAll("0+$", "");
      return bare.isEmpty() ? "0" : bare;
    }
    return width == 0 || width > 9 ? all : all.substring(0, width);
  }

  private String offset(int colons) {
    int seconds = time.getOffset().getTotalSeconds();
    String sign = seconds < 0 ? "-" : "+";
    int minutes = Math.abs(seconds) / 60;
    String hour = String.valueOf(100 + minutes / 60).substring(1);
    String minute = String.valueOf(100 + minutes % 60).substring(1);
    return switch (colons) {
      case 0 -> sign + hour + minute;
      case 1 -> sign + hour + ":" + minute;
      case 2 -> sign + hour + ":" + minute + ":00";
      default -> sign + hour + (minutes % 60 == 0 ? "" : ":" + minute);
    };
  }

  private String day() {
    return DAYS.get(time.getDayOfWeek().getValue() % 7);
  }

  private String month() {
    return MONTHS.get(time.getMonthValue() - 1);
  }

  private String again(String format) {
    var inner = new Strftime(time, zone);
    inner.all(format);
    return inner.out.toString();
  }
}
