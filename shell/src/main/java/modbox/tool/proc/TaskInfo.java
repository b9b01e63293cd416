package modbox.tool.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Proc;
import modbox.user.file.Directories;

/**
 * A process as /proc tells it.
 *
 * @param stat the fields of /proc/PID/stat behind the name, state first
 * @param arguments the command line, empty for kernel threads
 * @param uid effective user
 * @param ruid real user
 * @param gid effective group
 */
record TaskInfo(
    int pid,
    String name,
    List<String> stat,
    List<String> arguments,
    int uid,
    int ruid,
    int gid,
    int rgid) {
  static final long HERTZ = 100;

  TaskInfo {
    stat = List.copyOf(stat);
    arguments = List.copyOf(arguments);
  }

  /** All processes, ascending; those that end meanwhile are left out. */
  static List<TaskInfo> all(Proc proc) throws ErrnoException {
    var numbers = new ArrayList<Integer>();
    for (String name : Directories.names(proc.sys(), "/proc")) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        numbers.add(Integer.valueOf(name));
      }
    }
    numbers.sort(null);
    var all = new ArrayList<TaskInfo>();
    for (int pid : numbers) {
      read(proc, pid).ifPresent(all::add);
    }
    return all;
  }

  /** The process of this number. */
  static Optional<TaskInfo> read(Proc proc, int pid) {
    String directory = "/proc/" + pid + "/";
    try {
      String stat = proc.readText(directory + "stat");
      int close = stat.lastIndexOf(')');
      String name = stat.substring(stat.indexOf('(') + 1, close);
      List<String> fields = List.of(stat.substring(close + 2).trim().split(" "));
      String line = proc.readText(directory + "cmdline");
      List<String> arguments =
          line.isEmpty()
              ? List.of()
              : List.of(
                  (line.endsWith("\0") ? line.substring(0, line.length() - 1) : line)
                      .split("\0", -1));
      int[] uids = ids(proc.readText(directory + "status"), "\nUid:");
      int[] gids = ids(proc.readText(directory + "status"), "\nGid:");
      return Optional.of(
          new TaskInfo(pid, name, fields, arguments, uids[1], uids[0], gids[1], gids[0]));
    } catch (ErrnoException e) {
      return Optional.empty();
    }
  }

  private static int[] ids(String status, String key) {
    int at = status.indexOf(key);
    if (at < 0) {
      return new int[] {0, 0};
    }
    String[] words =
        status.substring(at + key.length(), status.indexOf('\n', at + 1)).trim().split("\\s+");
    return new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
  }

  /** A field by its number in proc(5); the state is 3. */
  long field(int number) {
    try {
      return Long.parseLong(stat.get(number - 3));
    } catch (NumberFormatException e) {
      return -1; // an address beyond the signed range
    }
  }

  String state() {
    return stat.getFirst();
  }

  int ppid() {
    return (int) field(4);
  }

  int pgid() {
    return (int) field(5);
  }

  int sid() {
    return (int) field(6);
  }

  /** Number of the controlling terminal, 0 for none. */
  int tty() {
    return (int) field(7);
  }

  /** Seconds of processor time. */
  long seconds() {
    return (field(14) + field(15)) / HERTZ;
  }

  int nice() {
    return (int) field(19);
  }

  /** The whole command line; in brackets the name of what has none. */
  String commandLine() {
    return arguments.isEmpty()
        ? "[" + name + "]" + (state().equals("Z") ? " <defunct>" : "")
        : String.join(" ", arguments);
  }

  /** The name as ps shows it. */
  String command() {
    return state().equals("Z") ? name + " <defunct>" : name;
  }

  /** The terminal's name below /dev, {@code ?} for none. */
  String terminal() {
    int number = tty();
    if (number == 0) {
      return "?";
    }
    int major = (number >> 8) & 0xfff;
    int minor = (number & 0xff) | ((number >> 12) & 0xfff00);
    if (major >= 136 && major <= 143) {
      return "pts/" + (minor + (major - 136) * 256);
    } else if (major == 4) {
      return minor < 64 ? "tty" + minor : "ttyS" + (minor - 64);
    }
    return major == 5 && minor == 1 ? "console" : "?";
  }
}
