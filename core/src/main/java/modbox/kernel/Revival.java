package modbox.kernel;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.task.Fd;
import modbox.task.Processes;
import modbox.task.TaskRow;
import modbox.vfs.Vfs;
import modbox.world.Snapshot;
import modbox.world.World;

/**
 * What happens to tasks when the world goes to another moment: threads cannot go back, so most end;
 * daemons begin again from their rows.
 */
final class Revival {
  private final Kernel kernel;
  private final World world;
  private final Processes processes;

  Revival(Kernel kernel) {
    this.kernel = kernel;
    this.world = kernel.world;
    this.processes = kernel.processes;
  }

  /** Goes to a moment; gives the tasks that ended, {@code comm[pid]} each. */
  List<String> restore(Snapshot moment) {
    List<TaskRow> kept = askers();
    var keptIds = new TreeSet<Integer>();
    kept.forEach(row -> keptIds.add(row.pid()));
    var ended = new ArrayList<String>();
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pid() != Processes.INIT && !row.daemon() && !keptIds.contains(row.pid())) {
        ended.add(row.comm() + "[" + row.pid() + "]");
      }
    }
    processes.takeOffOthers(keptIds);
    world.restore(moment);
    kernel.clock.recall();
    kernel.devices.core().rearm();
    for (TaskRow row : kept) {
      if (!world.has(TaskRow.TABLE, row.pid())) {
        reattach(row);
      }
    }
    settle(keptIds);
    return ended;
  }

  /** The task that asks, if one does, and its ancestors. */
  private List<TaskRow> askers() {
    var rows = new ArrayList<TaskRow>();
    if (kernel.scheduler.isCurrent()) {
      TaskRow row = processes.self();
      while (row != null && row.pid() != Processes.INIT) {
        rows.add(row);
        row = world.get(TaskRow.TABLE, row.ppid());
      }
    }
    return rows;
  }

  /** A task that was not born at that moment keeps its row, and those files that are there. */
  private void reattach(TaskRow row) {
    SortedMap<Integer, Fd> fds = row.fds();
    for (Tuple2<Integer, Fd> entry : row.fds()) {
      if (!world.has(Vfs.FILES, entry._2.file())) {
        fds = fds.remove(entry._1);
      }
    }
    TaskRow next = row.withFds(fds);
    processes.update(next);
    kernel.files.inherited(next);
  }

  /** Ends rows without a thread; starts daemons again. */
  void settle(java.util.Set<Integer> kept) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pid() == Processes.INIT || kept.contains(row.pid())) {
        continue;
      }
      if (row.daemon()) {
        processes.revive(row, () -> resume(row));
      } else {
        processes.drop(row);
      }
    }
  }

  /** A daemon's new life: its descriptors but the first three are closed, its memory is there. */
  private int resume(TaskRow row) throws ErrnoException {
    for (int fd : processes.self().fds().keySet()) {
      if (fd > 2) {
        kernel.files.close(fd);
      }
    }
    return kernel.exec().resume(kernel.syscalls(), row);
  }
}
