package modbox.kernel;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;

/** Signals. */
public interface SignalCalls {
  /** kill(2): a task, 0 for the own group, -1 for all, -PGID for a group. Signal 0 only checks. */
  void kill(int pid, int signal) throws ErrnoException;

  /** sigaction(2): the old disposition. EINVAL for KILL and STOP. */
  Signal.Disposition sigaction(Signal signal, Signal.Disposition disposition) throws ErrnoException;

  /** The present disposition. */
  Signal.Disposition disposition(Signal signal);

  /** sigprocmask(SIG_SETMASK): the old mask, bits by {@link Signal#bit()}. */
  long sigprocmask(long mask);

  /**
   * The next signal that arrived and is caught, in order of arrival; this is how a program runs its
   * handlers.
   */
  Optional<Signal> takeSignal();

  /** pause(2): waits for a caught signal; always ends with EINTR. */
  void pause() throws ErrnoException;

  /** setitimer(ITIMER_REAL): the nanoseconds that were left. 0 stops it. */
  long setitimer(long value, long interval) throws ErrnoException;
}
