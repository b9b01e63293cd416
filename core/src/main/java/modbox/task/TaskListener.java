package modbox.task;

/** Who is told of births and deaths: the holder of the open files, the terminals. */
public interface TaskListener {
  /** A child begins with copies of these descriptors. */
  void forked(TaskRow child);

  /** A task has ended; its descriptors are to be closed. Must not block. */
  void exited(TaskRow task);
}
