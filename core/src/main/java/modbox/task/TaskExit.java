package modbox.task;

/** The task called exit. */
public final class TaskExit extends ControlFlow {
  private final int code;

  /** With an exit code of 0 to 255. */
  public TaskExit(int code) {
    super("exit " + code);
    this.code = code & 0xff;
  }

  int code() {
    return code;
  }
}
