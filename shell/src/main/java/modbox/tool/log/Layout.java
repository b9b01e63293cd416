package modbox.tool.log;

import java.util.ArrayList;
import java.util.List;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** How dmesg lays out a message: prefix, colours, unprintable bytes. One object for one listing. */
final class Layout {
  /** What stands before a message. */
  enum Time {
    PLAIN,
    NONE,
    CTIME,
    RELATIVE,
    ISO,
    DELTA,
    PLAIN_DELTA,
    CTIME_DELTA
  }

  /**
   * The choices.
   *
   * @param decodes whether facility and level come first, in words
   * @param escapes whether unprintable bytes are shown in hexadecimal
   * @param everyLine whether each line of a message has the prefix
   * @param boot nanoseconds since the epoch when the machine booted
   */
  record Options(
      Time time,
      boolean decodes,
      boolean colours,
      boolean escapes,
      boolean everyLine,
      boolean raw,
      long boot,
      Zone zone) {}

  private static final String OFF = "\033[0m";
  private static final String GREEN = "\033[32m";
  private static final String BROWN = "\033[33m";
  private static final String RED = "\033[31m";
  private static final String BOLD = "\033[1m";
  private static final String REVERSE = "\033[7m";
  private static final String HALF = "\033[2m";

  private final Options options;
  private long last;
  private String lastMinute = "";

  Layout(Options options) {
    this.options = options;
  }

  /** A message with its newline. */
  String line(Message message) {
    if (options.raw()) {
      return escaped(message.raw()) + "\n";
    }
    String decoded =
        options.decodes()
            ? "%-6s:%-6s: ".formatted(facility(message), Message.LEVELS.get(message.level()))
            : "";
    String time = time(message);
    last = message.time();
    var text = new StringBuilder(decoded);
    if (!time.isEmpty()) {
      text.append(options.colours() ? GREEN + time + OFF : time);
    }
    int width = decoded.length() + time.length();
    String[] lines = message.text().split("\n", -1);
    text.append(coloured(message, lines[0])).append('\n');
    for (int i = 1; i < lines.length; i++) {
      if (options.everyLine()) {
        text.append(decoded).append(time);
      } else {
        text.repeat(' ', width);
      }
      text.append(escaped(lines[i])).append('\n');
    }
    return text.toString();
  }

  private static String facility(Message message) {
    return message.facility() < Message.FACILITIES.size()
        ? Message.FACILITIES.get(message.facility())
        : Integer.toString(message.facility());
  }

  private String time(Message message) {
    return switch (options.time()) {
      case NONE -> "";
      case PLAIN -> "[" + plain(message) + "] ";
      case PLAIN_DELTA -> "[" + plain(message) + " <" + delta(message) + ">] ";
      case DELTA -> "[<" + delta(message) + ">] ";
      case CTIME -> "[" + date("%a %b %e %H:%M:%S %Y", message) + "] ";
      case CTIME_DELTA ->
          "[" + date("%a %b %e %H:%M:%S %Y", message) + " <" + delta(message) + ">] ";
      case ISO ->
          date("%Y-%m-%dT%H:%M:%S", message)
              + ",%06d".formatted(Math.floorMod(moment(message) / 1000, 1_000_000))
              + date("%:z ", message);
      case RELATIVE -> relative(message);
    };
  }

  /** The date for the first message of a minute, for others the time since the one before. */
  private String relative(Message message) {
    String minute = date("%Y%j%H%M", message);
    if (!minute.equals(lastMinute)) {
      lastMinute = minute;
      return "[" + date("%b%e %H:%M", message) + "] ";
    }
    double seconds = since(message) / 1e6;
    return (seconds < 10 ? "[  %+8.06f] " : "[ %+9.06f] ").formatted(seconds);
  }

  private static String plain(Message message) {
    return "%5d.%06d".formatted(message.time() / 1_000_000, message.time() % 1_000_000);
  }

  private String delta(Message message) {
    return "%12.06f".formatted(since(message) / 1e6);
  }

  private long since(Message message) {
    return last == 0 ? 0 : message.time() - last;
  }

  private long moment(Message message) {
    return options.boot() + message.time() * 1000;
  }

  private String date(String format, Message message) {
    return Strftime.format(format, moment(message), options.zone());
  }

  private String coloured(Message message, String line) {
    if (!options.colours()) {
      return escaped(line);
    }
    int subject = subject(line);
    String head = subject == 0 ? "" : BROWN + escaped(line.substring(0, subject)) + OFF;
    String rest = escaped(line.substring(subject));
    String colour =
        switch (message.level()) {
          case 1 -> REVERSE + RED;
          case 2 -> BOLD + RED;
          case 3 -> RED;
          case 4 -> BOLD;
          default -> rest.contains("segfault at") ? HALF + RED : "";
        };
    return head + (colour.isEmpty() ? rest : colour + rest + OFF);
  }

  /** The length of what stands before the matter, {@code usb 1-1: }; 0 if there is nothing. */
  private static int subject(String line) {
    int colon = line.indexOf(": ");
    return colon < 0 ? 0 : colon + 2;
  }

  private String escaped(String text) {
    if (!options.escapes()) {
      return text;
    }
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int length = Utf8.length(text, i);
      if (length > 1 || isPrintable(text.charAt(i))) {
        result.append(text, i, i + length);
      } else {
        result.append("\\x%02x".formatted((int) text.charAt(i)));
      }
      i += length;
    }
    return result.toString();
  }

  private static boolean isPrintable(char c) {
    return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n';
  }

  /** The messages as JSON. */
  static List<String> json(List<Message> messages, boolean decodes) {
    var lines = new ArrayList<String>();
    lines.add("{\n   \"dmesg\": [\n      ");
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      String priority =
          decodes
              ? "         \"fac\": \"%s\",\n         \"pri\": \"%s\",\n"
                  .formatted(facility(message), Message.LEVELS.get(message.level()))
              : "         \"pri\": %d,\n".formatted(message.priority());
      lines.add(
          "{\n"
              + priority
              + "         \"time\": %s,\n".formatted(plain(message))
              + "         \"msg\": \"%s\"\n".formatted(Utf8.json(message.text()))
              + (i + 1 < messages.size() ? "      }," : "      }\n"));
    }
    lines.add("   ]\n}\n");
    return lines;
  }
}
