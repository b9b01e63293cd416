package modbox.js;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/** Finds every device below /sys/devices: a directory with a {@code uevent} file. */
final class DeviceWalk {
  private final Syscalls sys;

  DeviceWalk(Syscalls sys) {
    this.sys = sys;
  }

  /** Device paths (without /sys), parents before children. */
  List<String> all() throws ErrnoException {
    var found = new ArrayList<String>();
    walk("/devices", found);
    return found;
  }

  private void walk(String devpath, List<String> found) throws ErrnoException {
    int fd = sys.open("/sys" + devpath, Open.RDONLY | Open.DIRECTORY);
    List<Dirent> entries;
    try {
      entries = sys.getdents(fd);
    } finally {
      sys.close(fd);
    }
    if (entries.stream().anyMatch(e -> e.name().equals("uevent"))) {
      found.add(devpath);
    }
    for (Dirent entry : entries) {
      if (entry.type() == Mode.DIR && !entry.name().startsWith(".")) {
        walk(devpath + "/" + entry.name(), found);
      }
    }
  }
}
