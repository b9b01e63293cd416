package modbox.task;

import io.vavr.collection.TreeMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.world.World;

/** Birth, death and kinship of tasks. */
public final class Processes {
  /** Most tasks that a machine holds; one more is EAGAIN. */
  public static final int MAX_TASKS = 4096;

  /** The reaper of orphans. */
  public static final int INIT = 1;

  private final World world;
  private final Scheduler scheduler;
  private final Signals signals;
  private final TaskListener listener;
  private final Obituary obituary;

  /** What the log says when things go wrong. */
  public interface Obituary {
    /** A program died of a defect. */
    void fault(TaskRow task, Throwable defect);

    /** Everybody waits; what each waits for. */
    void deadlock(List<Waiter> waiters);
  }

  /** Somebody who waits and for what. */
  public record Waiter(int pid, String comm, String wchan) {}

  /** The status of a script whose main task waits for what cannot come. */
  public static final int DEADLOCK_STATUS = 3;

  private final Reaper reaper;
  private final List<Task> awaited = new ArrayList<>();

  public Processes(
      World world, Scheduler scheduler, Signals signals, TaskListener listener, Obituary obituary) {
    this.world = world;
    this.scheduler = scheduler;
    this.signals = signals;
    this.listener = listener;
    this.obituary = obituary;
    this.reaper = new Reaper(world, scheduler, this);
    scheduler.attach(new Death());
  }

  /** The row of the running task. */
  public TaskRow self() {
    return row(scheduler.current().pid());
  }

  /** Replaces the row of the running task. */
  public void update(TaskRow row) {
    world.put(TaskRow.TABLE, row.pid(), row);
  }

  private TaskRow row(int pid) {
    TaskRow row = world.get(TaskRow.TABLE, pid);
    if (row == null) {
      throw new IllegalStateException("task " + pid + " has no row");
    }
    return row;
  }

  /** A task as others may ask for it; 0 is the caller. */
  public TaskRow lookUp(int pid) throws ErrnoException {
    TaskRow row = pid == 0 ? self() : world.get(TaskRow.TABLE, pid);
    if (row == null) {
      throw Errno.ESRCH.on(String.valueOf(pid));
    }
    return row;
  }

  /** Puts down the row of init, once per world. */
  public void boot(TaskRow.FsContext fs) {
    world.put(
        TaskRow.TABLE,
        INIT,
        new TaskRow(
            INIT,
            0,
            INIT,
            INIT,
            TaskRow.Life.ALIVE,
            "init",
            "/sbin/init",
            List.of("/sbin/init"),
            List.of(),
            Credentials.root(),
            fs,
            TreeMap.empty(),
            SignalState.initial(),
            Rlimit.defaults(MAX_TASKS),
            0,
            0,
            0,
            scheduler.clock().monotonic(),
            TaskRow.Cpu.NONE,
            0,
            0,
            false,
            Optional.empty()));
    world.put(World.COUNTERS, "pid", 299L); // what boots before the first command has had its ids
  }

  /** fork(2): the child has copies of what the running task has. */
  public int fork(Task.Body body) throws ErrnoException {
    return birth(self(), body).pid;
  }

  /**
   * A child of init with a session of its own, as the kernel starts helpers and daemons.
   *
   * @param daemon whether a restore starts it again
   */
  public int spawn(boolean daemon, Task.Body body) throws ErrnoException {
    Task task = birth(row(INIT), body);
    update(
        row(task.pid)
            .edit()
            .pgid(task.pid)
            .sid(task.pid)
            .daemon(daemon)
            .event(world.event())
            .done());
    task.event = world.event();
    return task.pid;
  }

  /** A child of init whose end the host waits for; the status word goes to the listener. */
  public int spawnAwaited(Task.Body body, IntConsumer end) throws ErrnoException {
    int pid = spawn(false, body);
    Task task = scheduler.find(pid).orElseThrow();
    task.listener = end;
    awaited.add(task);
    scheduler.await(1);
    return pid;
  }

