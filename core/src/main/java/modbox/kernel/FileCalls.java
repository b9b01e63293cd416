package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;

/** Calls on open descriptors. Every call fails with EBADF for a descriptor that is not open. */
public interface FileCalls {
  /**
   * openat(2). {@code flags} and {@code dirfd} are those of {@link Open}; the mode is subject to
   * the umask.
   */
  int openat(int dirfd, String path, int flags, int mode) throws ErrnoException;

  /** open(2) of an existing file. */
  default int open(String path, int flags) throws ErrnoException {
    return openat(Open.AT_FDCWD, path, flags, 0);
  }

  /** open(2). */
  default int open(String path, int flags, int mode) throws ErrnoException {
    return openat(Open.AT_FDCWD, path, flags, mode);
  }

  void close(int fd) throws ErrnoException;

  /** read(2): the number of bytes put into the buffer, 0 at the end of the file. */
  int read(int fd, byte[] buffer, int offset, int length) throws ErrnoException;

  /** write(2): the number of bytes taken. A broken pipe raises SIGPIPE, then EPIPE. */
  int write(int fd, byte[] buffer, int offset, int length) throws ErrnoException;

  int pread(int fd, byte[] buffer, int offset, int length, long position) throws ErrnoException;

  int pwrite(int fd, byte[] buffer, int offset, int length, long position) throws ErrnoException;

  /** lseek(2): the new offset. ESPIPE for pipes and terminals. */
  long lseek(int fd, long offset, int whence) throws ErrnoException;

  /** dup(2): the lowest free descriptor. */
  int dup(int fd) throws ErrnoException;

  /** dup3(2). With {@code fd == target} it returns silently if fd is open, as dup2 does. */
  int dup2(int fd, int target, boolean closeOnExec) throws ErrnoException;

  /**
   * fcntl(F_DUPFD or F_DUPFD_CLOEXEC): the lowest free descriptor that is at least {@code least}.
   */
  int dupFrom(int fd, int least, boolean closeOnExec) throws ErrnoException;

  /** fcntl(F_GETFD): whether the descriptor closes on exec. */
  boolean closesOnExec(int fd) throws ErrnoException;

  /** fcntl(F_SETFD). */
  void setCloseOnExec(int fd, boolean on) throws ErrnoException;

  /** fcntl(F_GETFL): access mode and status flags. */
  int statusFlags(int fd) throws ErrnoException;

  /** fcntl(F_SETFL): APPEND and NONBLOCK only. */
  void setStatusFlags(int fd, int flags) throws ErrnoException;

  /** The open descriptors of the calling task, ascending. */
  List<Integer> descriptors();

  /** pipe2(2): the reading and the writing end. */
  int[] pipe(int flags) throws ErrnoException;

  Stat fstat(int fd) throws ErrnoException;

  void ftruncate(int fd, long size) throws ErrnoException;

  void fchmod(int fd, int mode) throws ErrnoException;

  void fchown(int fd, int uid, int gid) throws ErrnoException;

  void fsync(int fd) throws ErrnoException;

  /**
   * poll(2).
   *
   * @param fds descriptors; a negative one is left out
   * @param events wanted events for each, as in {@link Open}
   * @param timeout nanoseconds; 0 returns at once, negative waits for ever
   * @return what happened for each, all 0 after a time-out
   */
  int[] poll(int[] fds, int[] events, long timeout) throws ErrnoException;

  /**
   * ioctl(2) with a buffer that is read and written; ENOTTY where the file knows no such request.
   */
  int ioctl(int fd, int request, byte[] argument) throws ErrnoException;

  /** flock(2) with LOCK_SH 1, LOCK_EX 2, LOCK_NB 4, LOCK_UN 8. */
  void flock(int fd, int operation) throws ErrnoException;
}
