package modbox.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.user.In;
import modbox.user.file.Directories;

/** Names that a person may type, looked up in the running machine. */
final class Names {
  private Names() {}

  /** Commands, from the directories of the usual PATH. */
  static List<String> commands(Syscalls sys) {
    var names = new ArrayList<String>();
    for (String dir : List.of("/usr/local/bin", "/usr/sbin", "/usr/bin")) {
      try {
        names.addAll(Directories.names(sys, dir));
      } catch (ErrnoException _) {
        // a directory that is not there has no commands
      }
    }
    return names;
  }

  /** The modules of the running kernel's tree, with underscores. */
  static List<String> modules(Syscalls sys) throws ErrnoException {
    var names = new ArrayList<String>();
    for (String line :
        read(sys, "/lib/modules/" + sys.uname().release() + "/modules.dep").split("\n")) {
      int colon = line.indexOf(':');
      String file = colon < 0 ? "" : line.substring(line.lastIndexOf('/', colon) + 1, colon);
      int dot = file.indexOf('.');
      if (dot > 0) {
        names.add(file.substring(0, dot).replace('-', '_'));
      }
    }
    return names;
  }

  /** The modules that are loaded. */
  static List<String> loaded(Syscalls sys) throws ErrnoException {
    return firstWords(sys, "/proc/modules", ' ');
  }

  /** The users of the machine. */
  static List<String> users(Syscalls sys) throws ErrnoException {
    return firstWords(sys, "/etc/passwd", ':');
  }

  /** The file systems that the kernel knows now. */
  static List<String> fileSystems(Syscalls sys) throws ErrnoException {
    return read(sys, "/proc/filesystems")
        .lines()
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .toList();
  }

  private static List<String> firstWords(Syscalls sys, String path, char end)
      throws ErrnoException {
    return read(sys, path)
        .lines()
        .filter(line -> line.indexOf(end) > 0)
        .map(line -> line.substring(0, line.indexOf(end)))
        .toList();
  }

  private static String read(Syscalls sys, String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY);
    try {
      return new String(In.readAll(sys, fd), StandardCharsets.ISO_8859_1);
    } finally {
      sys.close(fd);
    }
  }
}
