package modbox.user.file;

import modbox.abi.Mode;
import modbox.abi.Stat;

/** Types and permissions of files in words. */
public final class FileType {
  private FileType() {}

  /** {@code drwxr-xr-x}, as ls -l shows it. */
  public static String text(int mode) {
    var text = new StringBuilder(10);
    text.append(letter(mode));
    triple(text, mode >> 6, (mode & Mode.SUID) != 0, 's');
    triple(text, mode >> 3, (mode & Mode.SGID) != 0, 's');
    triple(text, mode, (mode & Mode.STICKY) != 0, 't');
    return text.toString();
  }

  private static void triple(StringBuilder text, int bits, boolean special, char letter) {
    text.append((bits & 4) != 0 ? 'r' : '-');
    text.append((bits & 2) != 0 ? 'w' : '-');
    boolean execute = (bits & 1) != 0;
    if (special) {
      text.append(execute ? letter : Character.toUpperCase(letter));
    } else {
      text.append(execute ? 'x' : '-');
    }
  }

  /** The first letter of ls -l. */
  public static char letter(int mode) {
    return switch (mode & Mode.FMT) {
      case Mode.DIR -> 'd';
      case Mode.LNK -> 'l';
      case Mode.CHR -> 'c';
      case Mode.BLK -> 'b';
      case Mode.FIFO -> 'p';
      case Mode.SOCK -> 's';
      case Mode.REG -> '-';
      default -> '?';
    };
  }

  /** {@code regular file}, as stat shows it. */
  public static String word(Stat stat) {
    return switch (stat.type()) {
      case Mode.DIR -> "directory";
      case Mode.LNK -> "symbolic link";
      case Mode.CHR -> "character special file";
      case Mode.BLK -> "block special file";
      case Mode.FIFO -> "fifo";
      case Mode.SOCK -> "socket";
      case Mode.REG -> stat.size() == 0 ? "regular empty file" : "regular file";
      default -> "weird file";
    };
  }
}
