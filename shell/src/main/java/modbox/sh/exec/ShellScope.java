package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.sh.expand.Scope;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Program;
import modbox.user.In;
import org.jspecify.annotations.Nullable;

/** The shell as expansion sees it. */
final class ShellScope implements Scope {
  private final Interpreter sh;
  private final Shell shell;
  private final Variables variables;
  private int random;

  ShellScope(Interpreter sh) {
    this.sh = sh;
    this.shell = sh.shell();
    this.variables = shell.variables();
  }

  @Override
  public @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null ? dynamic(name) : value;
  }

  private @Nullable String dynamic(String name) {
    return switch (name) {
      case "LINENO" -> Integer.toString(sh.line());
      case "RANDOM" -> Integer.toString(random());
      default -> null;
    };
  }

  /** A linear congruential generator, seeded from the clock and process id of the machine. */
  private int random() {
    if (random == 0) {
      random = (int) (sh.sys().clock(1) * 31 + sh.sys().getpid());
    }
    random = random * 1103515245 + 12345;
    return random >>> 16 & 0x7fff;
  }

  @Override
  public void set(String name, String value) throws ShellException {
    sh.simple().assign(name, value);
  }

  @Override
  public @Nullable SortedMap<Long, String> array(String name) {
    return variables.array(name);
  }

  @Override
  public void setElement(String name, long index, String value) throws ShellException {
    variables.setElement(name, index, value);
  }

  @Override
  public List<String> names(String prefix) {
    var names = new ArrayList<String>();
    for (String name : variables.names(prefix)) {
      if (variables.get(name) != null || variables.array(name) != null) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public List<String> positional() {
    return shell.positional();
  }

  @Override
  public @Nullable String special(char name) {
    return switch (name) {
      case '0' -> shell.zero();
      case '?' -> Integer.toString(shell.status());
      case '$' -> Integer.toString(shell.pid());
      case '!' -> shell.lastBackground() == 0 ? null : Integer.toString(shell.lastBackground());
      case '-' -> shell.letters();
      default -> null;
    };
  }

  @Override
  public boolean nounset() {
    return shell.has(Option.NOUNSET);
  }

  @Override
  public boolean noglob() {
    return shell.has(Option.NOGLOB);
  }

  @Override
  public String substitute(Program program) throws ShellException {
    return sh.children().substitute(program);
  }

  @Override
  public String process(Program program, boolean reads) throws ShellException {
    return sh.children().process(program, reads);
  }

  @Override
  public @Nullable String home(String user) {
    try {
      int fd = sh.sys().open("/etc/passwd", Open.RDONLY | Open.CLOEXEC);
      try {
        var in = new In(sh.sys(), fd);
        for (var line = in.line(); line.isPresent(); line = in.line()) {
          String[] fields = line.get().split(":", -1);
          if (fields.length > 5 && fields[0].equals(user)) {
            return fields[5];
          }
        }
      } finally {
        sh.sys().close(fd);
      }
    } catch (ErrnoException e) {
      return null; // without a user database nobody has a home
    }
    return null;
  }

  @Override
  public List<String> list(String directory) {
    var names = new ArrayList<String>();
    try {
      int fd =
          sh.sys().open(directory, Open.RDONLY | Open.DIRECTORY | Open.NONBLOCK | Open.CLOEXEC);
      try {
        for (Dirent entry : sh.sys().getdents(fd)) {
          names.add(entry.name());
        }
      } finally {
        sh.sys().close(fd);
      }
    } catch (ErrnoException e) {
      return List.of(); // what cannot be read matches nothing
    }
    return names;
  }

  @Override
  public boolean exists(String path) {
    try {
      sh.sys().lstat(path);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }
}
