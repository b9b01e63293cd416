package modbox.abi;

import java.util.Optional;

/** Signals of Linux on x86-64 with their default action. Source: signal(7). */
public enum Signal {
  HUP(1, Action.TERMINATE),
  INT(2, Action.TERMINATE),
  QUIT(3, Action.CORE),
  ILL(4, Action.CORE),
  TRAP(5, Action.CORE),
  ABRT(6, Action.CORE),
  BUS(7, Action.CORE),
  FPE(8, Action.CORE),
  KILL(9, Action.TERMINATE),
  USR1(10, Action.TERMINATE),
  SEGV(11, Action.CORE),
  USR2(12, Action.TERMINATE),
  PIPE(13, Action.TERMINATE),
  ALRM(14, Action.TERMINATE),
  TERM(15, Action.TERMINATE),
  STKFLT(16, Action.TERMINATE),
  CHLD(17, Action.IGNORE),
  CONT(18, Action.CONTINUE),
  STOP(19, Action.STOP),
  TSTP(20, Action.STOP),
  TTIN(21, Action.STOP),
  TTOU(22, Action.STOP),
  URG(23, Action.IGNORE),
  XCPU(24, Action.CORE),
  XFSZ(25, Action.CORE),
  VTALRM(26, Action.TERMINATE),
  PROF(27, Action.TERMINATE),
  WINCH(28, Action.IGNORE),
  IO(29, Action.TERMINATE),
  PWR(30, Action.TERMINATE),
  SYS(31, Action.CORE);

  /** What happens to a task that neither ignores nor catches the signal. */
  public enum Action {
    TERMINATE,
    CORE,
    IGNORE,
    STOP,
    CONTINUE
  }

  /** What a task has asked for: sigaction(2). CATCH queues the signal for {@code takeSignal}. */
  public enum Disposition {
    DEFAULT,
    IGNORE,
    CATCH
  }

  private final int number;
  private final Action action;

  Signal(int number, Action action) {
    this.number = number;
    this.action = action;
  }

  /** The number, 1 to 31. */
  public int number() {
    return number;
  }

  /** The default action. */
  public Action action() {
    return action;
  }

  /** The bit of this signal in a mask, as /proc/PID/status shows it. */
  public long bit() {
    return 1L << (number - 1);
  }

  /** The signal with this number. */
  public static Optional<Signal> of(int number) {
    for (Signal signal : values()) {
      if (signal.number == number) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  /** The signal with this name, with or without {@code SIG}, in any case. */
  public static Optional<Signal> named(String name) {
    String bare = name.regionMatches(true, 0, "SIG", 0, 3) ? name.substring(3) : name;
    for (Signal signal : values()) {
      if (signal.name().equalsIgnoreCase(bare)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }
}
