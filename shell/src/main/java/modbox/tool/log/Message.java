package modbox.tool.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record of the kernel's log.
 *
 * @param priority facility times 8 plus level
 * @param time microseconds since boot
 * @param text a byte string, with newlines inside but not at its end
 * @param raw the line it was read from
 */
record Message(int priority, long time, String text, String raw) {
  static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");
  static final List<String> FACILITIES =
      List.of("kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news");

  int level() {
    return priority & 7;
  }

  int facility() {
    return priority >> 3;
  }

  /**
   * From what /dev/kmsg gives: {@code PRIORITY,SEQUENCE,MICROSECONDS,FLAGS;TEXT} and more lines.
   */
  static Optional<Message> ofKmsg(String record) {
    int semicolon = record.indexOf(';');
    int newline = record.indexOf('\n');
    if (semicolon < 0) {
      return Optional.empty();
    }
    String[] fields = record.substring(0, semicolon).split(",", -1);
    String text =
        unescaped(record.substring(semicolon + 1, newline < 0 ? record.length() : newline));
    try {
      int priority = Integer.parseInt(fields[0]);
      long time = Long.parseLong(fields[2]);
      String raw =
          "<%d>[%5d.%06d] %s".formatted(priority, time / 1_000_000, time % 1_000_000, text);
      return Optional.of(new Message(priority, time, text, raw));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      return Optional.empty(); // a reader of the log passes over what is no record
    }
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && text.startsWith("x", i + 1) && i + 3 < text.length()) {
        int high = Character.digit(text.charAt(i + 2), 16);
        int low = Character.digit(text.charAt(i + 3), 16);
        if (high >= 0 && low >= 0) {
          result.append((char) (high << 4 | low));
          i += 3;
          continue;
        }
      }
      result.append(c);
    }
    return result.toString();
  }

  /** From the text that syslog(2) gives, or a file of that form: {@code <PRIORITY>[TIME] TEXT}. */
  static List<Message> ofSyslog(String all) {
    var messages = new ArrayList<Message>();
    int at = 0;
    while (at < all.length()) {
      int next = all.indexOf("\n<", at);
      int end = next < 0 ? all.length() : next;
      String line = all.substring(at, end);
      messages.add(ofLine(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line));
      at = next < 0 ? all.length() : next + 1;
    }
    return messages;
  }

  private static Message ofLine(String line) {
    int at = 0;
    int priority = 6;
    int close = line.indexOf('>');
    if (line.startsWith("<") && close > 1 && isNumber(line.substring(1, close))) {
      priority = Integer.parseInt(line.substring(1, close));
      at = close + 1;
    }
    long time = 0;
    int bracket = line.indexOf(']', at);
    if (line.startsWith("[", at) && bracket > 0) {
      String[] parts = line.substring(at + 1, bracket).strip().split("\\.", -1);
      if (parts.length == 2 && isNumber(parts[0]) && isNumber(parts[1])) {
        time = Long.parseLong(parts[0]) * 1_000_000 + Long.parseLong(parts[1]);
        at = line.startsWith(" ", bracket + 1) ? bracket + 2 : bracket + 1;
      }
    }
    return new Message(priority, time, line.substring(at), line);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 12 && text.chars().allMatch(Character::isDigit);
  }
}
