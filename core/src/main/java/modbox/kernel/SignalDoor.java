package modbox.kernel;

import java.util.Optional;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.task.Channel;
import modbox.task.Processes;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskRow;
import modbox.task.Timers;
import modbox.world.World;

/** Calls on signals. Source: kernel/signal.c. */
final class SignalDoor implements SignalCalls {
  private final World world;
  private final Scheduler scheduler;
  private final Processes processes;
  private final Signals signals;

  /** Running ITIMER_REAL timers by task. They end with the task's restore, as its thread does. */
  private final java.util.TreeMap<Integer, Timers.Timer> alarms = new java.util.TreeMap<>();

  SignalDoor(Kernel kernel) {
    this.world = kernel.world;
    this.scheduler = kernel.scheduler;
    this.processes = kernel.processes;
    this.signals = kernel.signals;
  }

  @Override
  public void kill(int pid, int signal) throws ErrnoException {
    Signal sent = signal == 0 ? null : Signal.of(signal).orElse(null);
    if (signal != 0 && sent == null) {
      throw Errno.EINVAL.on("kill");
    }
    TaskRow me = processes.self();
    int group = pid == 0 ? me.pgid() : -pid;
    boolean found = false;
    boolean allowed = false;
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      boolean meant =
          pid > 0
              ? row.pid() == pid
              : pid == -1 ? row.pid() != 1 && row.pid() != me.pid() : row.pgid() == group;
      if (meant) {
        found = true;
        if (mayKill(me, row, sent)) {
          allowed = true;
          if (sent != null) {
            signals.send(row.pid(), sent);
          }
        }
      }
    }
    if (!found) {
      throw Errno.ESRCH.on("kill");
    }
    if (!allowed) {
      throw Errno.EPERM.on("kill");
    }
    scheduler.checkpoint(); // a signal to oneself acts before kill returns
  }

  private static boolean mayKill(
      TaskRow me, TaskRow target, @org.jspecify.annotations.Nullable Signal signal) {
    Credentials own = me.credentials();
    Credentials other = target.credentials();
    return own.has(Capability.KILL)
        || own.euid() == other.suid()
        || own.euid() == other.uid()
        || own.uid() == other.suid()
        || own.uid() == other.uid()
        || (signal == Signal.CONT && me.sid() == target.sid());
  }

  @Override
  public Signal.Disposition sigaction(Signal signal, Signal.Disposition disposition)
      throws ErrnoException {
    if (signal == Signal.KILL || signal == Signal.STOP) {
      throw Errno.EINVAL.on("sigaction");
    }
    TaskRow me = processes.self();
    processes.update(me.withSignals(me.signals().with(signal, disposition)));
    return me.signals().disposition(signal);
  }

  @Override
  public Signal.Disposition disposition(Signal signal) {
    return processes.self().signals().disposition(signal);
  }

  @Override
  public long sigprocmask(long mask) {
    TaskRow me = processes.self();
    processes.update(me.withSignals(me.signals().withMask(mask)));
    scheduler.attend();
    return me.signals().mask();
  }

  @Override
  public Optional<Signal> takeSignal() {
    return Optional.ofNullable(signals.take());
  }

  @Override
  public void pause() throws ErrnoException {
    scheduler.block(
        Channel.of("sys_pause", processes.self().pid()), () -> false, Scheduler.FOREVER);
  }

  @Override
  public long setitimer(long value, long interval) throws ErrnoException {
    if (value < 0 || interval < 0) {
      throw Errno.EINVAL.on("setitimer");
    }
    int pid = processes.self().pid();
    Timers.Timer old = alarms.remove(pid);
    long left = 0;
    if (old != null) {
      scheduler.timers().cancel(old);
      left = Math.max(0, old.deadline() - scheduler.clock().monotonic());
    }
    if (value > 0) {
      arm(pid, value, interval);
    }
    return left;
  }

  private void arm(int pid, long value, long interval) {
    long deadline = scheduler.clock().monotonic() + value;
    alarms.put(pid, scheduler.timers().at(deadline, () -> ring(pid, interval)));
  }

  private void ring(int pid, long interval) {
    alarms.remove(pid);
    if (world.has(TaskRow.TABLE, pid)) {
      signals.send(pid, Signal.ALRM);
      if (interval > 0) {
        arm(pid, interval, interval);
      }
    }
  }
}
