package modbox.task;

/** The task goes on with another program, from an empty stack. */
public final class ExecTransfer extends ControlFlow {
  private final transient Task.Body program;

  public ExecTransfer(Task.Body program) {
    super("execve");
    this.program = program;
  }

  Task.Body program() {
    return program;
  }
}