  /** A child of init; the kernel's own code is told the status word of its end. */
  public int spawnWatched(Task.Body body, IntConsumer end) throws ErrnoException {
    int pid = spawn(false, body);
    scheduler.find(pid).orElseThrow().listener = end;
    return pid;
  }

  /** Sends a signal to the groups of the tasks that the host waits for. */
  public void signalAwaited(Signal signal) {
    for (Task task : List.copyOf(awaited)) {
      TaskRow row = world.get(TaskRow.TABLE, task.pid());
      if (row != null) {
        signals.sendGroup(row.pgid(), signal);
      }
    }
  }

  /** Ends every task but the running one, with this exit code, as if it were killed. */
  public void endAll(int code) {
    Task me = scheduler.current();
    for (Task task : scheduler.living().list()) {
      if (task != me) {
        scheduler.kill(task, WaitStatus.exited(code));
      }
    }
  }

  /** Ends every task, with the machine. */
  public void takeOffAll() {
    takeOffOthers(Set.of());
    scheduler.clearTimers();
  }

  /**
   * Starts a task again that has a row but no thread: a daemon after a restore.
   *
   * @param channels what it waits for: it begins when one of them is woken; at once if there is
   *     none
   */
  public void revive(TaskRow row, List<Channel> channels, Task.Body body) {
    var task = new Task(row.pid(), row.event(), body);
    task.systemSteps = row.cpu().system();
    task.steps = row.cpu().user() + row.cpu().system();
    if (channels.isEmpty()) {
      scheduler.start(task);
    } else {
      scheduler.startAsleep(task, channels);
    }
  }

  /** Runs a body on the calling host thread as a task of its own, a child of init. */
  public <T> T enter(Supplier<T> body) {
    var task = new Task(0, 0, () -> 0);
    return scheduler.enter(
        task,
        () -> {
          task.pid = freePid();
          TaskRow init = row(INIT);
          update(child(init, task.pid).edit().pgid(task.pid).sid(task.pid).comm("host").done());
          listener.forked(row(task.pid));
          awaited.add(task);
        },
        body);
  }

  private Task birth(TaskRow parent, Task.Body body) throws ErrnoException {
    Rlimit limit = parent.limits().getOrElse(Rlimit.NPROC, new Rlimit(MAX_TASKS, MAX_TASKS));
    long most = limit.soft() < 0 ? MAX_TASKS : Math.min(MAX_TASKS, limit.soft());
    if (world.size(TaskRow.TABLE) >= most) {
      throw Errno.EAGAIN.on("fork");
    }
    int pid = freePid();
    TaskRow row = child(parent, pid);
    update(row);
    listener.forked(row);
    var task = new Task(pid, parent.event(), body);
    scheduler.start(task);
    return task;
  }

  private TaskRow child(TaskRow parent, int pid) {
    return parent
        .edit()
        .pid(pid)
        .ppid(parent.pid())
        .life(TaskRow.Life.ALIVE)
        .signals(parent.signals().forChild())
        .report(0)
        .start(scheduler.clock().monotonic())
        .cpu(TaskRow.Cpu.NONE)
        .daemon(false)
        .done();
  }

  /** The next id after the last one that no task, group or session bears. Wraps as Linux does. */
  private int freePid() {
    while (true) {
      long next = world.next("pid");
      if (next > 32767) {
        world.put(World.COUNTERS, "pid", 299L);
        next = world.next("pid");
      }
      int pid = (int) next;
      boolean taken = false;
      for (TaskRow row : world.rows(TaskRow.TABLE)) {
        taken |= row.pid() == pid || row.pgid() == pid || row.sid() == pid;
      }
      if (!taken) {
        return pid;
      }
    }
  }

  /**
   * wait4(2).
   *
   * @param pid a child, -1 for any, 0 for the own process group, -PGID for that group
   * @param options WNOHANG 1, WUNTRACED 2, WCONTINUED 8
   * @return empty only with WNOHANG
   */
  public Optional<WaitStatus> wait4(int pid, int options) throws ErrnoException {
    return reaper.wait4(pid, options);
  }

