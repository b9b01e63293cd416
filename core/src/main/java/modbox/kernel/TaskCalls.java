package modbox.kernel;

import java.util.List;
import java.util.Optional;
import modbox.abi.Credentials;
import modbox.abi.ErrnoException;
import modbox.abi.WaitStatus;

/** Calls on tasks: birth, death, identity, time. */
public interface TaskCalls {
  /** What a forked child does; its result is the child's exit status. */
  @FunctionalInterface
  interface Child {
    int run() throws ErrnoException;
  }

  int getpid();

  int getppid();

  /**
   * fork(2). The child has copies of the descriptors, working directory, credentials, signal
   * dispositions and umask, and begins with {@code body} as soon as the scheduler picks it; an
   * ErrnoException that leaves the body ends it with status 1. The parent goes on at once. EAGAIN
   * beyond the limit of tasks.
   *
   * @return the child's process id
   */
  int fork(Child body) throws ErrnoException;

  /**
   * execve(2). Does not return: the caller is unwound and the new program runs in the same task.
   * Caught signals become default, descriptors with close-on-exec are closed. ENOENT, EACCES,
   * ENOEXEC (after asking for {@code binfmt-XXXX}), ELOOP (five nested scripts), E2BIG. Objects of
   * modbox's own programs and {@code #!} scripts are executable formats.
   */
  void execve(String path, List<String> argv, List<String> environment) throws ErrnoException;

  /** _exit(2). Does not return. */
  void exit(int status);

  /**
   * wait4(2).
   *
   * @param pid a child, -1 for any, 0 for the own process group, -PGID for that group
   * @param options WNOHANG 1, WUNTRACED 2, WCONTINUED 8
   * @return empty only with WNOHANG and nothing to report
   */
  Optional<WaitStatus> wait4(int pid, int options) throws ErrnoException;

  int WNOHANG = 1;
  int WUNTRACED = 2;
  int WCONTINUED = 8;

  Credentials credentials();

  /** setresuid(2); -1 leaves an id. */
  void setresuid(int ruid, int euid, int suid) throws ErrnoException;

  void setresgid(int rgid, int egid, int sgid) throws ErrnoException;

  void setgroups(List<Integer> groups) throws ErrnoException;

  /** capset(2): sets as bit sets. */
  void capset(long effective, long permitted, long inheritable) throws ErrnoException;

  /** prctl(PR_CAPBSET_DROP). */
  void dropBounding(int capability) throws ErrnoException;

  int getpgid(int pid) throws ErrnoException;

  void setpgid(int pid, int pgid) throws ErrnoException;

  int getsid(int pid) throws ErrnoException;

  int setsid() throws ErrnoException;

  /** prctl(PR_SET_NAME): the task's comm, cut to 15 bytes. */
  void setComm(String name);

  int nice(int increment) throws ErrnoException;

  /** getrlimit(2): soft and hard limit; -1 is unlimited. {@code resource} by Linux's numbers. */
  long[] getrlimit(int resource) throws ErrnoException;

  void setrlimit(int resource, long soft, long hard) throws ErrnoException;

  /** times(2) in nanoseconds: user, system, children's user, children's system. */
  long[] times();

  /** clock_gettime(2), nanoseconds. {@code clock}: REALTIME 0, MONOTONIC 1. */
  long clock(int clock);

  /** clock_settime(CLOCK_REALTIME). */
  void setClock(long nanoseconds) throws ErrnoException;

  /** nanosleep(2), virtual or real as the machine's clock is. EINTR by a caught signal. */
  void nanosleep(long nanoseconds) throws ErrnoException;

  void sched_yield();

  /**
   * To be called from every loop that may run long between system calls: counts a step, takes
   * signals, and switches tasks when the slice is used up.
   */
  void checkpoint();

  /**
   * Runs a host call that may block (terminal, host files) without holding the baton; other tasks
   * go on meanwhile. The body must not make system calls.
   */
  <T> T outside(java.util.concurrent.Callable<T> body);

  /** Undoes {@link #onKill}. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * For a computation in a library whose inner loop cannot call {@link #checkpoint}: {@code
   * interrupt} is run, on the host thread that posts a signal from outside (Ctrl-C) or finds the
   * task unresponsive, while the registration stands. It must only tell the library to stop; the
   * caller then calls {@link #checkpoint}, where the signal takes effect.
   */
  Registration onKill(Runnable interrupt);

  /**
   * The program's memory as one immutable value, kept in the task's row so that undo and fork carry
   * it.
   */
  Optional<Object> memory();

  /** Publishes the program's memory: an immutable value. */
  void setMemory(Object value);
}
