package modbox.fs.procfs;

import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import modbox.task.Fd;
import modbox.task.TaskRow;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;
import org.jspecify.annotations.Nullable;

/** /proc/PID/fd: a link for each descriptor. */
record Descriptors(Tasks tasks, TaskRow row) implements Directory {
  @Override
  public Iterable<String> names() {
    return TaskDirectory.numbers(row);
  }

  @Override
  public @Nullable Tree child(String name) {
    OpenFile file = file(tasks, row, name);
    if (file == null) {
      return null;
    }
    int mode = (file.readable() ? 0500 : 0) | (file.writable() ? 0300 : 0);
    return new Tree.Link(
        caller -> tasks.vfs().mounts().path(file.place(), tasks.vfs().current().root()),
        mode,
        row.credentials().euid(),
        row.credentials().egid());
  }

  /** The open file behind a descriptor, null if there is none. */
  static @Nullable OpenFile file(Tasks tasks, TaskRow row, String name) {
    int number = Tasks.number(name);
    Fd fd = number < 0 ? null : row.fds().getOrElse(number, null);
    return fd == null ? null : tasks.world().get(Vfs.FILES, fd.file());
  }
}
