package modbox.task;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import org.jspecify.annotations.Nullable;

/**
 * Who may run: the one lock of the machine, and the only class that deals with threads. A null
 * holder means that the machine idles; then whoever comes to the door takes the baton.
 */
final class Baton {
  /** How long a task may ignore a kill, in milliseconds of the host's clock. */
  private static final long PATIENCE = 1000;

  private final Scheduler scheduler;
  private final AtomicReference<@Nullable Task> holder = new AtomicReference<>();
  private final Task dispatcher = Task.marker();

  // The door: what host threads put down without holding the baton.
  private final ConcurrentLinkedQueue<Task> arrivals = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Runnable> injected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger outside = new AtomicInteger();

  /** Threads of tasks that were taken off; they learn it at their next call. */
  private final Set<Thread> unwound = ConcurrentHashMap.newKeySet();

  private long armed = Long.MAX_VALUE;

  Baton(Scheduler scheduler) {
    this.scheduler = scheduler;
    spareParallelism();
  }

  /**
   * A task that never gives way keeps its carrier thread, so there must be more carriers than
   * processors. Works if no virtual thread has run yet; the launcher sets the property as well.
   */
  private static void spareParallelism() {
    String key = "jdk.virtualThreadScheduler.parallelism";
    if (System.getProperty(key) == null) {
      System.setProperty(key, String.valueOf(Runtime.getRuntime().availableProcessors() + 3));
    }
  }

  boolean isCurrent() {
    Task task = holder.get();
    return task != null && task.thread == Thread.currentThread();
  }

  Task current() {
    Task task = holder.get();
    if (task == null || task.thread != Thread.currentThread()) {
      if (unwound.contains(Thread.currentThread())) {
        throw new TaskKilled(WaitStatus.killed(Signal.KILL)).raise();
      }
      throw new IllegalStateException("this thread is not the running task");
    }
    return task;
  }

  boolean somebodyWaits() {
    return !arrivals.isEmpty() || !injected.isEmpty();
  }

  boolean nobodyOutside() {
    return outside.get() == 0;
  }

  /** Lets in what came to the door. The caller holds the baton. */
  void admit() {
    for (Runnable action = injected.poll(); action != null; action = injected.poll()) {
      action.run();
    }
    for (Task task = arrivals.poll(); task != null; task = arrivals.poll()) {
      scheduler.enqueue(task);
    }
  }

  /** Hands the baton on and waits for it to come back. */
  void pass(Task me) {
    Task next = pick();
    if (next == me) {
      take(me);
    } else {
      hand(next);
      await(me);
    }
    scheduler.resume(me);
  }

  /**
   * Chooses who is next. Meanwhile no task runs: what came to the door, and timers, are nobody's
   * doing, whichever thread it is that sees to them.
   */
  private @Nullable Task pick() {
    holder.set(dispatcher);
    return scheduler.pick();
  }

  private void take(Task next) {
    holder.set(next);
    if (somebodyWaits()) {
      next.attention = true; // it came while nobody was there to be told
    }
  }

  private void hand(@Nullable Task next) {
    if (next == null) {
      release();
    } else if (next.started) {
      take(next);
      LockSupport.unpark(next.thread);
    } else {
      begin(next);
    }
  }

  private void begin(Task task) {
    task.started = true;
    Thread thread = Thread.ofVirtual().unstarted(() -> live(task));
    task.thread = thread;
    take(task);
    thread.start();
  }

  private void release() {
    arm();
    holder.set(null);
    if (somebodyWaits()) {
      kick();
    }
  }

