package modbox.tool.udev;

import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.udev.device.SysFiles;
import modbox.user.ExitStatus;
import modbox.user.Proc;

/** Deletes the database, but for records whose sticky bit is set. */
final class Cleanup {
  private Cleanup() {}

  static ExitStatus run(Proc proc, SysFiles files) throws ErrnoException {
    for (String name : files.list("/run/udev/data")) {
      String path = "/run/udev/data/" + name;
      if ((files.mode(path) & Mode.STICKY) == 0) {
        proc.sys().unlink(path);
      }
    }
    for (String directory : new String[] {"links", "tags", "static_node-tags", "watch"}) {
      delete(proc, files, "/run/udev/" + directory, 2);
    }
    return ExitStatus.OK;
  }

  private static void delete(Proc proc, SysFiles files, String directory, int depth)
      throws ErrnoException {
    for (String name : files.list(directory)) {
      String path = directory + "/" + name;
      if ((files.linkMode(path) & Mode.FMT) != Mode.DIR) {
        proc.sys().unlink(path);
      } else if (depth > 0) {
        delete(proc, files, path, depth - 1);
        proc.sys().rmdir(path);
      }
    }
  }
}
