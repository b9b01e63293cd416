package modbox.pseudo;

import modbox.abi.ErrnoException;

/** An open file as its {@link Special} behaviour sees it. */
public interface Handle {
  /** The number of the open file, unique in the machine's life. */
  long id();

  /** Device number of the node, 0 if it is no device. */
  long rdev();

  /** The task that calls now. */
  Caller caller();

  /** Access mode and status flags of the open file. */
  int flags();

  /** The position in bytes, or whatever the file counts in. */
  long position();

  /** Moves the position. */
  void position(long value);

  /** A value that the behaviour keeps with the open file, 0 at first. */
  long data();

  /** Keeps a value with the open file. */
  void data(long value);

  /**
   * Gives the baton away until the wait channel is woken, or a signal comes (EINTR). Rows read
   * before are stale afterwards. With O_NONBLOCK it fails with EAGAIN at once.
   */
  void await(String channel) throws ErrnoException;
}