  /** Under the wall clock somebody must come back when the next timer is due. */
  private void arm() {
    long next = scheduler.timers().next();
    if (scheduler.clock().isVirtual() || next == Long.MAX_VALUE || next >= armed) {
      return;
    }
    armed = next;
    long delay = Math.max(0, next - scheduler.clock().monotonic());
    CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS)
        .execute(
            () ->
                inject(
                    () -> {
                      armed = Long.MAX_VALUE;
                    }));
  }

  /** Somebody came to the door: takes the baton if nobody needs it, else tells the holder. */
  private void kick() {
    Task seen = holder.get();
    if (seen != null && seen.owner == null) {
      seen.attention = true;
      // It may have released the baton just before it could see this.
      if (holder.get() == null) {
        kick();
      }
    } else if (holder.compareAndSet(seen, dispatcher)) {
      if (seen != null && seen.owner != null) {
        seen.owner.state = Task.State.OUTSIDE;
        outside.incrementAndGet();
      }
      hand(scheduler.pick());
    } else {
      kick();
    }
  }

  private void await(Task me) {
    while (holder.get() != me) {
      if (me.dead) {
        throw new TaskKilled(WaitStatus.killed(Signal.KILL)).raise();
      }
      LockSupport.park(this);
      Thread.interrupted(); // an interrupt is not ours to keep: park would return at once for ever
    }
  }

  /** The whole life of a task on its own thread. */
  private void live(Task me) {
    int status = Trampoline.run(scheduler, me, () -> await(me));
    if (status == Trampoline.TAKEN_OFF) {
      unwound.remove(Thread.currentThread());
      return; // its row has been seen to
    }
    finish(me, status);
  }

  private void finish(Task me, int status) {
    me.dying = true;
    scheduler.delivery().end(me, status);
    scheduler.living().forget(me);
    hand(pick());
  }

  <T> T outside(Task me, Callable<T> body) throws Exception {
    me.state = Task.State.OUTSIDE;
    outside.incrementAndGet();
    hand(pick());
    try {
      return body.call();
    } finally {
      comeBack(me);
    }
  }

  /** Leaves the machine as it is during the call; only something at the door can take the baton. */
  <T> T standStill(Task me, Callable<T> body) throws Exception {
    Task token = Task.marker();
    token.owner = me;
    holder.set(token);
    if (somebodyWaits()) {
      kick();
    }
    try {
      return body.call();
    } finally {
      if (!holder.compareAndSet(token, me)) {
        comeBack(me);
      }
    }
  }

  private void comeBack(Task me) {
    arrivals.add(me);
    outside.decrementAndGet();
    kick();
    await(me);
    scheduler.resume(me);
  }

  void inject(Runnable action) {
    injected.add(action);
    kick();
  }

  /** As inject; who holds the baton for too long meanwhile loses it. */
  void injectUrgently(Runnable action) {
    var done = new AtomicBoolean();
    inject(
        () -> {
          done.set(true);
          action.run();
        });
    if (holder.get() != null) {
      later(() -> done.get() || holder.get() == null, this::abandonHolder);
    }
  }

  /** Who runs now, null if the machine idles; for host threads, which must not rely on it. */
  @Nullable Task holder() {
    return holder.get();
  }

  <T> T enter(Task task, Runnable birth, Supplier<T> body) {
    task.thread = Thread.currentThread();
    task.started = true;
    arrivals.add(task);
    kick();
    await(task);
    birth.run();
    scheduler.living().add(task);
    int status = WaitStatus.exited(0);
    try {
      scheduler.resume(task);
      return body.get();
    } finally {
      if (!unwound.remove(Thread.currentThread())) {
        finish(task, status);
      }
    }
  }

  /** Sees to it that a killed task is gone before long. */
  void watch(Task task) {
    later(
        () -> task.state == Task.State.GONE,
        () -> {
          if (holder.get() == task) {
            abandonHolder();
          } else {
            watch(task);
          }
        });
  }

  private static void later(Supplier<Boolean> settled, Runnable otherwise) {
    CompletableFuture.delayedExecutor(PATIENCE, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!settled.get()) {
                otherwise.run();
              }
            });
  }

  private void abandonHolder() {
    Task task = holder.get();
    if (task == null || task == dispatcher || !holder.compareAndSet(task, dispatcher)) {
      return;
    }
    scheduler.living().abandon(task);
    hand(scheduler.pick());
  }

  void unwind(Task task) {
    task.dead = true;
    Thread thread = task.thread;
    if (thread != null) {
      unwound.add(thread);
      task.interrupts.forEach(Runnable::run);
      thread.interrupt();
      LockSupport.unpark(thread);
    }
  }
}
