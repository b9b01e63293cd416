package modbox.user;

import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;

/** Running other programs, as execvp(3) finds them. */
public final class Exec {
  /** The status of a program that was not found. */
  public static final int NOT_FOUND = 127;

  /** The status of a program that could not be run. */
  public static final int CANNOT = 126;

  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Exec() {}

  /** Replaces the program; returns only by an exception. ENOEXEC falls back on the shell. */
  public static void replace(Proc proc, List<String> argv, List<String> environment)
      throws ErrnoException {
    Syscalls sys = proc.sys();
    String name = argv.getFirst();
    proc.out().flush();
    ErrnoException worst = Errno.ENOENT.on(name);
    for (String candidate : candidates(name, environment)) {
      try {
        sys.execve(candidate, argv, environment);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOEXEC) {
          var words = new java.util.ArrayList<>(argv);
          words.set(0, candidate);
          words.addFirst("sh");
          sys.execve("/bin/sh", words, environment);
        } else if (e.errno() == Errno.EACCES) {
          worst = e;
        } else if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
          throw e;
        }
      }
    }
    throw worst.errno().on(name);
  }

  private static List<String> candidates(String name, List<String> environment) {
    if (name.indexOf('/') >= 0 || name.isEmpty()) {
      return List.of(name);
    }
    var all = new java.util.ArrayList<String>();
    Optional<String> path =
        environment.stream()
            .filter(e -> e.startsWith("PATH="))
            .findFirst()
            .map(e -> e.substring(5));
    for (String directory : path.orElse(USUAL_PATH).split(":", -1)) {
      all.add(directory.isEmpty() ? name : directory + "/" + name);
    }
    return all;
  }

  /** Says why a program could not be run, and gives the status for that. */
  public static int complain(Proc proc, String what, ErrnoException e) throws ErrnoException {
    proc.complain(what, e);
    return e.errno() == Errno.ENOENT ? NOT_FOUND : CANNOT;
  }

  /** Starts a child that runs the program. */
  public static int spawn(Proc proc, List<String> argv, List<String> environment, String complaint)
      throws ErrnoException {
    proc.out().flush();
    return proc.sys()
        .fork(
            () -> {
              try {
                replace(proc, argv, environment);
                return CANNOT;
              } catch (ErrnoException e) {
                return complain(proc, complaint, e);
              }
            });
  }
}
