package modbox.user;

/** A program's exit status, 0 to 255. */
public record ExitStatus(int code) {
  public static final ExitStatus OK = new ExitStatus(0);
  public static final ExitStatus FAILURE = new ExitStatus(1);

  /** Misuse, as most tools report it. */
  public static final ExitStatus USAGE = new ExitStatus(2);

  public boolean isOk() {
    return code == 0;
  }
}
