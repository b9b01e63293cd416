package modbox.why;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.Dev;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import modbox.user.In;
import modbox.user.file.Directories;

/**
 * What a user can see of a machine at one moment: looked up through system calls, as a user would.
 *
 * @param modules by name: reference count and users
 * @param devices by device path: the driver, or "no driver"
 * @param files by path: what kind of thing it is and how it looks; /proc and /sys are left out
 * @param log the kernel's log, a line each
 */
record Facts(
    SortedMap<String, String> modules,
    SortedMap<String, String> devices,
    SortedMap<String, File> files,
    List<String> log) {
  private static final List<String> VIEWS = List.of("/proc", "/sys");

  /** What udevd and the shell keep for themselves. */
  private static final List<String> RECORDS = List.of("/run/udev", "/dev/pts");

  /**
   * A file.
   *
   * @param look type, permissions, owner, and what a link or a node is for
   * @param stamp what changes when the content does
   */
  record File(String look, String stamp, boolean regular) {}

  /** Looks at everything. */
  static Facts gather(Syscalls sys) {
    var modules = new TreeMap<String, String>();
    for (String line : text(sys, "/proc/modules").lines().toList()) {
      String[] words = line.split(" ");
      String users = words[3].equals("-") ? "" : " by " + words[3].replaceAll(",$", "");
      modules.put(words[0], "used " + words[2] + users);
    }
    var devices = new TreeMap<String, String>();
    devices(sys, "/sys/devices", devices);
    var files = new TreeMap<String, File>();
    files(sys, "", files);
    return new Facts(modules, devices, files, log(sys));
  }

  /** The text of a file, or nothing if it cannot be read. */
  static String text(Syscalls sys, String path) {
    try {
      int fd = sys.open(path, Open.RDONLY);
      try {
        return new String(In.readAll(sys, fd), StandardCharsets.ISO_8859_1);
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException _) {
      return ""; // what cannot be read has no text to compare
    }
  }

  private static List<Dirent> entries(Syscalls sys, String dir) {
    try {
      return Directories.entries(sys, dir.isEmpty() ? "/" : dir);
    } catch (ErrnoException _) {
      return List.of(); // gone meanwhile
    }
  }

  private static void devices(Syscalls sys, String dir, SortedMap<String, String> devices) {
    boolean device = false;
    String driver = "no driver";
    for (Dirent entry : entries(sys, dir)) {
      if (entry.type() == Mode.DIR) {
        devices(sys, dir + "/" + entry.name(), devices);
      } else if (entry.name().equals("uevent")) {
        device = true;
      } else if (entry.name().equals("driver")) {
        driver = target(sys, dir + "/driver").map(Facts::base).orElse(driver);
      }
    }
    if (device) {
      devices.put(dir.substring("/sys".length()), driver);
    }
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<String> target(Syscalls sys, String link) {
    try {
      return Optional.of(sys.readlink(link));
    } catch (ErrnoException _) {
      return Optional.empty(); // gone meanwhile
    }
  }

  private static void files(Syscalls sys, String dir, SortedMap<String, File> files) {
    for (Dirent entry : entries(sys, dir)) {
      String path = dir + "/" + entry.name();
      if (VIEWS.contains(path) || RECORDS.contains(path)) {
        continue;
      }
      try {
        Stat stat = sys.lstat(path);
        files.put(path, file(sys, path, stat));
      } catch (ErrnoException _) {
        continue; // gone meanwhile
      }
      if (entry.type() == Mode.DIR) {
        sys.checkpoint();
        files(sys, path, files);
      }
    }
  }

  private static File file(Syscalls sys, String path, Stat stat) {
    String owner = stat.uid() + ":" + stat.gid();
    if (stat.isSymlink()) {
      return new File("link to " + target(sys, path).orElse("?"), "", false);
    }
    String rights = String.format(" %04o %s", stat.permissions(), owner);
    return switch (stat.type()) {
      case Mode.DIR -> new File("directory" + rights, "", false);
      case Mode.REG -> new File("file" + rights, stat.size() + " " + stat.mtime(), true);
      case Mode.BLK, Mode.CHR ->
          new File(
              (stat.type() == Mode.BLK ? "block device " : "character device ")
                  + Dev.major(stat.rdev())
                  + ":"
                  + Dev.minor(stat.rdev())
                  + rights,
              "",
              false);
      default -> new File("special file" + rights, "", false);
    };
  }

  private static List<String> log(Syscalls sys) {
    var lines = new ArrayList<String>();
    try {
      int fd = sys.open("/dev/kmsg", Open.RDONLY | Open.NONBLOCK);
      try {
        byte[] buffer = new byte[8192];
        while (true) {
          int count = sys.read(fd, buffer, 0, buffer.length);
          lines.add(message(new String(buffer, 0, count, StandardCharsets.ISO_8859_1)));
        }
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException _) {
      return lines; // EAGAIN: the end of the log
    }
  }

  /** A record of kmsg as dmesg shows it; what follows the first line describes its device. */
  private static String message(String record) {
    int semicolon = record.indexOf(';');
    int end = record.indexOf('\n', semicolon);
    String[] head = record.substring(0, semicolon).split(",");
    long micros = Long.parseLong(head[2]);
    return String.format("[%5d.%06d] ", micros / 1_000_000, micros % 1_000_000)
        + record.substring(semicolon + 1, end < 0 ? record.length() : end);
  }
}
