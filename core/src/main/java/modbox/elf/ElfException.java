package modbox.elf;

/** The bytes are not what they claim to be. An expected outcome: no stack trace. */
public final class ElfException extends Exception {
  private boolean notElf;

  /** {@code message} tells what is wrong, without the name of the file. */
  public ElfException(String message) {
    super(message, null, false, false);
  }

  /** A failure of the source underneath. */
  public ElfException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** The file does not even begin as an ELF file does. */
  static ElfException notElf(String message) {
    var e = new ElfException(message);
    e.notElf = true;
    return e;
  }

  /** Whether the file does not begin as an ELF file does; otherwise something in it is wrong. */
  public boolean isNotElf() {
    return notElf;
  }
}
