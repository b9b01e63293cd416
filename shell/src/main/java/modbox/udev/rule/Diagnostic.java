package modbox.udev.rule;

/**
 * A complaint about a rules file.
 *
 * @param text without the place
 */
public record Diagnostic(Level level, Place place, String text, Form form) {
  /** How bad it is; the names are those of syslog(3). */
  public enum Level {
    ERROR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    private final int number;

    Level(int number) {
      this.number = number;
    }

    /** The number that syslog gives it. */
    public int number() {
      return number;
    }
  }

  /** How the place is written before the text: the two ways of systemd 252. */
  public enum Form {
    TOKEN,
    FILE
  }

  /** The message as udevd words it. */
  public String message() {
    return place + (form == Form.FILE ? ": " : " ") + text;
  }
}
