package modbox.sh.exec;

/** Ends the shell: thrown by {@code exit}, by fatal errors, caught where the shell was begun. */
public final class Leave extends RuntimeException {
  private final int status;

  public Leave(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
