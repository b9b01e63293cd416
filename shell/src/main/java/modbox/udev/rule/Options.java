package modbox.udev.rule;

import static modbox.udev.rule.Diagnostic.Level.WARNING;

import java.util.List;
import modbox.abi.Errno;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Lexer.Pair;

/** The values of OPTIONS. */
final class Options {
  /** Names of log levels in the order of syslog(3). */
  static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private Options() {}

  static void read(TokenReader reader, Pair p) throws TokenReader.BadLine {
    reader.noAttribute(p);
    reader.only(p, !p.op().isMatch() && p.op() != Op.REMOVE);
    Op op = p.op() == Op.ADD ? Op.ASSIGN : p.op();
    String value = p.value();
    switch (value) {
      case "string_escape=none" -> set(reader, Kind.A_STRING_ESCAPE_NONE, op, 0, p);
      case "string_escape=replace" -> set(reader, Kind.A_STRING_ESCAPE_REPLACE, op, 0, p);
      case "db_persist" -> set(reader, Kind.A_DB_PERSIST, op, 0, p);
      case "watch" -> set(reader, Kind.A_WATCH, op, 1, p);
      case "nowatch" -> set(reader, Kind.A_WATCH, op, 0, p);
      default -> withArgument(reader, op, p);
    }
  }

  private static void withArgument(TokenReader reader, Op op, Pair p) throws TokenReader.BadLine {
    String value = p.value();
    String argument = value.substring(value.indexOf('=') + 1);
    if (value.startsWith("static_node=")) {
      reader.tokens.add(
          new Token.Assign(
              Kind.A_STATIC_NODE, op, Template.of(""), Template.of(argument), p.source()));
    } else if (value.startsWith("link_priority=")) {
      long priority = Numbers.integer(argument);
      if (priority == Numbers.INVALID || priority == Numbers.TOO_LARGE) {
        throw reader.error(
            "Failed to parse link priority '" + argument + "': " + why(priority).text());
      }
      set(reader, Kind.A_LINK_PRIORITY, op, (int) priority, p);
    } else if (value.startsWith("log_level=")) {
      int level = argument.equals("reset") ? -1 : level(argument);
      if (level < -1) {
        throw reader.error("Failed to parse log level '" + argument + "': Invalid argument");
      }
      set(reader, Kind.A_LOG_LEVEL, op, level, p);
    } else {
      reader.say(WARNING, "Invalid value for OPTIONS key, ignoring: '" + value + "'");
    }
  }

  /** Why a number was refused. */
  static Errno why(long number) {
    return number == Numbers.TOO_LARGE ? Errno.ERANGE : Errno.EINVAL;
  }

  /** The number of a log level given by name or number; -2 if it is none. */
  static int level(String text) {
    int level = LEVELS.indexOf(text);
    if (level < 0) {
      level = Numbers.decimal(text, -2);
    }
    return level < 0 || level > 7 ? -2 : level;
  }

  private static void set(TokenReader reader, Kind kind, Op op, int number, Pair p) {
    reader.tokens.add(new Token.Set(kind, op, number, p.source()));
  }
}
