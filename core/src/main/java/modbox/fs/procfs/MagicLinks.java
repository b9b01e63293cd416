package modbox.fs.procfs;

import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Caller;
import modbox.task.TaskRow;
import modbox.vfs.OpenFile;
import modbox.vfs.Place;
import org.jspecify.annotations.Nullable;

/** Links of /proc/PID that lead to a node, whatever their text says. Source: proc_pid_get_link. */
final class MagicLinks {
  private MagicLinks() {}

  /** EACCES unless the caller might trace the task. Source: ptrace_may_access. */
  static void check(TaskRow row, Caller caller) throws ErrnoException {
    var who = caller.credentials();
    var its = row.credentials();
    boolean same =
        who.fsuid() == its.uid()
            && who.fsuid() == its.euid()
            && who.fsuid() == its.suid()
            && who.fsgid() == its.gid()
            && who.fsgid() == its.egid()
            && who.fsgid() == its.sgid();
    if (caller.pid() != row.pid() && !same && !who.has(Capability.SYS_PTRACE)) {
      throw Errno.EACCES.on("/proc/" + row.pid());
    }
  }

  /** The text of cwd, root or exe. */
  static String text(Tasks tasks, TaskRow row, String name, Caller caller) throws ErrnoException {
    check(row, caller);
    if (name.equals("exe")) {
      return exe(row);
    }
    Place place = (Place) (name.equals("cwd") ? row.fs().cwd() : row.fs().root());
    return tasks.vfs().mounts().path(place, tasks.vfs().current().root());
  }

  private static String exe(TaskRow row) throws ErrnoException {
    if (row.exe().isEmpty() || row.isZombie()) {
      throw Errno.ENOENT.on("exe");
    }
    return row.exe();
  }

  /** Where a link below /proc leads, null if it is an ordinary one. */
  static @Nullable Place jump(Tasks tasks, String path, Caller caller) throws ErrnoException {
    int slash = path.indexOf('/', 1);
    TaskRow row = slash < 0 ? null : tasks.find(path.substring(1, slash));
    if (row == null) {
      return null;
    }
    String rest = path.substring(slash + 1);
    String thread = "task/" + row.pid() + "/";
    if (rest.startsWith(thread)) {
      rest = rest.substring(thread.length());
    }
    return switch (rest) {
      case "cwd" -> allowed((Place) row.fs().cwd(), row, caller);
      case "root" -> allowed((Place) row.fs().root(), row, caller);
      case "exe" -> {
        check(row, caller);
        yield tasks.vfs().names().resolve(exe(row), true);
      }
      default -> rest.startsWith("fd/") ? descriptor(tasks, row, rest.substring(3), caller) : null;
    };
  }

  private static Place allowed(Place place, TaskRow row, Caller caller) throws ErrnoException {
    check(row, caller);
    return place;
  }

  private static Place descriptor(Tasks tasks, TaskRow row, String number, Caller caller)
      throws ErrnoException {
    check(row, caller);
    OpenFile file = Descriptors.file(tasks, row, number);
    if (file == null) {
      throw Errno.ENOENT.on(number);
    }
    return file.place();
  }
}
