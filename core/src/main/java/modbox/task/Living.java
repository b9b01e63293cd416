package modbox.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.world.World;

/** The tasks that have a thread, and how they lose it. */
final class Living {
  private final World world;
  private final Scheduler scheduler;
  private final TreeMap<Integer, Task> tasks = new TreeMap<>();

  Living(World world, Scheduler scheduler) {
    this.world = world;
    this.scheduler = scheduler;
  }

  Optional<Task> find(int pid) {
    return Optional.ofNullable(tasks.get(pid));
  }

  /** All of them by process id. */
  Iterable<Task> all() {
    return tasks.values();
  }

  /** All of them as they are now. */
  List<Task> list() {
    return List.copyOf(tasks.values());
  }

  void add(Task task) {
    tasks.put(task.pid, task);
  }

  /** Its thread has come to its end. */
  void forget(Task task) {
    task.state = Task.State.GONE;
    tasks.remove(task.pid, task);
  }

  boolean anyWaitsForHost() {
    for (Task task : tasks.values()) {
      if (task.waitsForHost()) {
        return true;
      }
    }
    return false;
  }

  /** Ends a task with a status word, whatever it does. */
  void kill(Task task, int status) {
    if (task.fatal >= 0 || task.state == Task.State.GONE) {
      return;
    }
    task.fatal = status;
    task.stopped = false;
    task.attention = true;
    if (task.state == Task.State.OUTSIDE) {
      end(task, status);
    } else {
      scheduler.makeReady(task);
      scheduler.baton().watch(task);
    }
  }

  private void end(Task task, int status) {
    scheduler.withdraw(task);
    scheduler.delivery().end(task, status);
    tasks.remove(task.pid, task);
  }

  /** Takes the baton's holder off: it ignored a kill for too long. What its call did is undone. */
  void abandon(Task task) {
    if (task.base != null) {
      world.restore(task.base);
    }
    end(task, task.fatal >= 0 ? task.fatal : WaitStatus.killed(Signal.KILL));
  }

  /** Takes off every task that the filter does not keep; their rows are the caller's affair. */
  List<Task> takeOff(Predicate<Task> keep) {
    var taken = new ArrayList<Task>();
    for (Iterator<Task> all = tasks.values().iterator(); all.hasNext(); ) {
      Task task = all.next();
      if (!keep.test(task)) {
        all.remove();
        scheduler.withdraw(task);
        taken.add(task);
      }
    }
    return taken;
  }
}
