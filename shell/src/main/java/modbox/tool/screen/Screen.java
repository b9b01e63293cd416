package modbox.tool.screen;

import java.nio.charset.StandardCharsets;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.abi.Termios;
import modbox.abi.WindowSize;
import modbox.kernel.Syscalls;
import modbox.user.Proc;

/** A terminal that a program has for itself: keys come one by one, the old picture comes back. */
final class Screen {
  /** No key within the time. */
  static final int NONE = -1;

  /** The input has ended, or a signal asks the program to end. */
  static final int QUIT = -2;

  static final int UP = 0x101;
  static final int DOWN = 0x102;
  static final int PAGE_UP = 0x103;
  static final int PAGE_DOWN = 0x104;
  static final int HOME = 0x105;
  static final int END = 0x106;

  private static final int LINES = 24;
  private static final int COLUMNS = 80;
  private static final long ESCAPE_WAIT = 50_000_000L;

  private final Proc proc;
  private final Syscalls sys;
  private final int keys;
  private final Termios before;

  private Screen(Proc proc, int keys, Termios before) {
    this.proc = proc;
    sys = proc.sys();
    this.keys = keys;
    this.before = before;
  }

  /** Takes the terminal; keys come from it even if standard input is a file. */
  static Screen open(Proc proc) throws ErrnoException {
    Syscalls sys = proc.sys();
    int keys = sys.isatty(0) ? 0 : sys.open("/dev/tty", Open.RDWR | Open.CLOEXEC);
    Termios before = sys.tcgetattr(keys);
    sys.tcsetattr(keys, before.withLocal(before.local() & ~(Termios.ICANON | Termios.ECHO)));
    sys.sigaction(Signal.INT, Signal.Disposition.CATCH);
    sys.sigaction(Signal.TERM, Signal.Disposition.CATCH);
    var screen = new Screen(proc, keys, before);
    screen.write("\033[?1049h\033[H\033[2J");
    return screen;
  }

  void close() throws ErrnoException {
    write("\033[?1049l");
    sys.tcsetattr(keys, before);
  }

  WindowSize size() {
    return size(proc);
  }

  static WindowSize size(Proc proc) {
    try {
      WindowSize size = proc.sys().windowSize(1);
      if (size.rows() > 0 && size.columns() > 0) {
        return size;
      }
    } catch (ErrnoException e) {
      return new WindowSize(LINES, COLUMNS); // no terminal: what everybody assumes
    }
    return new WindowSize(LINES, COLUMNS);
  }

  void write(String text) throws ErrnoException {
    proc.out().print(text).flush();
  }

  /** Waits for a key: a character, one of the constants, or NONE after the time. */
  int key(long nanoseconds) throws ErrnoException {
    int c = one(nanoseconds);
    if (c != 27) {
      return c;
    }
    int second = one(ESCAPE_WAIT);
    if (second != '[' && second != 'O') {
      return second == NONE ? 27 : second;
    }
    var text = new StringBuilder();
    int last = one(ESCAPE_WAIT);
    while (last > 0 && (last == ';' || (last >= '0' && last <= '9'))) {
      text.append((char) last);
      last = one(ESCAPE_WAIT);
    }
    return switch (last) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      case 'H' -> HOME;
      case 'F' -> END;
      case '~' ->
          switch (text.toString()) {
            case "1", "7" -> HOME;
            case "4", "8" -> END;
            case "5" -> PAGE_UP;
            case "6" -> PAGE_DOWN;
            default -> NONE;
          };
      default -> NONE;
    };
  }

  private int one(long nanoseconds) throws ErrnoException {
    try {
      int[] ready = sys.poll(new int[] {keys}, new int[] {Open.POLLIN}, nanoseconds);
      if (ready[0] == 0) {
        return NONE;
      }
      var byteOf = new byte[1];
      return sys.read(keys, byteOf, 0, 1) == 0 ? QUIT : byteOf[0] & 0xff;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINTR) {
        throw e;
      }
      return interrupted() ? QUIT : NONE;
    }
  }

  /** Whether a caught signal asks the program to end; others were stops or a new size. */
  boolean interrupted() {
    return sys.takeSignal().isPresent();
  }

  /** Cuts a text at a width, tabs expanded, control characters as {@code ^X}. */
  static String fit(String line, int width) {
    var text = new StringBuilder();
    int column = 0;
    for (int i = 0; i < line.length() && column < width; i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        int spaces = Math.min(8 - column % 8, width - column);
        text.append(" ".repeat(spaces));
        column += spaces;
      } else if (c < 32 || c == 127) {
        text.append('^').append((char) (c ^ 64));
        column += 2;
      } else {
        text.append(c);
        column += (c & 0xc0) == 0x80 ? 0 : 1; // the rest of a UTF-8 character takes no column
      }
    }
    return text.toString();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
