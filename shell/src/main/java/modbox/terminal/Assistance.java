package modbox.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.Syscalls;
import modbox.user.In;
import modbox.user.Programs;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** What the machine knows that helps at the prompt. Looks are made as a task of the machine. */
public final class Assistance {
  private final Machine machine;
  private final Programs programs;
  private volatile int shell = 1;

  public Assistance(Machine machine, Programs programs) {
    this.machine = machine;
    this.programs = programs;
  }

  /** Relative paths are those of this task. */
  void setShell(int pid) {
    shell = pid;
  }

  private String absolute(String path) {
    if (path.startsWith("/")) {
      return path;
    }
    String directory = look(sys -> sys.readlink("/proc/" + shell + "/cwd"), "/");
    return directory + "/" + path;
  }

  /** The declaration of a command. */
  Optional<ToolSpec> spec(String command) {
    return programs.tool(command).map(Tool::spec);
  }

  /** The names of commands, from the directories of PATH. */
  List<String> commands() {
    var names = new ArrayList<String>();
    for (String dir : List.of("/usr/local/bin", "/usr/sbin", "/usr/bin")) {
      list(dir).forEach(entry -> names.add(entry.name()));
    }
    return names;
  }

  /** The entries of a directory, none if it cannot be read. */
  List<Dirent> list(String dir) {
    String path = absolute(dir);
    return look(
        sys -> {
          int fd = sys.open(path, Open.RDONLY | Open.DIRECTORY);
          try {
            return sys.getdents(fd).stream()
                .filter(e -> !e.name().equals(".") && !e.name().equals(".."))
                .toList();
          } finally {
            sys.close(fd);
          }
        },
        List.of());
  }

  /** Whether the path is a directory, links followed. */
  boolean isDirectory(String path) {
    String full = absolute(path);
    return look(sys -> sys.stat(full).type() == Mode.DIR, false);
  }

  /** The modules of the running kernel's tree, by file name without suffix. */
  List<String> modules() {
    return look(
        sys -> {
          var names = new ArrayList<String>();
          String all = read(sys, "/lib/modules/" + sys.uname().release() + "/modules.dep");
          for (String line : all.split("\n")) {
            int colon = line.indexOf(':');
            String file = colon < 0 ? "" : line.substring(line.lastIndexOf('/', colon) + 1, colon);
            int dot = file.indexOf('.');
            if (dot > 0) {
              names.add(file.substring(0, dot).replace('-', '_'));
            }
          }
          return names;
        },
        List.of());
  }

  /** The modules that are loaded. */
  List<String> loaded() {
    return look(
        sys ->
            read(sys, "/proc/modules")
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList(),
        List.of());
  }

  private static String read(Syscalls sys, String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY);
    try {
      return new String(In.readAll(sys, fd), java.nio.charset.StandardCharsets.ISO_8859_1);
    } finally {
      sys.close(fd);
    }
  }

  private interface Look<T> {
    T at(Syscalls sys) throws ErrnoException;
  }

  private <T> T look(Look<T> look, T otherwise) {
    Function<Syscalls, T> body =
        sys -> {
          try {
            return look.at(sys);
          } catch (ErrnoException _) {
            return otherwise; // a completion that cannot look has nothing to offer
          }
        };
    return machine.call(body);
  }
}
