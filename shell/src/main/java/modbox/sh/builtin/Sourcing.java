package modbox.sh.builtin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Interpreter.Skip;
import modbox.sh.expand.ShellException;
import modbox.user.In;
import org.jspecify.annotations.Nullable;

/** eval and the dot. */
final class Sourcing {
  private Sourcing() {}

  static int eval(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    if (argv.size() < 2) {
      return 0;
    }
    List<String> words = argv.subList(1, argv.size());
    String text = words.size() == 1 ? words.getFirst() : String.join(" ", words);
    int line = sh.line();
    sh.simple().enter();
    try {
      int status = sh.runText(text, line);
      sh.setLine(line);
      return status;
    } finally {
      sh.simple().leave();
    }
  }

  static int source(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    if (argv.size() < 2) {
      return 0;
    }
    String name = argv.get(1);
    String text = read(sh, name);
    int line = sh.line();
    List<String> positional = sh.shell().positional();
    boolean own = argv.size() > 2;
    if (own) {
      sh.shell().setPositional(argv.subList(2, argv.size()));
    }
    sh.simple().enter();
    int status;
    try {
      status = sh.runText(text, 1);
    } finally {
      sh.simple().leave();
      if (own) {
        sh.shell().setPositional(positional);
      }
    }
    sh.setLine(line);
    if (sh.skip() == Skip.RETURN) {
      sh.skip(Skip.NONE, 0);
      status = sh.shell().status();
    }
    return status;
  }

  private static String read(Interpreter sh, String name) throws ShellException {
    String file = name.indexOf('/') >= 0 ? name : find(sh, name);
    if (file == null) {
      throw new ShellException(name + ": not found");
    }
    try {
      int fd = sh.sys().open(file, Open.RDONLY | Open.CLOEXEC);
      try {
        return new String(In.readAll(sh.sys(), fd), StandardCharsets.ISO_8859_1);
      } finally {
        sh.sys().close(fd);
      }
    } catch (ErrnoException e) {
      boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
      throw new ShellException(
          "cannot open " + name + ": " + (missing ? "No such file" : e.errno().text()));
    }
  }

  /** A readable file of this name along PATH. */
  private static @Nullable String find(Interpreter sh, String name) {
    String path = sh.shell().variables().get("PATH");
    for (String directory : (path == null ? "" : path).split(":", -1)) {
      String file = directory.isEmpty() ? name : directory + "/" + name;
      if (isRegular(sh, file)) {
        return file;
      }
    }
    return null;
  }

  private static boolean isRegular(Interpreter sh, String file) {
    try {
      return sh.sys().stat(file).isRegular();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
