package modbox.abi;

/**
 * A system call's failure: an error number and what it was about. It is an expected outcome, so it
 * carries no stack trace.
 */
public final class ErrnoException extends Exception {
  private final Errno errno;
  private final String what;

  ErrnoException(Errno errno, String what) {
    super(what + ": " + errno.text(), null, false, false);
    this.errno = errno;
    this.what = what;
  }

  /** The error number. */
  public Errno errno() {
    return errno;
  }

  /** What the failed call was about: a path, a module, a descriptor. */
  public String what() {
    return what;
  }
}
