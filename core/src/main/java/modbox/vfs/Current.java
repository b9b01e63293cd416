package modbox.vfs;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.pseudo.Caller;

/** What files need to know of the task that runs, and of the rest of the kernel. */
public interface Current {
  /** The running task. */
  Caller caller();

  /** Its working directory. */
  Place cwd();

  /** Its root directory. */
  Place root();

  /** Its file creation mask. */
  int umask();

  /** Whether a task's working or root directory is this node. */
  boolean holds(NodeRef node);

  /** Whether a task's working or root directory is in this mount. */
  boolean holdsMount(int mount);

  /** Realtime clock, nanoseconds since 1970. */
  long now();

  /**
   * Gives the baton away until one of the wait channels is woken.
   *
   * @param timeout nanoseconds, negative for none
   * @return false after the time-out; EINTR after a signal
   */
  boolean await(List<String> channels, long timeout) throws ErrnoException;

  /** Wakes those who wait for a channel. */
  void wake(String channel);

  /** Sends SIGPIPE to the running task. */
  void brokenPipe();

  /** Asks for a module by name or alias and waits for it; whether one came. */
  boolean requestModule(String name);
}
