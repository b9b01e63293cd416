package modbox.driver;

/**
 * A module's code has done what the processor or BUG() does not forgive: the kernel writes an oops,
 * and the task that ran it dies. Not an error that code can handle, so it has no stack trace.
 */
public final class ModuleFault extends RuntimeException {
  /** What went wrong. */
  public enum Kind {
    READ,
    WRITE,
    BUG
  }

  private final Kind kind;
  private final String function;
  private final long address;

  private ModuleFault(Kind kind, String function, long address, String place) {
    super(place, null, false, false);
    this.kind = kind;
    this.function = function;
    this.address = address;
  }

  /** An access to an address that nothing is mapped at. */
  public static ModuleFault access(String function, long address, boolean write) {
    return new ModuleFault(write ? Kind.WRITE : Kind.READ, function, address, "");
  }

  /** BUG() at a line of a source file. */
  public static ModuleFault bug(String function, String file, int line) {
    return new ModuleFault(Kind.BUG, function, 0, file + ":" + line);
  }

  public Kind kind() {
    return kind;
  }

  /** The function that ran. */
  public String function() {
    return function;
  }

  /** The address of a bad access. */
  public long address() {
    return address;
  }

  /** {@code FILE:LINE} of a BUG(), else empty. */
  public String place() {
    return String.valueOf(getMessage());
  }
}
