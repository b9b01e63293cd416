package modbox.task;

/** What the scheduler needs to know about signals and death. */
interface Delivery {
  /**
   * Takes the pending signals that are not caught: may throw, may stop the task.
   *
   * @return whether it was stopped, so that others ran meanwhile
   */
  boolean deliver(Task me);

  /** Whether a caught signal waits. */
  boolean isInterrupted(Task me);

  /** Turns the task into a zombie. */
  void end(Task task, int status);

  /** A task died of a defect in its program. */
  void fault(Task task, Throwable defect);

  /** Everybody waits for somebody else. Gives whether something can go on now. */
  boolean breakDeadlock();
}
