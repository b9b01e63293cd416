package modbox.tool.log;

import java.util.List;

/**
 * A record of /dev/kmsg.
 *
 * @param priority facility times eight plus level
 * @param time microseconds since boot
 * @param text without the last newline; unprintable bytes as the kernel escapes them, {@code \xNN}
 */
record LogLine(int priority, long sequence, long time, String text) {
  static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");
  static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp");

  /**
   * Reads {@code PRIO,SEQ,USEC,FLAG;TEXT\n KEY=value\n…}. Source:
   * Documentation/ABI/testing/dev-kmsg.
   */
  static LogLine parse(String record) {
    int semicolon = record.indexOf(';');
    String[] head = record.substring(0, semicolon).split(",");
    int end = record.indexOf('\n', semicolon);
    String text = record.substring(semicolon + 1, end < 0 ? record.length() : end);
    return new LogLine(
        Integer.parseInt(head[0]),
        Long.parseLong(head[1]),
        Long.parseLong(head[2]),
        unescape(text));
  }

  /** The kernel writes a newline inside a record as {@code \x0a}; dmesg shows it as one. */
  private static String unescape(String text) {
    return text.indexOf('\\') < 0 ? text : text.replace("\\x0a", "\n");
  }

  int level() {
    return priority & 7;
  }

  int facility() {
    return priority >> 3;
  }
}
