package modbox.terminal;

import java.util.function.Consumer;
import modbox.abi.Signal;

/**
 * The host's signals. The JVM's own way is unsupported but here to stay; JLine's, which goes there
 * by reflection and a proxy, takes too long for a start.
 */
public final class HostSignals {
  private HostSignals() {}

  /**
   * Runs the action, on a thread of the JVM's, whenever the host sends the signal. A signal that
   * the JVM or who started it keeps for itself (nohup ignores HUP) stays so.
   */
  public static void handle(Signal signal, Consumer<Signal> action) {
    try {
      var host = new sun.misc.Signal(signal.name());
      sun.misc.SignalHandler before = sun.misc.Signal.handle(host, _ -> action.accept(signal));
      if (before == sun.misc.SignalHandler.SIG_IGN) {
        sun.misc.Signal.handle(host, before);
      }
    } catch (IllegalArgumentException _) {
      // The JVM has this signal for itself.
    }
  }
}
