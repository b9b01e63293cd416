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
    return new TtyRow(
        id,
        value,
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

  TtyRow withSize(WindowSize value) {
    return new TtyRow(
        id,
        termios,
        value,
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

  TtyRow withInput(List<String> queue, String typed) {
    return new TtyRow(
        id,
        termios,
        size,
        queue,
        typed,
        false,
        output,
        held,
        foreground,
        session,
        slaves,
        master,
        host);
  }

  TtyRow withLiteral() {
    return new TtyRow(
        id,
        termios,
        size,
        input,
        line,
        true,
        output,
        held,
        foreground,
        session,
        slaves,
        master,
        host);
  }

  TtyRow withOutput(String text) {
    return new TtyRow(
        id,
        termios,
        size,
        input,
        line,
        literal,
        text,
        held,
        foreground,
        session,
        slaves,
        master,
        host);
  }

  TtyRow withHeld(boolean on) {
    return new TtyRow(
        id,
        termios,
        size,
        input,
        line,
        literal,
        output,
        on,
        foreground,
        session,
        slaves,
        master,
        host);
  }

  TtyRow withForeground(int pgid, int sid) {
    return new TtyRow(
        id, termios, size, input, line, literal, output, held, pgid, sid, slaves, master, host);
  }

  TtyRow withEnds(int count, boolean open) {
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
        count,
        open,
        host);
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
}
