package modbox.pseudo;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/**
 * A value with a text form. One write(2) is one call of {@link #store}, which decides completely,
 * then commits. The mode bits of the file are enforced even for root, as sysfs and sysctl do.
 */
public non-sealed interface Attribute extends Content {
  /** The text, newline included. */
  String show(Caller caller) throws ErrnoException;

  /**
   * Takes a new value: what was written, at most 4096 bytes, with the newline that a shell adds.
   * EINVAL for a text that is no value.
   */
  void store(Caller caller, String text) throws ErrnoException;

  /** Makes the text. */
  @FunctionalInterface
  interface Show {
    String show() throws ErrnoException;
  }

  /** Takes a text. */
  @FunctionalInterface
  interface Store {
    void store(String text) throws ErrnoException;
  }

  /** An attribute that is read and written. */
  static Attribute of(Show show, Store store) {
    return new Attribute() {
      @Override
      public String show(Caller caller) throws ErrnoException {
        return show.show();
      }

      @Override
      public void store(Caller caller, String text) throws ErrnoException {
        store.store(text);
      }
    };
  }

  /** An attribute that cannot be written: EIO if the mode lets a write through. */
  static Attribute readOnly(Show show) {
    return of(
        show,
        text -> {
          throw Errno.EIO.on("write");
        });
  }

  /** An attribute that cannot be read: EIO if the mode lets a read through. */
  static Attribute writeOnly(Store store) {
    return of(
        () -> {
          throw Errno.EIO.on("read");
        },
        store);
  }
}