  /** Writes the steps that each living task has made into its row. */
  public void publish() {
    for (Task task : scheduler.living().all()) {
      TaskRow row = world.get(TaskRow.TABLE, task.pid());
      if (row != null
          && (row.cpu().user() != task.userSteps() || row.cpu().system() != task.systemSteps())) {
        update(withSteps(row, task));
      }
    }
  }

  static TaskRow withSteps(TaskRow row, Task task) {
    TaskRow.Cpu old = row.cpu();
    return row.edit()
        .cpu(
            new TaskRow.Cpu(
                task.userSteps(), task.systemSteps(), old.childUser(), old.childSystem()))
        .done();
  }

  /** Ends the threads of all tasks but these, as before a restore; rows are not touched. */
  public void takeOffOthers(Set<Integer> kept) {
    for (Task task : scheduler.living().takeOff(task -> kept.contains(task.pid()))) {
      noLongerAwaited(task, WaitStatus.killed(Signal.KILL));
    }
  }

  private void noLongerAwaited(Task task, int status) {
    if (awaited.remove(task)) {
      scheduler.await(-1);
    }
    if (task.listener != null) {
      task.listener.accept(status);
    }
  }

  /** Ends what a row stands for that has no task any more: a row of an older world. */
  public void drop(TaskRow row) {
    world.remove(TaskRow.TABLE, row.pid());
    listener.exited(row);
  }

  /** What the scheduler asks. */
  private final class Death implements Delivery {
    @Override
    public boolean deliver(Task me) {
      return signals.deliver(me);
    }

    @Override
    public boolean isInterrupted(Task me) {
      return signals.hasCaught(me);
    }

    @Override
    public void fault(Task task, Throwable defect) {
      obituary.fault(row(task.pid()), defect);
    }

    @Override
    public void end(Task task, int status) {
      TaskRow row = world.get(TaskRow.TABLE, task.pid());
      if (row != null && !row.isZombie()) {
        bury(withSteps(row, task), status);
      }
      noLongerAwaited(task, status);
    }

    @Override
    public boolean breakDeadlock() {
      var waiters = new ArrayList<Waiter>();
      for (Task task : scheduler.living().all()) {
        waiters.add(new Waiter(task.pid(), row(task.pid()).comm(), task.wchan()));
      }
      obituary.deadlock(waiters);
      List<Task> stuck = List.copyOf(awaited);
      stuck.forEach(task -> scheduler.kill(task, WaitStatus.exited(DEADLOCK_STATUS)));
      return !stuck.isEmpty();
    }
  }

  private void bury(TaskRow row, int status) {
    TaskRow zombie =
        row.edit()
            .life(TaskRow.Life.ZOMBIE)
            .exitStatus(status)
            .report(0)
            .fds(TreeMap.empty())
            .memory(Optional.empty())
            .done();
    update(zombie);
    listener.exited(row);
    orphan(row);
    TaskRow parent = world.get(TaskRow.TABLE, row.ppid());
    boolean unwanted =
        parent == null
            || parent.pid() == INIT
            || parent.signals().disposition(Signal.CHLD) == Signal.Disposition.IGNORE;
    if (unwanted) {
      world.remove(TaskRow.TABLE, row.pid());
    }
    signals.tellParent(zombie);
  }

  /** Its children become init's; a stopped one is woken with SIGHUP, for nobody else will. */
  private void orphan(TaskRow parent) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.ppid() != parent.pid()) {
        continue;
      }
      if (row.isZombie()) {
        world.remove(TaskRow.TABLE, row.pid());
        continue;
      }
      update(row.edit().ppid(INIT).done());
      if (row.life() == TaskRow.Life.STOPPED && row.pgid() != parent.pgid()) {
        signals.send(row.pid(), Signal.HUP);
        signals.send(row.pid(), Signal.CONT);
      }
    }
  }
}
