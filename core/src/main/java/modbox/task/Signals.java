package modbox.task;

import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** Sends signals and takes their default actions. */
public final class Signals {
  private static final long STOPS =
      Signal.STOP.bit() | Signal.TSTP.bit() | Signal.TTIN.bit() | Signal.TTOU.bit();

  private final World world;
  private final Scheduler scheduler;

  public Signals(World world, Scheduler scheduler) {
    this.world = world;
    this.scheduler = scheduler;
  }

  /** Sends a signal to a task, without asking whether somebody may. Nothing happens to a zombie. */
  public void send(int pid, Signal signal) {
    TaskRow row = world.get(TaskRow.TABLE, pid);
    if (row == null || row.isZombie() || pid == 1) {
      return; // init has no handler for anything: SIGNAL_UNKILLABLE
    }
    if (signal == Signal.CONT || signal == Signal.KILL) {
      row = goOn(row, signal);
    }
    SignalState signals = row.signals();
    if ((signal.bit() & STOPS) != 0) {
      signals = signals.without(Signal.CONT);
    }
    if (!signals.ignores(signal) || signals.blocks(signal)) {
      signals = signals.raise(signal);
    }
    if (!signals.equals(row.signals())) {
      world.put(TaskRow.TABLE, pid, row.withSignals(signals));
      nudge(pid, signals.blocks(signal));
    }
  }

  /** Sends a signal to each task of a process group; gives whether there is one. */
  public boolean sendGroup(int pgid, Signal signal) {
    boolean any = false;
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pgid() == pgid && !row.isZombie()) {
        any = true;
        send(row.pid(), signal);
      }
    }
    return any;
  }

  private TaskRow goOn(TaskRow row, Signal signal) {
    SignalState signals = row.signals();
    for (Signal stop : new Signal[] {Signal.STOP, Signal.TSTP, Signal.TTIN, Signal.TTOU}) {
      signals = signals.without(stop);
    }
    Edit edit = row.edit().signals(signals);
    boolean stopped = row.life() == TaskRow.Life.STOPPED;
    if (stopped) {
      edit.life(TaskRow.Life.ALIVE);
      if (signal == Signal.CONT) {
        edit.report(WaitStatus.CONTINUED);
      }
    }
    TaskRow next = edit.done();
    world.put(TaskRow.TABLE, row.pid(), next);
    Task task = scheduler.find(row.pid()).orElse(null);
    if (stopped && task != null) {
      task.stopped = false;
      scheduler.makeReady(task);
      tellParent(next);
    }
    return next;
  }

  private void nudge(int pid, boolean blocked) {
    Task task = scheduler.find(pid).orElse(null);
    if (task == null || blocked) {
      return;
    }
    task.attention = true;
    TaskRow row = world.get(TaskRow.TABLE, pid);
    Signal fatal = row == null ? null : fatal(row.signals());
    if (fatal != null && (!task.stopped || fatal == Signal.KILL)) {
      scheduler.kill(task, WaitStatus.killed(fatal));
    } else if (!task.stopped) {
      scheduler.makeReady(task);
    }
  }

  /** A pending signal that ends the task, null if there is none. */
  private static @Nullable Signal fatal(SignalState signals) {
    for (Signal signal : signals.pending()) {
      if (!signals.blocks(signal)
          && signals.disposition(signal) == Signal.Disposition.DEFAULT
          && (signal.action() == Signal.Action.TERMINATE
              || signal.action() == Signal.Action.CORE)) {
        return signal;
      }
    }
    return null;
  }

  /** Whether a caught signal waits to be taken. */
  boolean hasCaught(Task me) {
    TaskRow row = world.get(TaskRow.TABLE, me.pid);
    return row != null && nextCaught(row.signals()) != null;
  }

  private static @Nullable Signal nextCaught(SignalState signals) {
    for (Signal signal : signals.pending()) {
      if (!signals.blocks(signal) && signals.disposition(signal) == Signal.Disposition.CATCH) {
        return signal;
      }
    }
    return null;
  }

  /** Takes the next caught signal of the running task, null if none waits. */
  public @Nullable Signal take() {
    int pid = scheduler.current().pid;
    TaskRow row = world.get(TaskRow.TABLE, pid);
    Signal signal = row == null ? null : nextCaught(row.signals());
    if (row != null && signal != null) {
      world.put(TaskRow.TABLE, pid, row.withSignals(row.signals().without(signal)));
    }
    return signal;
  }

  /**
   * Takes default actions of the running task: ends it, stops it until SIGCONT.
   *
   * @return whether it was stopped; what it waits for may have been announced meanwhile
   */
  boolean deliver(Task me) {
    boolean stopped = false;
    TaskRow row = world.get(TaskRow.TABLE, me.pid);
    while (row != null && !me.dying && !row.signals().pending().isEmpty()) {
      Signal fatal = fatal(row.signals());
      if (fatal != null) {
        me.dying = true;
        me.fatal = WaitStatus.killed(fatal);
        throw new TaskKilled(me.fatal).raise();
      }
      Signal stop = me.stopped ? null : stopping(row.signals());
      if (stop == null) {
        return stopped;
      }
      stop(me, row, stop);
      stopped = true;
      row = world.get(TaskRow.TABLE, me.pid);
    }
    return stopped;
  }

  private static @Nullable Signal stopping(SignalState signals) {
    for (Signal signal : signals.pending()) {
      if (signal.action() == Signal.Action.STOP
          && !signals.blocks(signal)
          && signals.disposition(signal) == Signal.Disposition.DEFAULT) {
        return signal;
      }
    }
    return null;
  }

  private void stop(Task me, TaskRow row, Signal signal) {
    TaskRow stopped =
        row.edit()
            .signals(row.signals().without(signal))
            .life(TaskRow.Life.STOPPED)
            .report(WaitStatus.stopped(signal))
            .done();
    world.put(TaskRow.TABLE, me.pid, stopped);
    tellParent(stopped);
    me.stopped = true;
    me.stops++;
    scheduler.blockKillable(Channel.of("do_signal_stop", me.pid), () -> !me.stopped);
  }

  /** SIGCHLD, and whoever waits in wait4 looks again. */
  void tellParent(TaskRow child) {
    send(child.ppid(), Signal.CHLD);
    scheduler.wake(Channel.of("do_wait", child.ppid()));
  }
}
