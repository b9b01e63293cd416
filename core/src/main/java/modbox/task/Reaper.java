package modbox.task;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.WaitStatus;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** wait4(2): what parents learn of their children. */
final class Reaper {
  private final World world;
  private final Scheduler scheduler;
  private final Processes processes;

  Reaper(World world, Scheduler scheduler, Processes processes) {
    this.world = world;
    this.scheduler = scheduler;
    this.processes = processes;
  }

  /** wait4(2); empty only with WNOHANG (1). */
  Optional<WaitStatus> wait4(int pid, int options) throws ErrnoException {
    int me = scheduler.current().pid();
    var found = new Wait(me, pid, options);
    Channel channel = Channel.of("do_wait", me);
    if ((options & 1) != 0) {
      found.look();
    } else {
      scheduler.block(channel, found::look, Scheduler.FOREVER);
    }
    if (found.none) {
      throw Errno.ECHILD.on("wait");
    }
    return Optional.ofNullable(found.status);
  }

  /** One look of wait4 at the children. */
  private final class Wait {
    private final int parent;
    private final int wanted;
    private final int options;
    private boolean none;
    private @Nullable WaitStatus status;

    Wait(int parent, int wanted, int options) {
      this.parent = parent;
      this.wanted = wanted;
      this.options = options;
    }

    /** Whether there is something to report, or nobody to wait for. */
    boolean look() {
      none = true;
      for (TaskRow row : world.rows(TaskRow.TABLE)) {
        if (row.ppid() != parent || !matches(row)) {
          continue;
        }
        none = false;
        if (row.isZombie()) {
          status = new WaitStatus(row.pid(), row.exitStatus());
          reap(row);
          return true;
        }
        int wantedReport = row.report() == WaitStatus.CONTINUED ? 8 : 2;
        if (row.report() != 0 && (options & wantedReport) != 0) {
          status = new WaitStatus(row.pid(), row.report());
          processes.update(row.edit().report(0).done());
          return true;
        }
      }
      return none;
    }

    private boolean matches(TaskRow row) {
      if (wanted == -1) {
        return true;
      }
      return wanted > 0
          ? row.pid() == wanted
          : row.pgid() == (wanted == 0 ? processes.self().pgid() : -wanted);
    }
  }

  private void reap(TaskRow child) {
    world.remove(TaskRow.TABLE, child.pid());
    TaskRow parent = world.get(TaskRow.TABLE, child.ppid());
    if (parent != null && parent.pid() != Processes.INIT) {
      TaskRow.Cpu own = parent.cpu();
      TaskRow.Cpu its = child.cpu();
      processes.update(
          parent
              .edit()
              .cpu(
                  new TaskRow.Cpu(
                      own.user(),
                      own.system(),
                      own.childUser() + its.user() + its.childUser(),
                      own.childSystem() + its.system() + its.childSystem()))
              .done());
    }
  }
}
