package modbox.user.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import modbox.user.Proc;
import modbox.user.text.CharacterClass;

/**
 * A time zone and what it calls itself.
 *
 * @param abbreviation its fixed name, empty if it depends on the date
 */
public record Zone(ZoneId id, String abbreviation) {
  /** Names of the database that look like POSIX's. */
  private static final List<String> AMERICAN = List.of("EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT");

  public static final Zone UTC = new Zone(ZoneOffset.UTC, "UTC");

  /** The zone of the environment variable TZ; UTC without one. */
  public static Zone of(Proc proc) {
    return proc.env("TZ").flatMap(Zone::parse).orElse(UTC);
  }

  /** A zone by POSIX's {@code NAME[-]HOURS} or by its name in the time zone database. */
  static Optional<Zone> parse(String text) {
    String name = text.startsWith(":") ? text.substring(1) : text;
    if (name.isEmpty() || name.equals("UTC") || name.equals("UTC0")) {
      return Optional.of(UTC);
    }
    int i = 0;
    while (i < name.length() && CharacterClass.isAlpha(name.charAt(i))) {
      i++;
    }
    if (i >= 3 && i < name.length() && name.substring(i).matches("[-+]?[0-9]{1,2}(:[0-9]{2})?")) {
      String offset = name.substring(i);
      boolean east = offset.startsWith("-");
      String[] parts = offset.replaceAll("[-+]", "").split(":");
      int minutes = Integer.parseInt(parts[0]) * 60;
      minutes += parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return minutes > 18 * 60
          ? Optional.empty()
          : Optional.of(
              new Zone(
                  ZoneOffset.ofTotalSeconds((east ? 60 : -60) * minutes), name.substring(0, i)));
    }
    return region(name);
  }

  private static Optional<Zone> region(String name) {
    try {
      return name.indexOf('/') > 0 || AMERICAN.contains(name) || name.length() == 3
          ? Optional.of(new Zone(ZoneId.of(name), name.equals("GMT") ? name : ""))
          : Optional.empty();
    } catch (ZoneRulesException e) {
      return Optional.empty();
    }
  }

  /** The moment in this zone; nanoseconds since the epoch. */
  public ZonedDateTime at(long nanoseconds) {
    long seconds = Math.floorDiv(nanoseconds, 1_000_000_000L);
    return Instant.ofEpochSecond(seconds, Math.floorMod(nanoseconds, 1_000_000_000L)).atZone(id);
  }

  /** What the zone is called at that moment: {@code CET}, {@code UTC}, {@code +03}. */
  public String name(ZonedDateTime time) {
    if (!abbreviation.isEmpty()) {
      return abbreviation;
    }
    String zone = id.getDisplayName(TextStyle.SHORT, Locale.ROOT);
    boolean summer = id.getRules().isDaylightSavings(time.toInstant());
    String text =
        java.util.TimeZone.getTimeZone(id)
            .getDisplayName(summer, java.util.TimeZone.SHORT, Locale.ENGLISH);
    return text.isEmpty() ? zone : text;
  }
}
