package modbox.sh.exec;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** What a shell does before its first command. */
final class Startup {
  private Startup() {}

  /** Takes the environment over, and sets the variables that every shell has. */
  static void importEnvironment(Interpreter sh, List<String> environment) {
    Variables variables = sh.shell().variables();
    for (String entry : environment) {
      int eq = entry.indexOf('=');
      if (eq > 0 && Names.isName(entry.substring(0, eq))) {
        put(variables, entry.substring(0, eq), entry.substring(eq + 1));
        variables.export(entry.substring(0, eq), true);
      }
    }
    put(variables, "IFS", " \t\n");
    variables.export("IFS", false);
    put(variables, "OPTIND", "1");
    put(variables, "PS4", variables.get("PS4") == null ? "+ " : "" + variables.get("PS4"));
    put(variables, "PPID", Integer.toString(sh.sys().getppid()));
    if (variables.get("PATH") == null) {
      put(variables, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }
    put(variables, "PWD", directory(sh, variables.get("PWD")));
  }

  private static void put(Variables variables, String name, String value) {
    try {
      variables.set(name, value);
    } catch (ShellException e) {
      throw new IllegalStateException("a variable of a new shell cannot be read-only", e);
    }
  }

  /** PWD from the environment if it names the working directory, else the true path. */
  private static String directory(Interpreter sh, @org.jspecify.annotations.Nullable String given) {
    try {
      if (given != null && given.startsWith("/") && !given.contains("/./")) {
        Stat there = sh.sys().stat(given);
        Stat here = sh.sys().stat(".");
        if (there.ino() == here.ino() && there.dev() == here.dev()) {
          return given;
        }
      }
    } catch (ErrnoException e) {
      // It names nothing: the kernel is asked below.
    }
    try {
      return sh.sys().getcwd();
    } catch (ErrnoException e) {
      return "/";
    }
  }
}
