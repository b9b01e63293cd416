package modbox.tty;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.Termios;
import modbox.task.Processes;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskRow;
import modbox.world.World;

/** Which process group may use a terminal. Source: drivers/tty/tty_jobctrl.c. */
public final class JobControl {
  private final World world;
  private final Scheduler scheduler;
  private final Processes processes;
  private final Signals signals;

  JobControl(World world, Scheduler scheduler, Processes processes, Signals signals) {
    this.world = world;
    this.scheduler = scheduler;
    this.processes = processes;
    this.signals = signals;
  }

  /** Stops a background group that reads; EIO for one that nobody could wake. */
  void mayRead(TtyRow row) throws ErrnoException {
    while (isBackground(row)) {
      TaskRow me = processes.self();
      if (isDeaf(me, Signal.TTIN) || isOrphaned(me)) {
        throw Errno.EIO.on("tty");
      }
      stopGroup(me, Signal.TTIN);
    }
  }

  /** Stops a background group that writes, if TOSTOP is set. */
  void mayWrite(TtyRow row) throws ErrnoException {
    if (row.termios().local(Termios.TOSTOP)) {
      mayChange(row);
    }
  }

  /** Stops a background group that changes settings. */
  void mayChange(TtyRow row) throws ErrnoException {
    while (isBackground(row)) {
      TaskRow me = processes.self();
      if (isDeaf(me, Signal.TTOU)) {
        return;
      }
      if (isOrphaned(me)) {
        throw Errno.EIO.on("tty");
      }
      stopGroup(me, Signal.TTOU);
    }
  }

  private void stopGroup(TaskRow me, Signal signal) throws ErrnoException {
    signals.sendGroup(me.pgid(), signal);
    scheduler.checkpoint();
    if (processes.self().signals().disposition(signal) == Signal.Disposition.CATCH) {
      throw Errno.EINTR.on("tty");
    }
  }

  /** Whether the calling task is in a background group of its terminal. */
  boolean isBackground(TtyRow row) {
    TaskRow me = processes.self();
    TtyRow now = world.get(TtyRow.TABLE, row.id());
    return now != null
        && me.tty() == now.dev()
        && now.foreground() != 0
        && now.foreground() != me.pgid();
  }

  private static boolean isDeaf(TaskRow me, Signal signal) {
    return (me.signals().mask() & signal.bit()) != 0
        || me.signals().disposition(signal) == Signal.Disposition.IGNORE;
  }

  /** Whether no member of the group has a parent in the session but outside the group. */
  private boolean isOrphaned(TaskRow me) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pgid() == me.pgid() && !row.isZombie()) {
        TaskRow parent = world.get(TaskRow.TABLE, row.ppid());
        if (parent != null && parent.pgid() != me.pgid() && parent.sid() == me.sid()) {
          return false;
        }
      }
    }
    return true;
  }

  /** EPERM for a group of another session, ESRCH if there is none. */
  void checkGroup(int pgid, int sid) throws ErrnoException {
    boolean found = false;
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pgid() == pgid) {
        found = true;
        if (row.sid() == sid) {
          return;
        }
      }
    }
    throw (found ? Errno.EPERM : Errno.ESRCH).on("tty");
  }

  /** The line was cut: the session leader and the foreground group get SIGHUP and SIGCONT. */
  void hangUp(TtyRow row) {
    if (row.session() != 0) {
      signals.send(row.session(), Signal.HUP);
      signals.send(row.session(), Signal.CONT);
    }
    if (row.foreground() != 0) {
      signals.sendGroup(row.foreground(), Signal.HUP);
      signals.sendGroup(row.foreground(), Signal.CONT);
    }
  }

  /** Makes another process group of the caller's session the foreground one. */
  void setForeground(TtyRow row, int pgid) throws ErrnoException {
    TaskRow me = processes.self();
    if (me.tty() != row.dev() || row.session() != me.sid()) {
      throw Errno.ENOTTY.on("tty");
    }
    if (pgid < 0) {
      throw Errno.EINVAL.on("tty");
    }
    mayChange(row);
    checkGroup(pgid, me.sid());
    TtyRow now = world.get(TtyRow.TABLE, row.id());
    if (now != null) {
      world.put(TtyRow.TABLE, row.id(), now.withForeground(pgid, now.session()));
    }
  }

  /** Makes a terminal the controlling one of the caller's session, which has none. */
  void setControlling(TtyRow row) throws ErrnoException {
    TaskRow me = processes.self();
    if (row.session() == me.sid() && me.tty() == row.dev()) {
      return;
    }
    if (me.sid() != me.pid() || me.tty() != 0 || row.session() != 0) {
      throw Errno.EPERM.on("tty");
    }
    world.put(TtyRow.TABLE, row.id(), row.withForeground(me.pgid(), me.sid()));
    processes.update(me.edit().tty(row.dev()).daemon(false).done());
  }

  /** The session's leader has gone: nobody of the session has a terminal any more. */
  void disown(TtyRow row, int sid) {
    if (row.session() != sid) {
      return;
    }
    world.put(TtyRow.TABLE, row.id(), row.withForeground(0, 0));
    if (row.foreground() != 0) {
      signals.sendGroup(row.foreground(), Signal.HUP);
      signals.sendGroup(row.foreground(), Signal.CONT);
    }
    for (TaskRow task : world.rows(TaskRow.TABLE)) {
      if (task.sid() == row.session() && task.tty() != 0) {
        processes.update(task.edit().tty(0).done());
      }
    }
  }
}
