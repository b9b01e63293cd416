package modbox.log;

import java.util.List;
import modbox.world.Table;

/**
 * A line of the kernel's log.
 *
 * @param sequence from 0, never used twice
 * @param time microseconds since boot
 * @param priority facility * 8 + level
 * @param text a byte string without its last newline; may hold newlines
 * @param device the KEY=VALUE lines of a record about a device
 */
public record LogRecord(long sequence, long time, int priority, String text, List<String> device) {
  /** The ring, by sequence number. */
  public static final Table<Long, LogRecord> TABLE = Table.of("log", Long.class, LogRecord.class);

  /** All tables of this package. */
  public static final List<Table<?, ?>> TABLES = List.of(TABLE);

  public LogRecord {
    device = List.copyOf(device);
  }

  /** 0 (emergency) to 7 (debug). */
  public int level() {
    return priority & 7;
  }

  /** 0 for the kernel, 1 for user space. */
  public int facility() {
    return priority >> 3;
  }

  /** What the ring counts for it, in bytes: the text, the record's head, the dictionary. */
  int size() {
    int size = 48 + text.length();
    for (String line : device) {
      size += line.length() + 1;
    }
    return size;
  }

  /** The line as syslog(2) gives it: {@code <6>[ 1.234567] text}, each line with the prefix. */
  public String syslogLine() {
    var prefix = new StringBuilder().append('<').append(priority).append('>');
    stamp(prefix).append(' ');
    var line = new StringBuilder();
    for (String part : text.split("\n", -1)) {
      line.append(prefix).append(part).append('\n');
    }
    return line.toString();
  }

  /** The line as a console shows it: {@code [ 1.234567] text}. */
  public String consoleLine() {
    return stamp(new StringBuilder()).append(' ').append(text).toString();
  }

  private StringBuilder stamp(StringBuilder to) {
    to.append('[');
    pad(to, time / 1_000_000, 5, ' ').append('.');
    return pad(to, time % 1_000_000, 6, '0').append(']');
  }

  private static StringBuilder pad(StringBuilder to, long number, int width, char with) {
    String digits = Long.toString(number);
    for (int i = digits.length(); i < width; i++) {
      to.append(with);
    }
    return to.append(digits);
  }

  /** The record as one read of /dev/kmsg gives it. Source: Documentation/ABI/testing/dev-kmsg. */
  public String kmsgRecord() {
    var line = new StringBuilder();
    line.append(priority).append(',').append(sequence).append(',').append(time).append(",-;");
    escape(line, text);
    line.append('\n');
    for (String entry : device) {
      line.append(' ');
      escape(line, entry);
      line.append('\n');
    }
    return line.toString();
  }

  private static void escape(StringBuilder to, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 127 || c == '\\') {
        to.append("\\x")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        to.append(c);
      }
    }
  }
}
