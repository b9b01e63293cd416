package modbox.kmod;

/**
 * Ends a tool at once, as kmod's tools exit when they print a FATAL message. Only the tool's own
 * outermost method catches it.
 */
public final class Finished extends RuntimeException {
  private final int status;

  public Finished(int status) {
    super("status " + status, null, false, false);
    this.status = status;
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
