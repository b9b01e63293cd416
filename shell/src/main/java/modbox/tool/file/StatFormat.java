package modbox.tool.file;

import java.util.Optional;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kernel.StatFs;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Accounts;
import modbox.user.file.FileType;
import modbox.user.file.Paths;
import modbox.user.text.CFormat;
import modbox.user.text.CharacterClass;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** The formats of stat -c. */
final class StatFormat {
  private static final long SECOND = 1_000_000_000L;

  private final Proc proc;
  private final Accounts accounts;
  private final Zone zone;

  StatFormat(Proc proc) {
    this.proc = proc;
    accounts = new Accounts(proc);
    zone = Zone.of(proc);
  }

  /** What a conversion stands for: a word or a number. */
  private interface Values {
    Object value(char letter, char modifier) throws ErrnoException;
  }

  String file(String format, String path, Stat stat) throws ErrnoException {
    return expand(format, (letter, modifier) -> fileValue(letter, modifier, path, stat));
  }

  String fileSystem(String format, String path, StatFs fs) throws ErrnoException {
    return expand(format, (letter, _) -> systemValue(letter, path, fs));
  }

  private static String expand(String format, Values values) throws ErrnoException {
    var out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%' || i == format.length()) {
        out.append(c);
        continue;
      }
      int start = i;
      while (i < format.length() && "-+ #0'".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      String flags = format.substring(start, i);
      start = i;
      i = digits(format, i);
      int width = i == start || i - start > 6 ? 0 : Integer.parseInt(format.substring(start, i));
      int precision = -1;
      if (i < format.length() && format.charAt(i) == '.') {
        start = ++i;
        i = digits(format, i);
        precision = i == start || i - start > 6 ? 0 : Integer.parseInt(format.substring(start, i));
      }
      char modifier = 0;
      if (i + 1 < format.length()
          && "HL".indexOf(format.charAt(i)) >= 0
          && "dr".indexOf(format.charAt(i + 1)) >= 0) {
        modifier = format.charAt(i++);
      }
      if (i < format.length()) {
        char letter = format.charAt(i++);
        out.append(convert(values.value(letter, modifier), flags, width, precision, letter));
      }
    }
    return out.toString();
  }

  private static int digits(String text, int i) {
    int end = i;
    while (end < text.length() && CharacterClass.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String convert(Object value, String flags, int width, int precision, char letter) {
    if (value instanceof Long number) {
      char kind = "aA".indexOf(letter) >= 0 ? 'o' : "fDtTR".indexOf(letter) >= 0 ? 'x' : 'd';
      return new CFormat(flags, width, precision, kind).integer(number);
    }
    return new CFormat(flags, width, precision, 's').text((String) value);
  }

  private Object fileValue(char letter, char modifier, String path, Stat stat)
      throws ErrnoException {
    return switch (letter) {
      case 'a' -> (long) stat.permissions();
      case 'A' -> FileType.text(stat.mode());
      case 'b' -> stat.blocks();
      case 'B' -> 512L;
      case 'C' -> "?";
      case 'd' -> device(stat.dev(), modifier);
      case 'D' -> stat.dev();
      case 'f' -> (long) stat.mode();
      case 'F' -> FileType.word(stat);
      case 'g' -> Integer.toUnsignedLong(stat.gid());
      case 'G' -> accounts.group(stat.gid()).map(Accounts.Group::name).orElse("UNKNOWN");
      case 'h' -> (long) stat.nlink();
      case 'i' -> stat.ino();
      case 'm' -> mountPoint(path);
      case 'n' -> path;
      case 'N' ->
          stat.isSymlink()
              ? Quote.always(path) + " -> " + Quote.always(proc.sys().readlink(path))
              : Quote.always(path);
      case 'o' -> (long) stat.blksize();
      case 'r' -> device(stat.rdev(), modifier);
      case 'R' -> stat.rdev();
      case 's' -> stat.size();
      case 't' -> (long) Dev.major(stat.rdev());
      case 'T' -> (long) Dev.minor(stat.rdev());
      case 'u' -> Integer.toUnsignedLong(stat.uid());
      case 'U' -> accounts.user(stat.uid()).map(Accounts.User::name).orElse("UNKNOWN");
      case 'w' -> stat.btime() == 0 ? "-" : human(stat.btime());
      case 'W' -> seconds(stat.btime());
      case 'x' -> human(stat.atime());
      case 'X' -> seconds(stat.atime());
      case 'y' -> human(stat.mtime());
      case 'Y' -> seconds(stat.mtime());
      case 'z' -> human(stat.ctime());
      case 'Z' -> seconds(stat.ctime());
      case '%' -> "%";
      default -> "?";
    };
  }

  private static long device(long dev, char modifier) {
    return modifier == 'H' ? Dev.major(dev) : modifier == 'L' ? Dev.minor(dev) : dev;
  }

  private static long seconds(long time) {
    return Math.floorDiv(time, SECOND);
  }

  private String human(long time) {
    return Strftime.format("%Y-%m-%d %H:%M:%S.%N %z", time, zone);
  }

  private String mountPoint(String path) throws ErrnoException {
    String at = Paths.canonical(proc.sys(), path, Paths.Existing.ALL);
    long device = proc.sys().stat(at).dev();
    while (!at.equals("/")) {
      String parent = Paths.dirName(at);
      if (proc.sys().stat(parent).dev() != device) {
        return at;
      }
      at = parent;
    }
    return at;
  }

  private static Object systemValue(char letter, String path, StatFs fs) {
    return switch (letter) {
      case 'a' -> fs.available();
      case 'b' -> fs.blocks();
      case 'c' -> fs.files();
      case 'd' -> fs.filesFree();
      case 'f' -> fs.free();
      case 'i' -> Long.toHexString(fs.type());
      case 'l' -> (long) fs.nameMax();
      case 'n' -> path;
      case 's', 'S' -> Long.toString(fs.blockSize());
      case 't' -> Long.toHexString(fs.type());
      case 'T' -> typeName(fs.type()).orElse("UNKNOWN (0x" + Long.toHexString(fs.type()) + ")");
      case '%' -> "%";
      default -> "?";
    };
  }

  /** Source: statfs(2). */
  private static Optional<String> typeName(long type) {
    return Optional.ofNullable(
        switch ((int) type) {
          case 0x01021994 -> "tmpfs";
          case 0x9fa0 -> "proc";
          case 0x62656572 -> "sysfs";
          case 0x1cd1 -> "devpts";
          case 0xef53 -> "ext2/ext3";
          case 0x794c7630 -> "overlayfs";
          case 0x4d44 -> "msdos";
          case 0x9660 -> "isofs";
          case 0x73717368 -> "squashfs";
          case 0x9123683e -> "btrfs";
          case 0x58465342 -> "xfs";
          case 0x64626720 -> "debugfs";
          case 0x73636673 -> "securityfs";
          case 0x27e0eb -> "cgroupfs";
          case 0x63677270 -> "cgroup2fs";
          case 0x858458f6 -> "ramfs";
          default -> null;
        });
  }
}
