package modbox.task;

/**
 * What unwinds a task's stack: neither an Exception nor an Error, so that no handler of those stops
 * it. Only a task's own loop catches it.
 */
@SuppressWarnings("serial") // never serialised
public abstract sealed class ControlFlow extends Throwable
    permits TaskKilled, TaskExit, ExecTransfer {
  ControlFlow(String message) {
    super(message, null, false, false);
  }

  /** Throws this past the compiler; the result only lets the caller write {@code throw}. */
  public final RuntimeException raise() {
    throw ControlFlow.<RuntimeException>unchecked(this);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the one sneaky throw
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
