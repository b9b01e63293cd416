package modbox.task;

import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;

/** A task's own loop, the one place where what unwinds a task is caught. */
final class Trampoline {
  /** Instead of a status word: the task was taken off, its thread has only to end. */
  static final int TAKEN_OFF = -1;

  private Trampoline() {}

  /**
   * Runs the task's body, once it is its turn, and the programs that it turns into; gives the
   * status word.
   */
  static int run(Scheduler scheduler, Task me, Runnable turn) {
    Task.Body program = me.body;
    try {
      turn.run();
      scheduler.resume(me);
    } catch (Throwable end) {
      return unwound(me, end);
    }
    while (true) {
      try {
        return WaitStatus.exited(program.run());
      } catch (Throwable end) {
        if (!(end instanceof ExecTransfer transfer)) {
          return ended(scheduler, me, end);
        }
        program = transfer.program();
      }
    }
  }

  private static int ended(Scheduler scheduler, Task me, Throwable end) {
    if (end instanceof TaskExit exit) {
      return WaitStatus.exited(exit.code());
    } else if (end instanceof TaskKilled killed) {
      return unwound(me, killed);
    }
    return end instanceof ErrnoException ? WaitStatus.exited(1) : fault(scheduler, me, end);
  }

  /** A defect of a program, or its stack ran over: what a real machine shows as a core dump. */
  private static int fault(Scheduler scheduler, Task me, Throwable defect) {
    if (me.dead) {
      return TAKEN_OFF;
    }
    scheduler.delivery().fault(me, defect);
    return WaitStatus.killed(defect instanceof StackOverflowError ? Signal.SEGV : Signal.ABRT);
  }

  private static int unwound(Task me, Throwable end) {
    if (me.dead) {
      return TAKEN_OFF;
    }
    return end instanceof TaskKilled killed ? killed.status() : WaitStatus.killed(Signal.ABRT);
  }
}
