package modbox.tool.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How dmesg shows a record. Source: dmesg(1), util-linux 2.38. */
final class LogFormat {
  /** What stands for the time. */
  enum Time {
    NONE,
    RAW,
    CTIME,
    DELTA,
    RELTIME,
    ISO
  }

  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MMMdd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSSSSSxxx", Locale.ROOT);

  private final Time time;
  private final boolean raw;
  private final boolean decode;
  private final boolean colour;

  /** Wall-clock time of boot, microseconds since the epoch. */
  private final long boot;

  private long before = -1;
  private String minute = "";

  LogFormat(Time time, boolean raw, boolean decode, boolean colour, long boot) {
    this.time = time;
    this.raw = raw;
    this.decode = decode;
    this.colour = colour;
    this.boot = boot;
  }

  /** The record as text with its newline; the lines of one record are indented below the first. */
  String line(LogLine record) {
    var out = new StringBuilder();
    if (raw) {
      out.append('<').append(record.priority()).append('>');
    } else if (decode) {
      out.append(
          "%-6s:%-6s: "
              .formatted(
                  name(LogLine.FACILITIES, record.facility()),
                  name(LogLine.LEVELS, record.level())));
    }
    String stamp = stamp(record);
    if (!stamp.isEmpty()) {
      out.append(colour ? "\033[32m" + stamp + "\033[0m" : stamp).append(' ');
    }
    int indent = out.length() - (colour && !stamp.isEmpty() ? "\033[32m\033[0m".length() : 0);
    String text = record.text().replace("\n", "\n" + " ".repeat(indent));
    out.append(colour ? coloured(record, text) : text).append('\n');
    before = record.time();
    return out.toString();
  }

  private static String name(java.util.List<String> names, int index) {
    return index < names.size() ? names.get(index) : Integer.toString(index);
  }

  private String stamp(LogLine record) {
    long at = record.time();
    Instant wall =
        Instant.ofEpochSecond(
            Math.floorDiv(boot + at, 1_000_000L), Math.floorMod(boot + at, 1_000_000L) * 1000);
    return switch (time) {
      case NONE -> "";
      case RAW -> "[%s]".formatted(seconds(at, 5));
      case CTIME ->
          "["
              + CTIME
                  .format(wall.atOffset(ZoneOffset.UTC))
                  .replaceFirst("^(... ...) (\\d) ", "$1  $2 ")
              + "]";
      case DELTA -> "[%s <%s>]".formatted(seconds(at, 5), seconds(before < 0 ? 0 : at - before, 5));
      case RELTIME -> relative(at, wall);
      case ISO -> ISO.format(wall.atOffset(ZoneOffset.UTC));
    };
  }

  private String relative(long at, Instant wall) {
    String now = SHORT.format(wall.atOffset(ZoneOffset.UTC));
    if (!now.equals(minute)) {
      minute = now;
      return "[" + now + "]";
    }
    return "[%s]".formatted("  +" + seconds(at - before, 0));
  }

  private static String seconds(long micros, int width) {
    String text = (width == 0 ? "%d.%06d" : "%" + width + "d.%06d");
    return text.formatted(micros / 1_000_000, micros % 1_000_000);
  }

  /** The part up to the first colon is the subsystem; errors are red. */
  private static String coloured(LogLine record, String text) {
    String body =
        switch (record.level()) {
          case 0, 1 -> "\033[7m\033[31m";
          case 2 -> "\033[1m\033[31m";
          case 3 -> "\033[31m";
          case 4 -> "\033[1m";
          default -> "";
        };
    int colon = text.indexOf(": ");
    String head =
        colon > 0 && colon < 30 ? "\033[33m" + text.substring(0, colon + 1) + "\033[0m" : "";
    String rest = head.isEmpty() ? text : text.substring(colon + 1);
    return head + (body.isEmpty() ? rest : body + rest + "\033[0m");
  }
}
