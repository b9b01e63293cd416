package modbox.tty;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import modbox.abi.WindowSize;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of a pty: what a person types goes in, what the screen shows comes out. Safe for
 * host threads; its queue is not part of the machine's state.
 */
public final class HostTerminal {
  /** Chunks that may wait for the screen before writers have to. */
  private static final int LIMIT = 1024;

  private final LinkedBlockingQueue<String> screen = new LinkedBlockingQueue<>();
  private final Terminals terminals;
  private final int id;

  HostTerminal(Terminals terminals, int id) {
    this.terminals = terminals;
    this.id = id;
  }

  /** N of /dev/pts/N. */
  public int id() {
    return id;
  }

  /** Something is typed. */
  public void type(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    Runnable received = () -> terminals.receive(id, text);
    if (interrupts(text)) {
      terminals.fromHostUrgently(received);
    } else {
      terminals.fromHost(received);
    }
  }

  /** Whether bytes hold a key that ends what runs, as far as a host thread can know it. */
  private boolean interrupts(String text) {
    return terminals
        .find(id)
        .filter(row -> LineDiscipline.interrupts(text, row.termios()))
        .isPresent();
  }

  /** The window has another size. */
  public void resize(WindowSize size) {
    terminals.fromHost(() -> terminals.resize(id, size));
  }

  /** The line is cut: SIGHUP for the session. */
  public void hangUp() {
    terminals.fromHostUrgently(() -> terminals.closeMaster(id));
  }

  /**
   * What is to appear on the screen next, as a byte string; waits for it.
   *
   * @return null after the time-out
   */
  public @Nullable String screen(long timeoutMillis) throws InterruptedException {
    boolean full = isFull();
    String text = screen.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    if (full && !isFull()) {
      terminals.fromHost(() -> terminals.drained(id));
    }
    return text;
  }

  /**
   * Takes back what was typed and nobody has read: a line editor goes on with it. Only for a task
   * of the machine.
   */
  public String takeTyped() {
    return terminals.takeTyped(id);
  }

  void show(String text) {
    if (!text.isEmpty()) {
      screen.add(text);
    }
  }

  boolean isFull() {
    return screen.size() > LIMIT;
  }
}
