package modbox.task;

import java.util.PriorityQueue;

/** What is to happen at a time, in the order of times and then of asking. */
public final class Timers {
  /** A thing to be done later, by whoever holds the baton then; it must be short and not block. */
  public static final class Timer implements Comparable<Timer> {
    private final long deadline;
    private final long serial;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long deadline, long serial, Runnable action) {
      this.deadline = deadline;
      this.serial = serial;
      this.action = action;
    }

    @Override
    public int compareTo(Timer other) {
      int order = Long.compare(deadline, other.deadline);
      return order != 0 ? order : Long.compare(serial, other.serial);
    }

    /** Nanoseconds since boot. */
    public long deadline() {
      return deadline;
    }
  }

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long serial;

  Timers() {}

  /** Does the action when that many nanoseconds since boot have gone by. */
  public Timer at(long deadline, Runnable action) {
    var timer = new Timer(deadline, ++serial, action);
    queue.add(timer);
    return timer;
  }

  /** Takes it back; nothing happens if it has been done. */
  public void cancel(Timer timer) {
    timer.cancelled = true;
    if (queue.size() < 64 || timer == queue.peek()) {
      queue.remove(timer);
    }
  }

  /** The time of the next timer, MAX_VALUE if there is none. */
  long next() {
    Timer timer = queue.peek();
    while (timer != null && timer.cancelled) {
      queue.remove();
      timer = queue.peek();
    }
    return timer == null ? Long.MAX_VALUE : timer.deadline;
  }

  /** Does what is due. */
  void expire(long now) {
    while (next() <= now) {
      queue.remove().action.run();
    }
  }

  void clear() {
    queue.clear();
  }
}
