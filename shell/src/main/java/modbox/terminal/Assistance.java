package modbox.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.HostOutput;
import modbox.kernel.Machine;
import modbox.kernel.Stdio;
import modbox.kernel.Syscalls;
import modbox.sh.exec.Interpreter;
import modbox.user.Programs;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import org.jspecify.annotations.Nullable;

/** What the machine knows that helps at the prompt. Looks are made as a task of the machine. */
public final class Assistance {
  private final Machine machine;
  private final Programs programs;
  private volatile int shell = 1;
  private volatile @Nullable Interpreter interpreter;

  public Assistance(Machine machine, Programs programs) {
    this.machine = machine;
    this.programs = programs;
  }

  /** Relative paths are those of this task; variables and functions those of this shell. */
  void setShell(int pid, Interpreter sh) {
    shell = pid;
    interpreter = sh;
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
    return look(Names::commands, List.of());
  }

  /** The functions and aliases of the shell that asks. */
  List<String> ownCommands() {
    Interpreter sh = interpreter;
    if (sh == null) {
      return List.of();
    }
    var names = new java.util.ArrayList<>(sh.shell().functionNames());
    names.addAll(sh.shell().aliases().keySet());
    return names;
  }

  /** The variables of the shell that asks. */
  List<String> variables() {
    Interpreter sh = interpreter;
    return sh == null ? List.of() : sh.shell().variables().names("");
  }

  /** The entries of a directory, none if it cannot be read. */
  List<Dirent> list(String dir) {
    String path = absolute(dir);
    return look(sys -> Directories.entries(sys, path), List.of());
  }

  /** Whether the path is a directory, links followed. */
  boolean isDirectory(String path) {
    String full = absolute(path);
    return look(sys -> Directories.isDirectory(sys, full), false);
  }

  /** The modules of the running kernel's tree, with underscores. */
  List<String> modules() {
    return look(Names::modules, List.of());
  }

  /** The modules that are loaded. */
  List<String> loaded() {
    return look(Names::loaded, List.of());
  }

  /** The users of the machine. */
  List<String> users() {
    return look(Names::users, List.of());
  }

  /** The file systems that the kernel knows now. */
  List<String> fileSystems() {
    return look(Names::fileSystems, List.of());
  }

  /** The parameters of a module, as modinfo shows them: {@code NAME:DESCRIPTION (TYPE)}. */
  List<String> parameters(String module) {
    return output(List.of("/usr/sbin/modinfo", "-F", "parm", module)).lines().toList();
  }

  private String output(List<String> argv) {
    var out = new ByteArrayOutputStream();
    HostOutput toOut = (bytes, from, count) -> out.write(bytes, from, count);
    int status =
        machine.run(argv, List.of("PATH=/usr/sbin:/usr/bin"), Stdio.of(toOut, (_, _, _) -> {}));
    return status == 0 ? out.toString(StandardCharsets.ISO_8859_1) : "";
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
