package modbox.sh.expand;

/** An error that ends the command line, and a shell that is not interactive. */
public final class ShellException extends Exception {
  private final int status;
  private final boolean titled;

  /** An error with status 2, as most are. */
  public ShellException(String message) {
    this(message, 2);
  }

  public ShellException(String message, int status) {
    this(message, status, false);
  }

  private ShellException(String message, int status, boolean titled) {
    super(message, null, false, false);
    this.status = status;
    this.titled = titled;
  }

  /** The same error with the name of the built-in that it came from; the innermost one counts. */
  public ShellException in(String command) {
    return titled || message().isEmpty()
        ? this
        : new ShellException(command + ": " + message(), status, true);
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
