package modbox.user.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The date strings that GNU date -d and touch -d understand: calendar dates, times of day, zones,
 * days of the week and relative items in any order.
 */
public final class DateParser {
  private static final Pattern ISO_DATE = Pattern.compile("(\\d{4,})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern US_DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?:/(\\d{2,4}))?");
  private static final Pattern PLAIN_DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern DAY_MONTH_YEAR =
      Pattern.compile("(\\d{1,2})[- ]?([a-z]{3,9})[- ,]*(\\d{4}|\\d{2}(?![\\d:]))?");
  private static final Pattern MONTH_DAY_YEAR =
      Pattern.compile("([a-z]{3,9})\\.? ?(\\d{1,2})(?![\\d:])(?:,? *(\\d{4})(?![:\\d]))?");
  private static final Pattern TIME =
      Pattern.compile(
          "t?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)? *(am|pm|a\\.m\\.|p\\.m\\.)?");
  private static final Pattern HOUR = Pattern.compile("(\\d{1,2}) *(am|pm)");
  private static final Pattern OFFSET =
      Pattern.compile("([-+])(\\d{2}):?(\\d{2})?(?![\\d ]* ?[a-z])");
  private static final Pattern RELATIVE =
      Pattern.compile("([-+]? *\\d+|next|last|this|a|an)? *([a-z]+?)s?( +ago)?(?![a-z])");
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  private final ZonedDateTime now;
  private String rest;
  private Optional<LocalDate> date = Optional.empty();
  private Optional<LocalTime> time = Optional.empty();
  private Optional<ZoneId> zone = Optional.empty();
  private Optional<DayOfWeek> day = Optional.empty();
  private int weeks;
  private long months;
  private long days;
  private long nanoseconds;
  private boolean relativeOnly = true;

  private DateParser(String text, ZonedDateTime now) {
    this.now = now;
    rest = text.toLowerCase(Locale.ROOT).strip();
  }

  /**
   * Reads a date.
   *
   * @param now nanoseconds since the epoch, likewise the result
   */
  public static Optional<Long> parse(String text, long now, Zone zone) {
    String bare = text.strip();
    if (bare.startsWith("@")) {
      return epoch(bare.substring(1));
    }
    try {
      var parser = new DateParser(text, zone.at(now));
      return parser.items() ? Optional.of(parser.result(zone)) : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty(); // the 31st of February, a year beyond the calendar
    }
  }

  private static Optional<Long> epoch(String text) {
    if (!text.matches("[-+]?\\d{1,12}(\\.\\d+)?")) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(text);
    return seconds.abs().compareTo(BigDecimal.valueOf(9_000_000_000L)) > 0
        ? Optional.empty()
        : Optional.of(seconds.movePointRight(9).longValue());
  }

