package modbox.udev.device;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The files that udev looks at and makes. Reading calls answer null, 0 or an empty list for what is
 * not there; writing calls fail with an errno. All texts are byte strings.
 */
public interface Files {
  /** A file's whole content; null if it cannot be read. */
  @Nullable String read(String path);

  /** The content of a file that is no link; null for a link and for what cannot be read. */
  @Nullable String readPlain(String path);

  /** A file's content from an offset, at most {@code length} bytes; null if it cannot be read. */
  @Nullable String read(String path, long offset, int length);

  /** The target of a symbolic link; null for anything else. */
  @Nullable String readlink(String path);

  /** stat(2), links followed; null if there is nothing. */
  @Nullable Stat stat(String path);

  /** {@code st_mode}, links followed; 0 if there is nothing. */
  default int mode(String path) {
    Stat stat = stat(path);
    return stat == null ? 0 : stat.mode();
  }

  /** {@code st_mode} of the name itself; 0 if there is nothing. */
  int linkMode(String path);

  /** Names in a directory, byte-wise sorted, without "." and "..". */
  List<String> list(String directory);

  /** Absolute path without symbolic links; null if there is nothing. */
  @Nullable String realpath(String path);

  /** Writes to an existing file. */
  void store(String path, String text) throws ErrnoException;

  /** Makes or replaces a file in one step, with its mode. */
  void replace(String path, String text, int mode) throws ErrnoException;

  void symlink(String target, String path) throws ErrnoException;

  void rename(String from, String to) throws ErrnoException;

  void unlink(String path) throws ErrnoException;

  void mkdir(String path, int mode) throws ErrnoException;

  void rmdir(String path) throws ErrnoException;

  void chmod(String path, int mode) throws ErrnoException;

  void chown(String path, int uid, int gid) throws ErrnoException;

  /** Makes all directories above a path; what is there already is left. */
  default void mkdirs(String path) throws ErrnoException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String directory = path.substring(0, slash);
      if (mode(directory) == 0) {
        mkdir(directory, 0755);
      }
    }
  }

  /** Removes empty directories above a path, but not {@code stop} itself. */
  default void rmdirs(String path, String stop) {
    String directory = path.substring(0, path.lastIndexOf('/'));
    while (directory.length() > stop.length() && list(directory).isEmpty()) {
      try {
        rmdir(directory);
      } catch (ErrnoException e) {
        return; // not empty or not ours: then it stays, as rmdir_parents has it
      }
      directory = directory.substring(0, directory.lastIndexOf('/'));
    }
  }
}
