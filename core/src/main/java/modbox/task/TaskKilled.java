package modbox.task;

/** A signal, a restore or the end of the machine takes the task. */
public final class TaskKilled extends ControlFlow {
  private final int status;

  /** With the status word that wait4 will report. */
  TaskKilled(int status) {
    super("killed, status " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
