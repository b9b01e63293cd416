package modbox.user;

import java.io.IOException;
import modbox.abi.ErrnoException;

/** Carries an errno through a library that knows only IOException. */
public final class ErrnoIoException extends IOException {
  private final ErrnoException errno;

  public ErrnoIoException(ErrnoException errno) {
    super(errno.getMessage(), errno);
    this.errno = errno;
  }

  /** The failure of the system call. */
  public ErrnoException errno() {
    return errno;
  }
}
