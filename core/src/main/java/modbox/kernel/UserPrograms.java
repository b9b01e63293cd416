package modbox.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The port through which execve finds the code of a program: an executable file names it, the
 * wiring package knows it. It must answer the same for the whole life of a machine.
 */
@FunctionalInterface
public interface UserPrograms {
  /** The program that an executable object names, for instance {@code modprobe}. */
  Optional<UserProgram> find(String name);

  /** An executable file of the default root: its path and the program that it names. */
  record File(String path, String program) {}

  /** The executable files of the default root. */
  default List<File> files() {
    return List.of();
  }
}
