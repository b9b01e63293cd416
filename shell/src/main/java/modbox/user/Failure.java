package modbox.user;

/**
 * Ends a program from deep inside its work: the message goes behind the program's name, the status
 * is the program's. An empty message says nothing.
 */
public final class Failure extends Exception {
  private final ExitStatus status;
  private final String complaint;

  public Failure(int status, String complaint) {
    super(complaint, null, false, false);
    this.status = new ExitStatus(status);
    this.complaint = complaint;
  }

  /** A failure with status 1. */
  public Failure(String complaint) {
    this(1, complaint);
  }

  /** What the program ends with. */
  public ExitStatus status() {
    return status;
  }

  /** What goes behind the program's name; empty for nothing. */
  public String complaint() {
    return complaint;
  }
}
