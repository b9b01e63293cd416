package modbox.fs.procfs;

import java.util.ArrayList;
import java.util.function.LongToIntFunction;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import modbox.task.Scheduler;
import modbox.task.TaskRow;
import modbox.vfs.Vfs;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The tasks as directories of /proc.
 *
 * @param net what the net directory of each task shows
 * @param foreground tells the foreground process group of a terminal by its device number
 */
public record Tasks(
    World world, Scheduler scheduler, Vfs vfs, LongToIntFunction foreground, Directory net)
    implements Directory {
  @Override
  public Iterable<String> names() {
    var names = new ArrayList<String>();
    for (Integer pid : world.keys(TaskRow.TABLE)) {
      names.add(Integer.toString(pid));
    }
    return names;
  }

  @Override
  public @Nullable Tree child(String name) {
    TaskRow row = find(name);
    if (row == null) {
      return null;
    }
    return new Tree.Dir(
        new TaskDirectory(this, row, false),
        0555,
        row.credentials().euid(),
        row.credentials().egid());
  }

  /** The task with this number, null if there is none or the name is no number. */
  @Nullable TaskRow find(String name) {
    int pid = number(name);
    return pid <= 0 ? null : world.get(TaskRow.TABLE, pid);
  }

  /** A decimal number without leading zeros, -1 for anything else. */
  static int number(String name) {
    if (name.isEmpty() || name.length() > 9 || (name.charAt(0) == '0' && name.length() > 1)) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
