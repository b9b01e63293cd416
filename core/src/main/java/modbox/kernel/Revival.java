package modbox.kernel;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.task.Channel;
import modbox.task.Fd;
import modbox.task.Processes;
import modbox.task.TaskRow;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;
import modbox.world.Snapshot;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

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
        List<Integer> sockets = passed(row);
        processes.revive(row, awaited(row, sockets), () -> resume(row, sockets));
      } else {
        processes.drop(row);
      }
    }
  }

  /**
   * The descriptors that a daemon has again when it begins again, as a service manager passes them:
   * from 3 on, sockets that others send to. Nothing that is sent meanwhile is lost.
   */
  private List<Integer> passed(TaskRow row) {
    var passed = new ArrayList<Integer>();
    for (int fd = 3; isSocket(row, fd); fd++) {
      passed.add(fd);
    }
    return passed;
  }

  private boolean isSocket(TaskRow row, int fd) {
    SocketRow socket = socket(row, fd);
    return socket != null && (socket.groups() != 0 || socket.state() == SocketRow.State.LISTENING);
  }

  private @Nullable SocketRow socket(TaskRow row, int fd) {
    Fd entry = row.fds().getOrElse(fd, null);
    OpenFile file = entry == null ? null : world.get(Vfs.FILES, entry.file());
    return file == null || !file.kind().equals(Sockets.KIND)
        ? null
        : world.get(Sockets.SOCKETS, file.data());
  }

  /**
   * What a daemon waits for that was at rest: it has nothing open but its sockets, nothing in them,
   * and no child. It need not begin before something comes. Empty for one that was at work.
   */
  private List<Channel> awaited(TaskRow row, List<Integer> sockets) {
    var channels = new ArrayList<Channel>();
    for (int fd : sockets) {
      SocketRow socket = socket(row, fd);
      if (socket == null || (kernel.sockets.poll(socket.id()) & Open.POLLIN) != 0) {
        return List.of();
      }
      channels.add(FileDoor.channel(Sockets.channel(socket.id())));
    }
    boolean works = row.fds().size() > 3 + sockets.size();
    for (TaskRow other : world.rows(TaskRow.TABLE)) {
      works |= other.ppid() == row.pid();
    }
    return works ? List.of() : channels;
  }

  /** A daemon's new life; its memory is there. Source: sd_listen_fds(3). */
  private int resume(TaskRow row, List<Integer> sockets) throws ErrnoException {
    for (int fd : processes.self().fds().keySet()) {
      if (fd > 2 && !sockets.contains(fd)) {
        kernel.files.close(fd);
      }
    }
    var environment = new ArrayList<>(row.environment());
    if (!sockets.isEmpty()) {
      environment.add("LISTEN_FDS=" + sockets.size());
      environment.add("LISTEN_PID=" + row.pid());
    }
    return kernel.exec().resume(kernel.syscalls(), row, environment);
  }
}
