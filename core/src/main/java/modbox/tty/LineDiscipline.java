package modbox.tty;

import io.vavr.collection.List;
import java.util.ArrayList;
import modbox.abi.Signal;
import modbox.abi.Termios;

/**
 * What becomes of typed bytes: editing, echo, signals. One object takes one burst of bytes. Source:
 * termios(3), drivers/tty/n_tty.c.
 */
final class LineDiscipline {
  private TtyRow row;
  private final Termios termios;
  private final StringBuilder echo = new StringBuilder();
  private final ArrayList<Signal> signals = new ArrayList<>();

  LineDiscipline(TtyRow row) {
    this.row = row;
    this.termios = row.termios();
  }

  /** The terminal after all that was received. */
  TtyRow row() {
    return row;
  }

  /** What goes back to the screen, already processed for output. */
  String echo() {
    return echo.toString();
  }

  /** Signals for the foreground group, in order. */
  java.util.List<Signal> signals() {
    return signals;
  }

  /** Takes bytes as they come from the key board. */
  void receive(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      receive(bytes.charAt(i));
    }
  }

  private void receive(char typed) {
    if (row.literal()) {
      echo(typed);
      add(typed);
      return;
    }
    char c = typed;
    if (c == '\r') {
      if (termios.input(Termios.IGNCR)) {
        return;
      }
      c = termios.input(Termios.ICRNL) ? '\n' : c;
    } else if (c == '\n' && termios.input(Termios.INLCR)) {
      c = '\r';
    }
    if (flow(c) || signal(c)) {
      return;
    }
    if (row.isCanonical()) {
      edit(c);
    } else {
      echo(c);
      add(c);
    }
  }

  private boolean flow(char c) {
    if (!termios.input(Termios.IXON)) {
      return false;
    }
    if (termios.is(Termios.VSTOP, c) || termios.is(Termios.VSTART, c)) {
      row = row.withHeld(termios.is(Termios.VSTOP, c));
      return true;
    }
    return false;
  }

  /** Whether bytes hold a key that ends what runs in the foreground. */
  static boolean interrupts(String bytes, Termios termios) {
    if (!termios.local(Termios.ISIG)) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (termios.is(Termios.VINTR, c) || termios.is(Termios.VQUIT, c)) {
        return true;
      }
    }
    return false;
  }

  private boolean signal(char c) {
    if (!termios.local(Termios.ISIG)) {
      return false;
    }
    Signal signal;
    if (termios.is(Termios.VINTR, c)) {
      signal = Signal.INT;
    } else if (termios.is(Termios.VQUIT, c)) {
      signal = Signal.QUIT;
    } else if (termios.is(Termios.VSUSP, c)) {
      signal = Signal.TSTP;
    } else {
      return false;
    }
    if (!termios.local(Termios.NOFLSH)) {
      row = row.withInput(List.empty(), "");
    }
    row = row.withHeld(false);
    echo(c);
    signals.add(signal);
    return true;
  }

  private void edit(char c) {
    boolean extended = termios.local(Termios.IEXTEN);
    if (termios.is(Termios.VERASE, c)) {
      erase();
    } else if (termios.is(Termios.VKILL, c)) {
      kill(c);
    } else if (extended && termios.is(Termios.VWERASE, c)) {
      eraseWord();
    } else if (extended && termios.is(Termios.VREPRINT, c)) {
      echo(c);
      put("\n");
      row.line().chars().forEach(typed -> echo((char) typed));
    } else if (extended && termios.is(Termios.VLNEXT, c)) {
      row = row.withLiteral();
      if (termios.local(Termios.ECHO) && termios.local(Termios.ECHOCTL)) {
        echo.append("^\b");
      }
    } else if (termios.is(Termios.VEOF, c)) {
      finish("");
    } else if (c == '\n'
        || termios.is(Termios.VEOL, c)
        || (extended && termios.is(Termios.VEOL2, c))) {
      if (termios.local(Termios.ECHO) || (c == '\n' && termios.local(Termios.ECHONL))) {
        put(String.valueOf(c));
      }
      finish(String.valueOf(c));
    } else if (row.line().length() + row.available() < TtyRow.LIMIT - 1) {
      echo(c);
      add(c);
    } else {
      echo.append('\007');
    }
  }

  private void finish(String end) {
    row = row.withInput(row.input().append(row.line() + end), "");
  }

  private void add(char c) {
    if (row.isCanonical()) {
      row = row.withInput(row.input(), row.line() + c);
    } else if (row.available() < TtyRow.LIMIT) {
      row = row.withInput(row.input().append(String.valueOf(c)), row.line());
    }
  }

  private void erase() {
    String line = row.line();
    if (line.isEmpty()) {
      return;
    }
    rubOut(line.charAt(line.length() - 1));
    row = row.withInput(row.input(), line.substring(0, line.length() - 1));
  }

  private void eraseWord() {
    boolean inWord = false;
    while (!row.line().isEmpty()) {
      char last = row.line().charAt(row.line().length() - 1);
      boolean wordByte = Character.isLetterOrDigit(last) || last == '_';
      if (inWord && !wordByte) {
        return;
      }
      inWord = wordByte;
      erase();
    }
  }

  private void kill(char c) {
    if (termios.local(Termios.ECHOKE) && termios.local(Termios.ECHOE)) {
      while (!row.line().isEmpty()) {
        erase();
      }
      return;
    }
    echo(c);
    if (termios.local(Termios.ECHOK)) {
      put("\n");
    }
    row = row.withInput(row.input(), "");
  }

  private void rubOut(char gone) {
    if (!termios.local(Termios.ECHO)) {
      return;
    }
    if (!termios.local(Termios.ECHOE)) {
      echo((char) (int) termios.control().get(Termios.VERASE));
      return;
    }
    boolean caret = isControl(gone) && gone != '\t';
    echo.append(caret && termios.local(Termios.ECHOCTL) ? "\b \b\b \b" : "\b \b");
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == 0x7f;
  }

  private void echo(char c) {
    if (!termios.local(Termios.ECHO)) {
      return;
    }
    if (isControl(c) && c != '\t' && c != '\n' && termios.local(Termios.ECHOCTL)) {
      echo.append('^').append((char) (c ^ 0x40));
    } else {
      put(String.valueOf(c));
    }
  }

  private void put(String text) {
    echo.append(processed(text, termios));
  }

  /** Output as the screen gets it: OPOST and ONLCR. */
  static String processed(String text, Termios termios) {
    int wanted = Termios.OPOST | Termios.ONLCR;
    return (termios.output() & wanted) == wanted ? text.replace("\n", "\r\n") : text;
  }
}
