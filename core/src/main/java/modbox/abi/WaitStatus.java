package modbox.abi;

/**
 * A child's change of state, as wait4(2) reports it.
 *
 * @param status the raw status word: see the predicates
 */
public record WaitStatus(int pid, int status) {
  /** The status word of a task that called exit. */
  public static int exited(int code) {
    return (code & 0xff) << 8;
  }

  /** The status word of a task that a signal ended. */
  public static int killed(Signal signal) {
    return signal.number();
  }

  /** The status word of a task that a signal stopped. */
  public static int stopped(Signal signal) {
    return signal.number() << 8 | 0x7f;
  }

  /** The status word of a task that SIGCONT woke. */
  public static final int CONTINUED = 0xffff;

  public boolean isExited() {
    return (status & 0x7f) == 0;
  }

  public boolean isStopped() {
    return (status & 0xff) == 0x7f && status != CONTINUED;
  }

  public boolean isContinued() {
    return status == CONTINUED;
  }

  public boolean isKilled() {
    return !isExited() && !isStopped() && !isContinued();
  }

  /** The exit code; meaningful only if {@link #isExited()}. */
  public int exitCode() {
    return status >> 8 & 0xff;
  }

  /** The number of the signal that ended or stopped the task. */
  public int signal() {
    return isStopped() ? status >> 8 & 0xff : status & 0x7f;
  }

  /** The value a shell gives {@code $?}: the exit code, or 128 plus the signal. */
  public int shellStatus() {
    return isExited() ? exitCode() : 128 + signal();
  }
}
