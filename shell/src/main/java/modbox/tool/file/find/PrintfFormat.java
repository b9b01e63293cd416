package modbox.tool.file.find;

import java.util.List;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Proc;
import modbox.user.file.Accounts;
import modbox.user.file.FileType;
import modbox.user.file.Mounts;
import modbox.user.text.CFormat;
import modbox.user.text.CharacterClass;
import modbox.user.text.Escapes;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** The formats of -printf, and the line of -ls. */
final class PrintfFormat {
  private static final long SECOND = 1_000_000_000L;
  private static final long HALF_YEAR = 182L * 24 * 3600 * SECOND;

  /** What came out, and whether {@code \c} asks for a flush. */
  record Result(String text, boolean flush) {}

  private final Proc proc;
  private final Accounts accounts;
  private final Zone zone;

  PrintfFormat(Proc proc) {
    this.proc = proc;
    accounts = new Accounts(proc);
    zone = Zone.of(proc);
  }

  Result format(String format, Entry entry) throws ErrnoException {
    var out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c == '\\' && i + 1 < format.length()) {
        if (format.charAt(i + 1) == 'c') {
          return new Result(out.toString(), true);
        }
        i = escape(format, i + 1, out);
      } else if (c == '%' && i + 1 < format.length()) {
        i = directive(format, i + 1, entry, out);
      } else {
        out.append(c);
        i++;
      }
    }
    return new Result(out.toString(), false);
  }

  private static int escape(String format, int i, StringBuilder out) {
    char c = format.charAt(i);
    if (c >= '0' && c <= '7') {
      int value = 0;
      int end = i;
      while (end < format.length()
          && end < i + 3
          && format.charAt(end) >= '0'
          && format.charAt(end) <= '7') {
        value = value * 8 + format.charAt(end++) - '0';
      }
      out.append((char) (value & 0xff));
      return end;
    }
    int simple = Escapes.simple(c);
    out.append(simple >= 0 ? String.valueOf((char) simple) : "\\" + c);
    return i + 1;
  }

  private int directive(String format, int start, Entry entry, StringBuilder out)
      throws ErrnoException {
    int i = start;
    while (i < format.length() && "-+ #0".indexOf(format.charAt(i)) >= 0) {
      i++;
    }
    String flags = format.substring(start, i);
    int digits = i;
    while (i < format.length() && CharacterClass.isDigit(format.charAt(i))) {
      i++;
    }
    int width = i == digits || i - digits > 6 ? 0 : Integer.parseInt(format.substring(digits, i));
    int precision = -1;
    if (i < format.length() && format.charAt(i) == '.') {
      digits = ++i;
      while (i < format.length() && CharacterClass.isDigit(format.charAt(i))) {
        i++;
      }
      precision = i == digits || i - digits > 6 ? 0 : Integer.parseInt(format.substring(digits, i));
    }
    if (i == format.length()) {
      out.append('%');
      return start;
    }
    char letter = format.charAt(i);
    boolean timed = "ACBT".indexOf(letter) >= 0 && i + 1 < format.length();
    String value = timed ? time(letter, format.charAt(i + 1), entry.stat()) : value(letter, entry);
    boolean number = "bdGikmnsU".indexOf(letter) >= 0;
    if (letter == 'm' && flags.indexOf('#') >= 0) {
      value = "0" + value;
    }
    if (number && flags.indexOf('0') >= 0 && flags.indexOf('-') < 0) {
      value = "0".repeat(Math.max(0, width - value.length())) + value;
    }
    out.append(new CFormat(flags, width, number ? -1 : precision, 's').text(value));
    return i + (timed ? 2 : 1);
  }

  private String value(char letter, Entry entry) throws ErrnoException {
    Stat stat = entry.stat();
    return switch (letter) {
      case '%' -> "%";
      case 'a' -> ctime(stat.atime());
      case 'b' -> Long.toString(stat.blocks());
      case 'c' -> ctime(stat.ctime());
      case 'd' -> Integer.toString(entry.depth());
      case 'D' -> Long.toString(stat.dev());
      case 'f' -> entry.name();
      case 'F' -> Mounts.holding(proc, Mounts.read(proc), entry.path()).type();
      case 'g' -> accounts.groupName(stat.gid());
      case 'G' -> Integer.toUnsignedString(stat.gid());
      case 'h' -> entry.directory();
      case 'H' -> entry.start();
      case 'i' -> Long.toString(stat.ino());
      case 'k' -> Long.toString((stat.blocks() + 1) / 2);
      case 'l' -> stat.isSymlink() ? proc.sys().readlink(entry.path()) : "";
      case 'm' -> Integer.toOctalString(stat.permissions());
      case 'M' -> FileType.text(stat.mode());
      case 'n' -> Integer.toString(stat.nlink());
      case 'p' -> entry.path();
      case 'P' -> entry.relative();
      case 's' -> Long.toString(stat.size());
      case 'S' ->
          new CFormat("", 0, -1, 'g')
              .floating(stat.size() == 0 ? 1 : 512.0 * stat.blocks() / stat.size());
      case 't' -> ctime(stat.mtime());
      case 'u' -> accounts.userName(stat.uid());
      case 'U' -> Integer.toUnsignedString(stat.uid());
      case 'y' -> type(stat);
      case 'Y' -> targetType(entry);
      case 'Z' -> "";
      default -> "%" + letter;
    };
  }

  private static String type(Stat stat) {
    char letter = FileType.letter(stat.mode());
    return letter == '-' ? "f" : String.valueOf(letter);
  }

  private String targetType(Entry entry) {
    try {
      return type(proc.sys().stat(entry.path()));
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case ELOOP -> "L";
        case ENOENT, ENOTDIR -> "N";
        default -> "?";
      };
    }
  }

  private String ctime(long time) {
    return Strftime.format("%a %b %e %H:%M:%S.%N0 %Y", time, zone);
  }

  private String time(char which, char letter, Stat stat) {
    long time =
        switch (which) {
          case 'A' -> stat.atime();
          case 'C' -> stat.ctime();
          case 'B' -> stat.btime();
          default -> stat.mtime();
        };
    return switch (letter) {
      case '@' -> Strftime.format("%s.%N0", time, zone);
      case 'S' -> Strftime.format("%S.%N0", time, zone);
      case 'T', 'X' -> Strftime.format("%H:%M:%S.%N0", time, zone);
      case '+' -> Strftime.format("%Y-%m-%d+%H:%M:%S.%N0", time, zone);
      default -> Strftime.format("%" + letter, time, zone);
    };
  }

  /** A line as {@code ls -dils} prints it. */
  String ls(Entry entry) throws ErrnoException {
    Stat stat = entry.stat();
    long now = proc.sys().clock(0);
    boolean recent = stat.mtime() <= now && stat.mtime() > now - HALF_YEAR;
    boolean device = stat.type() == Mode.CHR || stat.type() == Mode.BLK;
    List<String> columns =
        List.of(
            right(Long.toString(stat.ino()), 9),
            right(Long.toString((stat.blocks() + 1) / 2), 6),
            FileType.text(stat.mode()),
            right(Integer.toString(stat.nlink()), 3),
            left(accounts.userName(stat.uid())),
            left(accounts.groupName(stat.gid())),
            device
                ? right(Dev.major(stat.rdev()) + ",", 4)
                    + right(Integer.toString(Dev.minor(stat.rdev())), 4)
                : right(Long.toString(stat.size()), 8),
            Strftime.format(recent ? "%b %e %H:%M" : "%b %e  %Y", stat.mtime(), zone),
            entry.path());
    String line = String.join(" ", columns);
    return stat.isSymlink() ? line + " -> " + proc.sys().readlink(entry.path()) : line;
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String left(String text) {
    return text + " ".repeat(Math.max(0, 8 - text.length()));
  }
}
