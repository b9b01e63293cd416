package modbox.sh.expand;

/** An error that ends the command line, and a shell that is not interactive. */
public final class ShellException extends Exception {
  private final int status;

  /** An error with status 2, as most are. */
  public ShellException(String message) {
    this(message, 2);
  }

  public ShellException(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  /** What is printed behind the shell's name and the line; nothing if it is empty. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
