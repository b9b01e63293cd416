package modbox.kernel;

import modbox.abi.WindowSize;
import modbox.tty.HostTerminal;
import org.jspecify.annotations.Nullable;

/** A pty whose master is the host's: key board and screen. Safe for host threads. */
public final class HostConsole {
  private final HostTerminal terminal;

  HostConsole(HostTerminal terminal) {
    this.terminal = terminal;
  }

  /** The path of the terminal in the machine. */
  public String path() {
    return "/dev/pts/" + terminal.id();
  }

  /** Bytes are typed. */
  public void type(byte[] bytes, int offset, int length) {
    terminal.type(bytes, offset, length);
  }

  /**
   * Takes back what was typed and nobody has read, as a byte string: a line editor goes on with it.
   * Only for a task of the machine.
   */
  public String takeTyped() {
    return terminal.takeTyped();
  }

  /** The window has another size. */
  public void resize(WindowSize size) {
    terminal.resize(size);
  }

  /** The line is cut: SIGHUP for the session. */
  public void hangUp() {
    terminal.hangUp();
  }

  /**
   * What is to appear on the screen next, as a byte string; waits for it.
   *
   * @return null after the time-out
   */
  public @Nullable String screen(long timeoutMillis) throws InterruptedException {
    return terminal.screen(timeoutMillis);
  }
}
