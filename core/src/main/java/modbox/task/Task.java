package modbox.task;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntConsumer;
import modbox.abi.ErrnoException;
import modbox.world.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A task as the scheduler sees it: its thread and where it waits. What a user may observe later is
 * in its {@link TaskRow}.
 */
public final class Task {
  /** What a task does; the result is its exit status. */
  @FunctionalInterface
  public interface Body {
    int run() throws ErrnoException;
  }

  enum State {
    READY,
    BLOCKED,
    OUTSIDE,
    GONE
  }

  int pid;
  final Body body;
  @Nullable Thread thread;
  boolean started;

  /** There is something to look at before the next step: a signal, somebody at the door. */
  volatile boolean attention;

  /** Its thread must not go on; whoever finds it running throws. */
  volatile boolean dead;

  volatile State state = State.READY;
  List<Channel> channels = List.of();
  boolean stopped;

  /** How often it was stopped. */
  int stops;

  boolean woken;

  /** Ends its sleep; null if only a wake-up does. */
  Timers.@Nullable Timer timer;

  long event;
  long steps;
  long systemSteps;

  /** The status word with which it must end, -1 while it may live. */
  int fatal = -1;

  boolean dying;

  /** Where a failing system call goes back to; null outside of one that needs it. */
  @Nullable Snapshot base;

  /** For the mark that stands in for a task during a host call: which task. */
  @Nullable Task owner;

  /** Tell libraries that compute for the task to stop; run by host threads. */
  final Deque<Runnable> interrupts = new ConcurrentLinkedDeque<>();

  /** Told the status word at the end. */
  @Nullable IntConsumer listener;

  Task(int pid, long event, Body body) {
    this.pid = pid;
    this.event = event;
    this.body = body;
  }

  /** A holder of the baton that is no task. */
  static Task marker() {
    return new Task(0, 0, () -> 0);
  }

  public int pid() {
    return pid;
  }

  /** Steps in user mode. */
  public long userSteps() {
    return steps - systemSteps;
  }

  /** Steps in system calls. */
  public long systemSteps() {
    return systemSteps;
  }

  /** The word for what it waits for, empty if it runs. */
  public String wchan() {
    if (stopped) {
      return "do_signal_stop";
    }
    return state == State.BLOCKED && !channels.isEmpty() ? channels.getFirst().word() : "";
  }

  /** The letter that ps shows: R, S or T. */
  public char letter() {
    if (stopped) {
      return 'T';
    }
    return state == State.READY ? 'R' : 'S';
  }

  boolean waitsForHost() {
    if (state == State.BLOCKED) {
      for (Channel channel : channels) {
        if (channel.host()) {
          return true;
        }
      }
    }
    return false;
  }
}
