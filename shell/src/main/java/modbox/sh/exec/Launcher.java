package modbox.sh.exec;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import modbox.sh.expand.ShellException;
import org.jspecify.annotations.Nullable;

/** Finds programs and runs them. */
public final class Launcher {
  private final Interpreter sh;
  private final Syscalls sys;

  Launcher(Interpreter sh) {
    this.sh = sh;
    this.sys = sh.sys();
  }

  /** Runs a program in a child and waits for it, or in this task if nothing comes after. */
  int run(
      List<String> argv,
      List<SimpleCommands.Assigned> assigned,
      List<Redirector.Prepared> redirects,
      int flags)
      throws ShellException, ErrnoException {
    String name = argv.getFirst();
    String path = path(assigned);
    String file = path == null ? find(name) : search(name, path);
    if (file == null && redirects.isEmpty()) {
      if (name.isEmpty()) {
        sh.complain(": Permission denied");
      } else {
        sh.complainMissing("", name);
      }
      return 127;
    }
    if ((flags & Interpreter.LAST) != 0 && !sh.signals().watching()) {
      return become(argv, file, assigned, redirects);
    }
    return sh.children().foreground(argv, () -> become(argv, file, assigned, redirects));
  }

  private static @Nullable String path(List<SimpleCommands.Assigned> assigned) {
    String path = null;
    for (SimpleCommands.Assigned each : assigned) {
      if (each.name().equals("PATH")) {
        path = each.value();
      }
    }
    return path;
  }

  /** Replaces this task by a program; returns a status only if that fails. */
  private int become(
      List<String> argv,
      @Nullable String file,
      List<SimpleCommands.Assigned> assigned,
      List<Redirector.Prepared> redirects)
      throws ErrnoException {
    try {
      sh.redirector().applyForGood(redirects);
    } catch (ShellException e) {
      sh.complain(e.message());
      return 2;
    }
    return become(argv, file, environment(assigned), "");
  }

  /**
   * Replaces this task by a program.
   *
   * @param before what comes before the name in a message
   * @return the status if that fails
   */
  public int become(
      List<String> argv, @Nullable String file, List<String> environment, String before)
      throws ErrnoException {
    String name = argv.getFirst();
    if (file == null) {
      sh.complainMissing(before, name);
      return 127;
    }
    try {
      sys.execve(file, argv, environment);
      return 0;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOEXEC) {
        return script(argv, file, environment);
      }
      boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
      if (missing) {
        sh.complainMissing(before, name);
        return 127;
      }
      sh.complain(before + name + ": " + e.errno().text());
      return 126;
    }
  }

  /** A file that the kernel does not know is a script for the shell. */
  private int script(List<String> argv, String file, List<String> environment)
      throws ErrnoException {
    var words = new ArrayList<String>();
    words.add("sh");
    words.add(file);
    words.addAll(argv.subList(1, argv.size()));
    sys.execve("/bin/sh", words, environment);
    return 0;
  }

  /** The environment with what stands before the command. */
  private List<String> environment(List<SimpleCommands.Assigned> assigned) {
    List<String> environment = sh.shell().variables().environment();
    for (SimpleCommands.Assigned each : assigned) {
      String prefix = each.name() + "=";
      environment.removeIf(entry -> entry.startsWith(prefix));
      environment.add(prefix + each.value());
    }
    return environment;
  }

  /** The file of a command: itself if it has a slash, else by PATH, which is remembered. */
  public @Nullable String find(String name) {
    if (name.indexOf('/') >= 0) {
      return name;
    }
    var hashed = sh.shell().hashed();
    String known = hashed.get(name);
    if (known != null && isProgram(known)) {
      return known;
    }
    String path = sh.shell().variables().get("PATH");
    String found = search(name, path == null ? "" : path);
    if (found != null && found.startsWith("/") && isProgram(found)) {
      hashed.put(name, found);
    }
    return found;
  }

  /** The first executable file of this name along a path, else the first that is a file at all. */
  public @Nullable String search(String name, String path) {
    if (name.indexOf('/') >= 0) {
      return name;
    }
    if (name.isEmpty()) {
      return null;
    }
    String fallback = null;
    int at = 0;
    while (at <= path.length()) {
      int colon = path.indexOf(':', at);
      int end = colon < 0 ? path.length() : colon;
      String directory = path.substring(at, end);
      String file = directory.isEmpty() ? name : directory + "/" + name;
      if (isProgram(file)) {
        return file;
      }
      if (fallback == null && isFile(file)) {
        fallback = file;
      }
      at = end + 1;
    }
    return fallback;
  }

  private boolean isProgram(String file) {
    try {
      sys.eaccess(file, Open.X_OK);
      return isFile(file);
    } catch (ErrnoException e) {
      return false;
    }
  }

  private boolean isFile(String file) {
    try {
      Stat stat = sys.stat(file);
      return stat.isRegular();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
