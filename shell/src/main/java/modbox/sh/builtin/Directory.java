package modbox.sh.builtin;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Variables;
import modbox.sh.expand.ShellException;

/** cd and pwd. */
final class Directory {
  private Directory() {}

  static int cd(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    boolean physical = isPhysical(new OptionsRest(argv));
    List<String> operands = new OptionsRest(argv).operands();
    Variables variables = sh.shell().variables();
    String target = operands.isEmpty() ? variables.get("HOME") : operands.getFirst();
    boolean print = false;
    if (target == null) {
      return 0;
    }
    if (target.equals("-")) {
      String old = variables.get("OLDPWD");
      target = old == null ? "." : old;
      print = true;
    }
    String path = null;
    if (!operands.isEmpty() && usesCdpath(target)) {
      path = alongCdpath(sh, target, physical);
      print |= path != null;
    }
    if (path == null && !change(sh, target.isEmpty() ? "." : target, physical)) {
      throw new ShellException("can't cd to " + target);
    }
    if (print) {
      sh.out().println(String.valueOf(variables.get("PWD")));
    }
    return 0;
  }

  /** The options of cd and pwd. */
  private static final class OptionsRest {
    private final Options options;
    private boolean physical;

    OptionsRest(List<String> argv) throws ShellException {
      options = new Options(argv, "LPe");
      for (char option = options.next(); option != 0; option = options.next()) {
        physical = option == 'P' || (physical && option != 'L');
      }
    }

    List<String> operands() {
      return options.operands();
    }
  }

  private static boolean isPhysical(OptionsRest options) {
    return options.physical;
  }

  private static boolean usesCdpath(String target) {
    boolean dotted =
        target.equals(".")
            || target.equals("..")
            || target.startsWith("./")
            || target.startsWith("../");
    return !target.startsWith("/") && !dotted;
  }

  /** The directory that was entered by way of CDPATH; null if none was. */
  private static @org.jspecify.annotations.Nullable String alongCdpath(
      Interpreter sh, String target, boolean physical) throws ShellException {
    String cdpath = sh.shell().variables().get("CDPATH");
    if (cdpath == null || cdpath.isEmpty()) {
      return null;
    }
    for (String directory : cdpath.split(":", -1)) {
      if (directory.isEmpty()) {
        if (isDirectory(sh, target)) {
          return null;
        }
        continue;
      }
      String path = directory.endsWith("/") ? directory + target : directory + "/" + target;
      if (isDirectory(sh, path) && change(sh, path, physical)) {
        return path;
      }
    }
    return null;
  }

  private static boolean isDirectory(Interpreter sh, String path) {
    try {
      return sh.sys().stat(path).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private static boolean change(Interpreter sh, String target, boolean physical)
      throws ShellException {
    Variables variables = sh.shell().variables();
    String pwd = variables.get("PWD");
    String logical = target.startsWith("/") || pwd == null ? target : pwd + "/" + target;
    String clean = logical.startsWith("/") && !physical ? normal(sh, logical) : null;
    String now;
    try {
      if (clean == null) {
        sh.sys().chdir(target);
        now = sh.sys().getcwd();
      } else {
        sh.sys().chdir(clean);
        now = clean;
      }
    } catch (ErrnoException e) {
      return false;
    }
    if (pwd != null) {
      sh.simple().assign("OLDPWD", pwd);
      variables.export("OLDPWD", true);
    }
    sh.simple().assign("PWD", now);
    variables.export("PWD", true);
    return true;
  }

  /** A path without {@code .} and {@code ..}; null if what comes before a dot-dot is not there. */
  private static @org.jspecify.annotations.Nullable String normal(Interpreter sh, String path) {
    var parts = new ArrayList<String>();
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!part.equals("..")) {
        parts.add(part);
      } else if (!parts.isEmpty()) {
        if (!isDirectory(sh, "/" + String.join("/", parts))) {
          return null;
        }
        parts.removeLast();
      }
    }
    return "/" + String.join("/", parts);
  }

  static int pwd(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    boolean physical = isPhysical(new OptionsRest(argv));
    String pwd = sh.shell().variables().get("PWD");
    sh.out().println(physical || pwd == null || !pwd.startsWith("/") ? sh.sys().getcwd() : pwd);
    return 0;
  }
}
