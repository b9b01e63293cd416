package modbox.kernel;

import java.util.List;
import modbox.log.Log;
import modbox.task.Processes;
import modbox.task.TaskRow;

/** What the log says of tasks that die of a defect, and of a machine in which nobody can go on. */
final class Obituaries implements Processes.Obituary {
  private static final int FRAMES = 12;

  private final Log log;

  Obituaries(Log log) {
    this.log = log;
  }

  @Override
  public void fault(TaskRow task, Throwable defect) {
    log.info(task.comm() + "[" + task.pid() + "]: defect in the program: " + defect);
    StackTraceElement[] frames = defect.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      log.info(task.comm() + "[" + task.pid() + "]:  " + frames[i]);
    }
  }

  @Override
  public void deadlock(List<Processes.Waiter> waiters) {
    log.err("modbox: deadlock: every task waits for another");
    for (Processes.Waiter waiter : waiters) {
      log.err("modbox: task " + waiter.comm() + ":" + waiter.pid() + " waits in " + waiter.wchan());
    }
  }
}
