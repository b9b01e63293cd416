package modbox.elf;

/** The bytes are not what they claim to be. An expected outcome: no stack trace. */
public final class ElfException extends Exception {
  /** {@code message} tells what is wrong, without the name of the file. */
  public ElfException(String message) {
    super(message, null, false, false);
  }

  /** A failure of the source underneath. */
  public ElfException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
