package modbox.sh.exec;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.Signal.Disposition;
import modbox.sh.expand.ShellException;
import org.jspecify.annotations.Nullable;

/** Traps and the signals that set them off. */
public final class Signals {
  private static final Signal[] INTERACTIVE = {Signal.INT, Signal.QUIT, Signal.TERM};
  private static final Signal[] TERMINAL_STOPS = {Signal.TSTP, Signal.TTIN, Signal.TTOU};

  private final Interpreter sh;
  private boolean watching;

  /** Statuses before the traps that run; {@code exit} in a trap means the outermost one. */
  private int statusBefore = -1;

  private boolean interrupted;

  Signals(Interpreter sh) {
    this.sh = sh;
  }

  /** Whether signals may arrive that the shell handles. */
  boolean watching() {
    return watching;
  }

  /** Sets what a signal does; null for the default, an empty action to ignore it. 0 is EXIT. */
  public void trap(int number, @Nullable String action) throws ErrnoException {
    Optional<Signal> signal = Signal.of(number);
    if (signal.isPresent()) {
      if (sh.shell().traps().ignoredAtStart(signal.get())) {
        return;
      }
      if (signal.get() != Signal.KILL && signal.get() != Signal.STOP) {
        sh.sys().sigaction(signal.get(), disposition(signal.get(), action));
      }
    }
    sh.shell().traps().set(number, action);
    watching = sh.shell().traps().catches() || sh.shell().has(Option.INTERACTIVE);
  }

  private Disposition disposition(Signal signal, @Nullable String action) {
    if (action != null) {
      return action.isEmpty() ? Disposition.IGNORE : Disposition.CATCH;
    }
    if (sh.shell().has(Option.INTERACTIVE)) {
      if (signal == Signal.INT) {
        return Disposition.CATCH;
      }
      if (signal == Signal.QUIT || signal == Signal.TERM) {
        return Disposition.IGNORE;
      }
    }
    boolean stop = signal == Signal.TSTP || signal == Signal.TTIN || signal == Signal.TTOU;
    return stop && sh.shell().has(Option.MONITOR) ? Disposition.IGNORE : Disposition.DEFAULT;
  }

  /** Notes what was ignored from the beginning, and sets what an interactive shell needs. */
  public void begin() throws ErrnoException {
    for (Signal signal : Signal.values()) {
      if (sh.sys().disposition(signal) == Disposition.IGNORE
          && !sh.shell().has(Option.INTERACTIVE)) {
        sh.shell().traps().rememberIgnored(signal);
      }
    }
    refresh();
  }

  /** Brings the dispositions in line with the options {@code -i} and {@code -m}. */
  public void refresh() throws ErrnoException {
    if (sh.shell().has(Option.INTERACTIVE)) {
      for (Signal signal : INTERACTIVE) {
        set(signal);
      }
    }
    for (Signal signal : TERMINAL_STOPS) {
      if (sh.shell().has(Option.MONITOR)) {
        set(signal);
      }
    }
    watching = sh.shell().traps().catches() || sh.shell().has(Option.INTERACTIVE);
  }

  private void set(Signal signal) throws ErrnoException {
    String action = sh.shell().traps().action(signal.number());
    sh.sys().sigaction(signal, disposition(signal, action));
  }

  /**
   * In a new child: what the shell catches or ignores for itself is as it was before.
   *
   * @param background whether it runs in the background without job control: then it does not hear
   *     the keyboard
   */
  static void resetInChild(Interpreter parent, boolean background) throws ErrnoException {
    Shell shell = parent.shell();
    for (Signal signal : Signal.values()) {
      String action = shell.traps().action(signal.number());
      if (action != null && !action.isEmpty()) {
        parent.sys().sigaction(signal, Disposition.DEFAULT);
      }
    }
    if (shell.has(Option.INTERACTIVE)) {
      reset(parent, INTERACTIVE);
    }
    if (shell.has(Option.MONITOR)) {
      reset(parent, TERMINAL_STOPS);
    } else if (background) {
      parent.sys().sigaction(Signal.INT, Disposition.IGNORE);
      parent.sys().sigaction(Signal.QUIT, Disposition.IGNORE);
    }
  }

  private static void reset(Interpreter parent, Signal[] signals) throws ErrnoException {
    for (Signal signal : signals) {
      String action = parent.shell().traps().action(signal.number());
      if (action == null || !action.isEmpty()) {
        parent.sys().sigaction(signal, Disposition.DEFAULT);
      }
    }
  }

  /** Runs the actions of signals that have arrived. */
  void deliver() throws ShellException, ErrnoException {
    while (true) {
      Optional<Signal> signal = sh.sys().takeSignal();
      if (signal.isEmpty()) {
        return;
      }
      String action = sh.shell().traps().action(signal.get().number());
      if (action != null) {
        if (!action.isEmpty()) {
          run(action);
        }
      } else if (signal.get() == Signal.INT) {
        interrupted = true;
        throw new ShellException("", 130);
      }
    }
  }

  /**
   * After a call was interrupted: runs the actions of the signals that did it.
   *
   * @return 128 plus the number of the first that has an action, 0 if none has
   */
  public int deliverInterrupting() throws ShellException, ErrnoException {
    int status = 0;
    while (true) {
      Optional<Signal> signal = sh.sys().takeSignal();
      if (signal.isEmpty()) {
        return status;
      }
      String action = sh.shell().traps().action(signal.get().number());
      if (action != null && !action.isEmpty()) {
        status = status == 0 ? 128 + signal.get().number() : status;
        run(action);
      } else if (signal.get() == Signal.INT) {
        throw new ShellException("", 130);
      }
    }
  }

  /** Whether the user has typed Ctrl-C since the last question. */
  public boolean interrupted() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  private void run(String action) throws ShellException, ErrnoException {
    int before = sh.shell().status();
    int outer = statusBefore;
    int line = sh.line();
    statusBefore = before;
    try {
      sh.runText(action, 1);
    } finally {
      statusBefore = outer;
      sh.setLine(line);
    }
    if (sh.skip() == Interpreter.Skip.NONE) {
      sh.shell().setStatus(before);
    }
  }

  /** The status that {@code exit} without an argument means. */
  public int exitStatus() {
    return statusBefore >= 0 ? statusBefore : sh.shell().status();
  }

  /** Runs the EXIT action, if there is one; gives the final exit status. */
  public int leave(int status) throws ErrnoException {
    String action = sh.shell().traps().action(0);
    if (action == null || action.isEmpty()) {
      return status;
    }
    sh.shell().traps().set(0, null);
    sh.shell().setStatus(status);
    sh.skip(Interpreter.Skip.NONE, 0);
    statusBefore = status;
    try {
      sh.runText(action, 1);
      return status;
    } catch (Leave e) {
      return e.status();
    } catch (ShellException e) {
      sh.complain(e.message());
      return e.status();
    }
  }
}
