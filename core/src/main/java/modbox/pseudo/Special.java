package modbox.pseudo;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;

/**
 * A file with behaviour of its own: a character device, /dev/kmsg, a file that blocks. The object
 * has no state: what an open file must remember is kept by its {@link Handle}, the rest is in the
 * machine's tables.
 */
public non-sealed interface Special extends Content {
  /** The file is being opened; a failure fails open(2). */
  default void open(Handle file) throws ErrnoException {}

  /** read(2) at the handle's position, which this call moves. */
  default int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    throw Errno.EINVAL.on("read");
  }

  /** write(2) at the handle's position, which this call moves. */
  default int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    throw Errno.EINVAL.on("write");
  }

  /** lseek(2): the new position, which the caller stores. */
  default long seek(Handle file, long offset, int whence) throws ErrnoException {
    throw Errno.ESPIPE.on("lseek");
  }

  /** The events of poll(2) that hold now. */
  default int poll(Handle file) {
    return Open.POLLIN | Open.POLLOUT;
  }

  /** The wait channel that is woken when {@link #poll} may have changed. */
  default String channel(Handle file) {
    return "never";
  }

  /** ioctl(2). */
  default int ioctl(Handle file, int request, byte[] argument) throws ErrnoException {
    throw Errno.ENOTTY.on("ioctl");
  }

  /** The last descriptor of the open file is closed. */
  default void release(Handle file) {}
}
