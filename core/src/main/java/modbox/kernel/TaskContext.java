package modbox.kernel;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.pseudo.Caller;
import modbox.task.Channel;
import modbox.task.ModuleRequester;
import modbox.task.Processes;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskRow;
import modbox.vfs.Current;
import modbox.vfs.NodeRef;
import modbox.vfs.Place;
import modbox.world.World;

/** The running task as the files see it; before the first task, and between tasks, the kernel. */
final class TaskContext implements Current {
  private final World world;
  private final Scheduler scheduler;
  private final Signals signals;
  private final ModuleRequester modules;

  TaskContext(World world, Scheduler scheduler, Signals signals, ModuleRequester modules) {
    this.world = world;
    this.scheduler = scheduler;
    this.signals = signals;
    this.modules = modules;
  }

  private TaskRow row() {
    int pid = scheduler.isCurrent() ? scheduler.current().pid() : Processes.INIT;
    TaskRow row = world.get(TaskRow.TABLE, pid);
    if (row == null) {
      throw new IllegalStateException("no task " + pid);
    }
    return row;
  }

  @Override
  public Caller caller() {
    if (!scheduler.isCurrent()) {
      return Caller.KERNEL;
    }
    TaskRow row = row();
    return new Caller(row.pid(), row.credentials());
  }

  @Override
  public Place cwd() {
    return (Place) row().fs().cwd();
  }

  @Override
  public Place root() {
    return (Place) row().fs().root();
  }

  @Override
  public int umask() {
    return row().fs().umask();
  }

  @Override
  public boolean holds(NodeRef node) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (!row.isZombie()
          && (((Place) row.fs().cwd()).node().equals(node)
              || ((Place) row.fs().root()).node().equals(node))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean holdsMount(int mount) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (!row.isZombie()
          && (((Place) row.fs().cwd()).mount() == mount
              || ((Place) row.fs().root()).mount() == mount)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long now() {
    return scheduler.clock().realtime();
  }

  @Override
  public boolean await(List<String> channels, long timeout) throws ErrnoException {
    var list = new ArrayList<Channel>(channels.size());
    for (String channel : channels) {
      list.add(FileDoor.channel(channel));
    }
    return scheduler.sleepOn(list, timeout);
  }

  @Override
  public void wake(String channel) {
    scheduler.wake(FileDoor.channel(channel));
  }

  @Override
  public void brokenPipe() {
    signals.send(row().pid(), Signal.PIPE);
  }

  @Override
  public boolean requestModule(String name) {
    return scheduler.isCurrent() && modules.request(name) == 0;
  }
}
