package modbox.terminal;

import modbox.abi.Signal;
import org.jline.utils.Signals;

/** The host's signals. */
public final class HostSignals {
  private HostSignals() {}

  /**
   * Runs the action, on a thread of the JVM's, whenever the host sends the signal. A signal that
   * the JVM or who started it keeps for itself (nohup ignores HUP) stays so.
   */
  public static void handle(Signal signal, Runnable action) {
    Signals.register(signal.name(), action);
  }
}
