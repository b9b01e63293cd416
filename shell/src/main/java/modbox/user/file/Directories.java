package modbox.user.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/** Reading directories. */
public final class Directories {
  private Directories() {}

  /** The entries of a directory in its own order, "." and ".." left out. */
  public static List<Dirent> entries(Syscalls sys, String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
    try {
      var entries = new ArrayList<Dirent>();
      for (Dirent entry : sys.getdents(fd)) {
        if (!entry.name().equals(".") && !entry.name().equals("..")) {
          entries.add(entry);
        }
      }
      return entries;
    } finally {
      sys.close(fd);
    }
  }

  /** The names in a directory, sorted by byte. */
  public static List<String> names(Syscalls sys, String path) throws ErrnoException {
    return entries(sys, path).stream().map(Dirent::name).sorted(Comparator.naturalOrder()).toList();
  }

  /** Whether the path is a directory, links followed. */
  public static boolean isDirectory(Syscalls sys, String path) {
    try {
      return sys.stat(path).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
