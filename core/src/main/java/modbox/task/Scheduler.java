package modbox.task;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task at a time, in the order in which they became ready. A task gives way where it
 * blocks, where it calls the host, and after {@link #SLICE} steps; never elsewhere.
 */
public final class Scheduler {
  /** Steps after which another ready task has its turn. */
  public static final int SLICE = 4096;

  /** Waits for ever. */
  public static final long FOREVER = -1;

  private final World world;
  private final Clock clock;
  private final Timers timers = new Timers();
  private final Baton baton;
  private final ArrayDeque<Task> ready = new ArrayDeque<>();
  private final Sleepers sleepers = new Sleepers();
  private final Living living;
  private @Nullable Delivery delivery;
  private int slice;

  /** Tasks that the host waits for; without one, a machine under the virtual clock stands still. */
  private int awaited;

  /** A scheduler without tasks. */
  public Scheduler(World world, Clock clock) {
    this.world = world;
    this.clock = clock;
    this.baton = new Baton(this);
    this.living = new Living(world, this);
  }

  void attach(Delivery port) {
    delivery = port;
  }

  Delivery delivery() {
    if (delivery == null) {
      throw new IllegalStateException("no processes");
    }
    return delivery;
  }

  public Clock clock() {
    return clock;
  }

  public Timers timers() {
    return timers;
  }

  Baton baton() {
    return baton;
  }

  /** The task on whose behalf this thread runs; a task that has been taken off is unwound. */
  public Task current() {
    return baton.current();
  }

  /** Whether the calling thread is the running task. */
  public boolean isCurrent() {
    return baton.isCurrent();
  }

  /** A living task. */
  public Optional<Task> find(int pid) {
    return living.find(pid);
  }

  Living living() {
    return living;
  }

  /** Makes the running task write inside another event from now on. */
  public void enterEvent(long event) {
    Task me = current();
    me.event = event;
    world.enter(event);
    TaskRow row = world.get(TaskRow.TABLE, me.pid);
    if (row != null) {
      world.put(TaskRow.TABLE, me.pid, row.edit().event(event).done());
    }
  }

  /** Counts a step of the running task, takes signals, and gives way when the slice is used up. */
  public void checkpoint() {
    step(current());
  }

  private void step(Task me) {
    me.steps++;
    clock.tick();
    if (--slice <= 0 || me.attention) {
      look(me);
    }
  }

  /** Counts the step into the kernel that a system call is. */
  public Task enterKernel() {
    Task me = current();
    me.systemSteps++;
    step(me);
    return me;
  }

  private void look(Task me) {
    boolean somebody = me.attention && baton.somebodyWaits();
    me.attention = false;
    if (somebody || slice <= 0) {
      giveWay();
    }
    delivery().deliver(me);
  }

  /** Makes the running task look for signals at its next step. */
  public void attend() {
    current().attention = true;
  }

  /** Lets the other ready tasks run first. */
  public void giveWay() {
    Task me = current();
    me.state = Task.State.READY;
    ready.add(me);
    baton.pass(me);
  }

  /** Lets the other tasks run until none of them is ready. */
  public void giveWayToAll() {
    while (!ready.isEmpty()) {
      giveWay();
    }
  }

  /**
   * Waits until the condition holds. It is looked at first, and again whenever the channel is
   * woken; rows that were read before are stale afterwards.
   *
   * @param timeout nanoseconds, or {@link #FOREVER}
   * @return whether the condition holds; false after the time-out
   * @throws ErrnoException EINTR when a caught signal arrives
   */
  public boolean block(Channel channel, BooleanSupplier until, long timeout) throws ErrnoException {
    return block(List.of(channel), until, timeout);
  }

  /** Waits on several channels. */
  public boolean block(List<Channel> channels, BooleanSupplier until, long timeout)
      throws ErrnoException {
    Task me = current();
    long deadline = deadline(timeout);
    while (!until.getAsBoolean()) {
      if (delivery().deliver(me)) {
        continue; // while it was stopped it heard no wake-up
      }
      if (delivery().isInterrupted(me)) {
        throw Errno.EINTR.on(channels.getFirst().wchan());
      }
      if (timeout >= 0 && clock.monotonic() >= deadline) {
        return false;
      }
      sleep(me, channels, deadline);
    }
    return true;
  }

  /**
   * Sleeps until one of the channels is woken. The caller looks at its condition before and after,
   * without giving way in between.
   *
   * @return false after the time-out
   * @throws ErrnoException EINTR when a caught signal arrives
   */
  public boolean sleepOn(List<Channel> channels, long timeout) throws ErrnoException {
    Task me = current();
    me.woken = false;
    long stops = me.stops;
    block(channels, () -> me.woken || me.stops != stops, timeout);
    return me.woken || me.stops != stops;
  }

  /** Waits as {@link #block} does, but no signal ends it save a fatal one. */
  public void blockKillable(Channel channel, BooleanSupplier until) {
    Task me = current();
    while (!until.getAsBoolean()) {
      if (!delivery().deliver(me)) {
        sleep(me, List.of(channel), Long.MAX_VALUE);
      }
    }
  }

  /** Waits for a condition that nobody announces; it is looked at at every hand-over. */
  public boolean blockPolled(Channel channel, BooleanSupplier until, long timeout)
      throws ErrnoException {
    Task me = current();
    sleepers.poll(me, until);
    try {
      return block(channel, until, timeout);
    } finally {
      sleepers.unpoll(me);
    }
  }

  private long deadline(long timeout) {
    long deadline = timeout < 0 ? Long.MAX_VALUE : clock.monotonic() + timeout;
    return deadline < 0 ? Long.MAX_VALUE : deadline;
  }

  private void sleep(Task me, List<Channel> channels, long deadline) {
    me.timer = deadline == Long.MAX_VALUE ? null : timers.at(deadline, () -> makeReady(me));
    sleepers.add(me, channels);
    me.state = Task.State.BLOCKED;
    baton.pass(me);
  }

  /** Wakes who waits on the channel; each looks at its condition again. */
  public void wake(Channel channel) {
    for (Task task = sleepers.first(channel); task != null; task = sleepers.first(channel)) {
      task.woken = true;
      makeReady(task);
    }
  }

  void makeReady(Task task) {
    if (task.state != Task.State.BLOCKED) {
      return;
    }
    awake(task);
    task.state = Task.State.READY;
    ready.add(task);
  }

  private void awake(Task task) {
    sleepers.remove(task);
    if (task.timer != null) {
      timers.cancel(task.timer);
      task.timer = null;
    }
  }

  /** Runs a host call that may block, without the baton; other tasks go on meanwhile. */
  public <T> T outside(Callable<T> body) throws Exception {
    return baton.outside(current(), body);
  }

  /**
   * Runs a host call whose length must not be seen in the order of things: under the virtual clock
   * the machine stands still meanwhile, under the wall clock other tasks go on.
   */
  public <T> T hostCall(Callable<T> body) throws Exception {
    return clock.isVirtual() ? baton.standStill(current(), body) : baton.outside(current(), body);
  }

  /** Lets a host thread do something in the machine's name; it must be short and not block. */
  public void inject(Runnable action) {
    baton.inject(action);
  }

  /** Lets a host thread send a signal: a library that computes for the running task is told. */
  public void injectSignal(Runnable action) {
    Task computing = baton.holder();
    baton.injectUrgently(action);
    if (computing != null) { // it finds the signal sent when it looks why it was told to stop
      computing.interrupts.forEach(Runnable::run);
    }
  }

  /** Has a library told when a signal comes from the host; gives the undoing. */
  public Runnable onKill(Runnable interrupt) {
    Task me = current();
    me.interrupts.push(interrupt);
    return () -> me.interrupts.remove(interrupt);
  }

  /** Runs a body on the calling host thread as the task that {@code birth} gives a row. */
  <T> T enter(Task task, Runnable birth, Supplier<T> body) {
    return baton.enter(task, birth, body);
  }

  void start(Task task) {
    living.add(task);
    ready.add(task);
  }

  /** Starts a task that begins when one of the channels is woken. */
  void startAsleep(Task task, List<Channel> channels) {
    living.add(task);
    sleepers.add(task, channels);
    task.state = Task.State.BLOCKED;
  }

  /** The host waits for this task: {@code +1}, or no longer: {@code -1}. */
  void await(int change) {
    awaited += change;
  }

  /** Ends a task with a status word, whatever it does. */
  void kill(Task task, int status) {
    living.kill(task, status);
  }

  /** It runs no more: it neither waits nor is ready. */
  void withdraw(Task task) {
    awake(task);
    ready.remove(task);
    task.state = Task.State.GONE;
    baton.unwind(task);
  }

  void enqueue(Task task) {
    if (!task.dead) {
      awaited += task.pid == 0 ? 1 : 0; // a host thread that comes in
      task.state = Task.State.READY;
      ready.add(task);
    }
  }

  /** The baton is the task's from here on. */
  void resume(Task me) {
    slice = SLICE;
    world.enter(me.event);
    if (me.base != null) {
      me.base = world.snapshot();
    }
    if (me.fatal >= 0 && !me.dying) {
      me.dying = true;
      throw new TaskKilled(me.fatal).raise();
    }
  }

  /** The next task to run, null if none can. The caller holds the baton. */
  @Nullable Task pick() {
    world.enter(0);
    while (true) {
      baton.admit();
      if (awaited == 0 && clock.isVirtual()) {
        return null; // how far daemons come while nobody waits must not depend on the host
      }
      if (timers.next() != Long.MAX_VALUE) {
        timers.expire(clock.monotonic());
      }
      sleepers.lookAtPolled(this::makeReady);
      Task next = ready.poll();
      if (next != null) {
        return next;
      }
      if (!passTime()) {
        return null;
      }
    }
  }

  private boolean passTime() {
    boolean alone = baton.nobodyOutside(); // asked before the door is looked at
    if (baton.somebodyWaits()) {
      return true;
    }
    if (!alone || awaited == 0 || living.anyWaitsForHost()) {
      return false;
    }
    long next = timers.next();
    if (next != Long.MAX_VALUE) {
      clock.jump(next);
      return clock.isVirtual();
    }
    return delivery().breakDeadlock();
  }

  /** Where a failing call of this task goes back to; null when it has committed. */
  public void rollBackTo(modbox.world.@Nullable Snapshot base) {
    current().base = base;
  }

  /** The moment a failing call goes back to: its entry, or its last blocking point. */
  public modbox.world.@Nullable Snapshot base() {
    return current().base;
  }

  void clearTimers() {
    timers.clear();
  }
}
