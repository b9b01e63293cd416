package modbox.kernel;

/** Whether a machine runs, and if not, what it was told last: reboot(2). */
public enum PowerState {
  RUNNING(""),
  /** It is to be booted again. */
  RESTARTED("Restarting system"),
  HALTED("System halted"),
  OFF("Power down");

  private final String message;

  PowerState(String message) {
    this.message = message;
  }

  /** What the kernel says of it, after {@code reboot: }. */
  String message() {
    return message;
  }
}
