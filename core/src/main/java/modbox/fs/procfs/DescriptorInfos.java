package modbox.fs.procfs;

import modbox.pseudo.Directory;
import modbox.pseudo.SeqFile;
import modbox.pseudo.Tree;
import modbox.task.Fd;
import modbox.task.TaskRow;
import modbox.vfs.OpenFile;
import org.jspecify.annotations.Nullable;

/** /proc/PID/fdinfo: position and flags of each descriptor. Source: fs/proc/fd.c. */
record DescriptorInfos(Tasks tasks, TaskRow row) implements Directory {
  private static final int CLOEXEC = 02000000;

  @Override
  public Iterable<String> names() {
    return TaskDirectory.numbers(row);
  }

  @Override
  public @Nullable Tree child(String name) {
    OpenFile file = Descriptors.file(tasks, row, name);
    Fd fd = row.fds().getOrElse(Tasks.number(name), null);
    if (file == null || fd == null) {
      return null;
    }
    SeqFile text =
        out -> {
          int flags = file.flags() | 0100000 | (fd.closeOnExec() ? CLOEXEC : 0);
          out.line("pos:\t" + file.position());
          out.line("flags:\t0" + Integer.toOctalString(flags));
          out.line("mnt_id:\t" + file.place().mount());
          out.line("ino:\t" + file.place().node().ino());
        };
    return new Tree.File(text, 0444, row.credentials().euid(), row.credentials().egid(), 0, 0);
  }
}
