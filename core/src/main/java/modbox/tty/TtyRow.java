package modbox.tty;

import io.vavr.collection.List;
import modbox.abi.Dev;
import modbox.abi.Termios;
import modbox.abi.WindowSize;
import modbox.world.Table;

/**
 * A pty.
 *
 * @param id N of /dev/pts/N
 * @param input what may be read: in canonical mode a line each, an empty one for end of file
 * @param line the line that is being typed
 * @param literal whether the next byte is taken as it is
 * @param output what the master has not read yet
 * @param held whether output waits for the start character
 * @param foreground the process group that may read, 0 for none
 * @param session whose controlling terminal it is, 0 for none
 * @param slaves open files of the slave
 * @param master whether somebody has the master
 * @param host whether that is the host
 */
public record TtyRow(
    int id,
    Termios termios,
    WindowSize size,
    List<String> input,
    String line,
    boolean literal,
    String output,
    boolean held,
    int foreground,
    int session,
    int slaves,
    boolean master,
    boolean host) {
  /** The ptys by number. */
  public static final Table<Integer, TtyRow> TABLE = Table.of("ttys", Integer.class, TtyRow.class);

  /** All tables of this package. */
  public static final java.util.List<Table<?, ?>> TABLES = java.util.List.of(TABLE);

  /** Bytes that wait to be read, at most: N_TTY_BUF_SIZE. */
  static final int LIMIT = 4096;

  static TtyRow fresh(int id, boolean host) {
    return new TtyRow(
        id,
        Termios.sane(),
        new WindowSize(0, 0),
        List.empty(),
        "",
        false,
        "",
        false,
        0,
        0,
        0,
        true,
        host);
  }

  /** Device number of the slave. Source: Documentation/admin-guide/devices.txt. */
  public long dev() {
    return Dev.make(136 + id / 256, id % 256);
  }

  TtyRow withTermios(Termios value) {
    Copy copy = new Copy(this);
    copy.termios = value;
    return copy.done();
  }

  TtyRow withSize(WindowSize value) {
    Copy copy = new Copy(this);
    copy.size = value;
    return copy.done();
  }

  TtyRow withInput(List<String> queue, String typed) {
    Copy copy = new Copy(this);
    copy.input = queue;
    copy.line = typed;
    copy.literal = false;
    return copy.done();
  }

  TtyRow withLiteral() {
    Copy copy = new Copy(this);
    copy.literal = true;
    return copy.done();
  }

  TtyRow withOutput(String text) {
    Copy copy = new Copy(this);
    copy.output = text;
    return copy.done();
  }

  TtyRow withHeld(boolean on) {
    Copy copy = new Copy(this);
    copy.held = on;
    return copy.done();
  }

  TtyRow withForeground(int pgid, int sid) {
    Copy copy = new Copy(this);
    copy.foreground = pgid;
    copy.session = sid;
    return copy.done();
  }

  TtyRow withEnds(int count, boolean open) {
    Copy copy = new Copy(this);
    copy.slaves = count;
    copy.master = open;
    return copy.done();
  }

  /** Bytes that may be read now. */
  int available() {
    int count = 0;
    for (String chunk : input) {
      count += chunk.length();
    }
    return count;
  }

  boolean isCanonical() {
    return termios.local(Termios.ICANON);
  }

  /** The same with a few parts changed. */
  private static final class Copy {
    int id;
    Termios termios;
    WindowSize size;
    List<String> input;
    String line;
    boolean literal;
    String output;
    boolean held;
    int foreground;
    int session;
    int slaves;
    boolean master;
    boolean host;

    Copy(TtyRow from) {
      id = from.id;
      termios = from.termios;
      size = from.size;
      input = from.input;
      line = from.line;
      literal = from.literal;
      output = from.output;
      held = from.held;
      foreground = from.foreground;
      session = from.session;
      slaves = from.slaves;
      master = from.master;
      host = from.host;
    }

    TtyRow done() {
      return new TtyRow(
          id,
          termios,
          size,
          input,
          line,
          literal,
          output,
          held,
          foreground,
          session,
          slaves,
          master,
          host);
    }
  }
}