  private Optional<Matcher> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(rest);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    return Optional.of(matcher);
  }

  private void skip(Matcher matcher) {
    rest = rest.substring(matcher.end()).stripLeading();
    if (rest.startsWith(",")) {
      rest = rest.substring(1).stripLeading();
    }
  }

  private boolean items() {
    while (!rest.isEmpty()) {
      if (!calendar() && !clock() && !words()) {
        return false;
      }
    }
    return true;
  }

  private boolean setDate(int year, int month, int dayOfMonth, Matcher matcher) {
    date = Optional.of(LocalDate.of(year, month, dayOfMonth));
    relativeOnly = false;
    skip(matcher);
    return true;
  }

  private boolean calendar() {
    Optional<Matcher> m = take(ISO_DATE);
    if (m.isPresent()) {
      return setDate(number(m.get(), 1), number(m.get(), 2), number(m.get(), 3), m.get());
    }
    m = take(US_DATE);
    if (m.isPresent()) {
      int year = m.get().group(3) == null ? now.getYear() : year(m.get().group(3));
      return setDate(year, number(m.get(), 1), number(m.get(), 2), m.get());
    }
    m = take(PLAIN_DATE);
    if (m.isPresent()) {
      return setDate(number(m.get(), 1), number(m.get(), 2), number(m.get(), 3), m.get());
    }
    m = take(DAY_MONTH_YEAR).filter(x -> month(x.group(2)) > 0);
    if (m.isPresent()) {
      int year = m.get().group(3) == null ? now.getYear() : year(m.get().group(3));
      return setDate(year, month(m.get().group(2)), number(m.get(), 1), m.get());
    }
    m = take(MONTH_DAY_YEAR).filter(x -> month(x.group(1)) > 0);
    if (m.isPresent()) {
      int year = m.get().group(3) == null ? now.getYear() : year(m.get().group(3));
      return setDate(year, month(m.get().group(1)), number(m.get(), 2), m.get());
    }
    return false;
  }

  private boolean clock() {
    Optional<Matcher> m = take(TIME);
    if (m.isPresent()) {
      Matcher t = m.get();
      int second = t.group(3) == null ? 0 : number(t, 3);
      String fraction = t.group(4) == null ? "" : t.group(4);
      int nano = Integer.parseInt((fraction + "000000000").substring(0, 9));
      time = Optional.of(LocalTime.of(hour(number(t, 1), t.group(5)), number(t, 2), second, nano));
      relativeOnly = false;
      skip(t);
      offset();
      return true;
    }
    m = take(HOUR);
    if (m.isPresent()) {
      time = Optional.of(LocalTime.of(hour(number(m.get(), 1), m.get().group(2)), 0));
      relativeOnly = false;
      skip(m.get());
      return true;
    }
    return false;
  }

  private void offset() {
    Optional<Matcher> m = take(OFFSET);
    if (m.isPresent()) {
      int minutes = number(m.get(), 2) * 60 + (m.get().group(3) == null ? 0 : number(m.get(), 3));
      int sign = m.get().group(1).equals("-") ? -60 : 60;
      zone = Optional.of(ZoneOffset.ofTotalSeconds(sign * minutes));
      skip(m.get());
    }
  }

  private boolean words() {
    Optional<Matcher> word = take(WORD);
    if (word.isPresent() && named(word.get().group())) {
      skip(word.get());
      return true;
    }
    Optional<Matcher> m = take(RELATIVE);
    if (m.isEmpty() || !relative(m.get())) {
      return false;
    }
    skip(m.get());
    return true;
  }

  private boolean named(String word) {
    switch (word) {
      case "now", "today" -> days += 0;
      case "yesterday" -> days--;
      case "tomorrow" -> days++;
      case "midnight" -> time = Optional.of(LocalTime.MIDNIGHT);
      case "noon" -> time = Optional.of(LocalTime.NOON);
      case "z", "utc", "gmt", "ut" -> zone = Optional.of(ZoneOffset.UTC);
      case "at", "on", "and" -> days += 0;
      default -> {
        int index = index(Strftime.DAYS, word);
        if (index < 0) {
          return false;
        }
        day = Optional.of(index == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(index));
        relativeOnly = false;
      }
    }
    return true;
  }

  private boolean relative(Matcher m) {
    long count = count(m.group(1)) * (m.group(3) == null ? 1 : -1);
    switch (m.group(2)) {
      case "year" -> months += 12 * count;
      case "month" -> months += count;
      case "fortnight" -> days += 14 * count;
      case "week" -> days += 7 * count;
      case "day" -> days += count;
      case "hour" -> nanoseconds += count * 3_600_000_000_000L;
      case "min", "minute" -> nanoseconds += count * 60_000_000_000L;
      case "sec", "second" -> nanoseconds += count * 1_000_000_000L;
      default -> {
        int index = index(Strftime.DAYS, m.group(2));
        if (index < 0 || m.group(1) == null) {
          return false;
        }
        day = Optional.of(index == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(index));
        weeks = (int) count;
        relativeOnly = false;
      }
    }
    return true;
  }

  private static long count(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return 1;
    }
    return switch (text) {
      case "next", "a", "an" -> 1;
      case "last" -> -1;
      case "this" -> 0;
      default -> Long.parseLong(text.replace(" ", "").replace("+", ""));
    };
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int year(String text) {
    int year = Integer.parseInt(text);
    return text.length() > 2 ? year : year < 69 ? 2000 + year : 1900 + year;
  }

  private static int hour(int hour, @org.jspecify.annotations.Nullable String half) {
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("hour");
    }
    return hour % 12 + (half.startsWith("p") ? 12 : 0);
  }

  private static int month(String word) {
    return 1 + index(Strftime.MONTHS, word);
  }

  /** The index of the name that the word is, or is a beginning of at least three letters of. */
  private static int index(java.util.List<String> names, String word) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (word.equals(name)
          || word.equals(name.substring(0, 3))
          || (word.length() == 4 && name.startsWith(word))) {
        return i;
      }
    }
    return -1;
  }

  private long result(Zone local) {
    LocalDate base = date.orElse(now.toLocalDate());
    LocalTime clock = time.orElse(relativeOnly ? now.toLocalTime() : LocalTime.MIDNIGHT);
    if (zone.isPresent() && date.isEmpty()) {
      base = now.withZoneSameInstant(zone.get()).toLocalDate();
    }
    LocalDateTime moment = LocalDateTime.of(base, clock);
    if (day.isPresent() && date.isEmpty()) {
      int ahead = Math.floorMod(day.get().getValue() - base.getDayOfWeek().getValue(), 7);
      boolean same = ahead == 0;
      moment = moment.plusDays(ahead + 7L * (weeks - (weeks > 0 && !same ? 1 : 0)));
    }
    moment = LocalDateTime.of(addMonths(moment.toLocalDate()).plusDays(days), clock);
    ZonedDateTime zoned = moment.atZone(zone.orElse(local.id()));
    return Math.addExact(
        Math.addExact(
            Math.multiplyExact(zoned.toEpochSecond(), 1_000_000_000L), (long) zoned.getNano()),
        nanoseconds);
  }

  /** mktime(3) lets the 31st of a shorter month run over into the next. */
  private LocalDate addMonths(LocalDate start) {
    LocalDate first = start.withDayOfMonth(1).plusMonths(months);
    return first.plusDays(start.getDayOfMonth() - 1L);
  }
}
