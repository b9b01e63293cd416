package modbox.task;

import io.vavr.collection.List;
import modbox.abi.Signal;

/**
 * A task's signals.
 *
 * @param pending in order of arrival, each at most once
 * @param mask blocked ones, by {@link Signal#bit()}; likewise {@code ignored} and {@code caught}
 */
public record SignalState(List<Signal> pending, long mask, long ignored, long caught) {
  /** Nothing pending, everything at its default. */
  public static SignalState initial() {
    return new SignalState(List.empty(), 0, 0, 0);
  }

  /** The pending ones as a bit set. */
  public long pendingBits() {
    long bits = 0;
    for (Signal signal : pending) {
      bits |= signal.bit();
    }
    return bits;
  }

  /** What the task has asked for. */
  public Signal.Disposition disposition(Signal signal) {
    if ((ignored & signal.bit()) != 0) {
      return Signal.Disposition.IGNORE;
    }
    return (caught & signal.bit()) != 0 ? Signal.Disposition.CATCH : Signal.Disposition.DEFAULT;
  }

  // By hand: what a record has by itself is spun at run time, and every start would pay for it.
  @Override
  public boolean equals(Object other) {
    return other instanceof SignalState that
        && mask == that.mask
        && ignored == that.ignored
        && caught == that.caught
        && pending.equals(that.pending);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(mask ^ ignored << 1 ^ caught << 2) * 31 + pending.hashCode();
  }

  boolean ignores(Signal signal) {
    return switch (disposition(signal)) {
      case IGNORE -> true;
      case CATCH -> false;
      case DEFAULT ->
          signal.action() == Signal.Action.IGNORE || signal.action() == Signal.Action.CONTINUE;
    };
  }

  boolean blocks(Signal signal) {
    return (mask & signal.bit()) != 0 && signal != Signal.KILL && signal != Signal.STOP;
  }

  public SignalState with(Signal signal, Signal.Disposition disposition) {
    long bit = signal.bit();
    long ignore = disposition == Signal.Disposition.IGNORE ? ignored | bit : ignored & ~bit;
    long caughtNow = disposition == Signal.Disposition.CATCH ? caught | bit : caught & ~bit;
    var next = new SignalState(pending, mask, ignore, caughtNow);
    return next.ignores(signal) ? next.without(signal) : next;
  }

  public SignalState withMask(long bits) {
    return new SignalState(
        pending, bits & ~(Signal.KILL.bit() | Signal.STOP.bit()), ignored, caught);
  }

  SignalState raise(Signal signal) {
    return pending.contains(signal)
        ? this
        : new SignalState(pending.append(signal), mask, ignored, caught);
  }

  SignalState without(Signal signal) {
    return pending.contains(signal)
        ? new SignalState(pending.remove(signal), mask, ignored, caught)
        : this;
  }

  /** After execve: caught signals become default, ignored ones stay. */
  public SignalState afterExec() {
    return new SignalState(pending, mask, ignored, 0);
  }

  /** What a child begins with: nothing pending. */
  SignalState forChild() {
    return new SignalState(List.empty(), mask, ignored, caught);
  }
}
