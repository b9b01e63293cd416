package modbox.pseudo;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/** A binary attribute: bytes at an offset, handed through without a look at them. */
@FunctionalInterface
public non-sealed interface Binary extends Content {
  /** All bytes as they are now, one char per byte. */
  String bytes(Caller caller) throws ErrnoException;

  /** Takes bytes at an offset. */
  default void store(Caller caller, long offset, String bytes) throws ErrnoException {
    throw Errno.EIO.on("write");
  }
}
