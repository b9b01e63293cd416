package modbox.tool.proc;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;

/** Reads and writes kernel parameters below /proc/sys. */
public final class Sysctl implements Tool {
  private static final String ROOT = "/proc/sys/";

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "sysctl",
              "[options] [variable[=value] ...]",
              "Read and write kernel parameters",
              flag('a', "all", "display all variables"),
              flag('A', "", "alias of -a"),
              flag('e', "ignore", "ignore unknown variables errors"),
              flag('n', "values", "print only values of the given variables"),
              flag('N', "names", "print only variable names"),
              flag('b', "binary", "print value without new line"),
              flag('q', "quiet", "do not echo variable set"),
              flag('w', "write", "enable writing a value to variable"),
              optional('p', "load", "FILE", "read values from file"))
          .inSbin();

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return "Try `" + proc.name() + " --help' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    boolean good = true;
    if (args.has("all") || args.has("A")) {
      all(proc, args, ROOT.substring(0, ROOT.length() - 1), "");
    } else if (args.has("load")) {
      List<String> files = new ArrayList<>(args.operands());
      args.value("load").ifPresent(files::addFirst);
      for (String file : files.isEmpty() ? List.of("/etc/sysctl.conf") : files) {
        good &= load(proc, args, file);
      }
    } else if (args.operands().isEmpty()) {
      throw new Args.UsageException("no variables specified");
    } else {
      for (String each : args.operands()) {
        good &= each.indexOf('=') >= 0 ? assign(proc, args, each) : show(proc, args, each);
      }
    }
    return good ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  /** Dots and slashes change places, unless the first separator is a slash. */
  private static String path(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return ROOT + name;
    }
    var path = new StringBuilder(ROOT);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  private static String name(String path) {
    var name = new StringBuilder();
    for (int i = ROOT.length(); i < path.length(); i++) {
      char c = path.charAt(i);
      name.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return name.toString();
  }

  private boolean show(Proc proc, Args args, String variable) throws ErrnoException {
    String path = path(variable);
    try {
      if (proc.sys().stat(path).isDirectory()) {
        all(proc, args, path, "");
        return true;
      }
      print(proc, args, name(path), proc.readText(path));
      return true;
    } catch (ErrnoException e) {
      if (args.has("ignore")) {
        return true;
      }
      complain(proc, path, variable, e);
      return false;
    }
  }

  private static void complain(Proc proc, String path, String variable, ErrnoException e)
      throws ErrnoException {
    if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
      proc.complain("cannot stat " + path + ": " + Errno.ENOENT.text());
    } else if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
      proc.complain("permission denied on key '" + variable + "'");
    } else {
      proc.complain("reading key \"" + variable + "\": " + e.errno().text());
    }
  }

  private void print(Proc proc, Args args, String name, String text) throws ErrnoException {
    for (String line : text.split("\n")) {
      if (args.has("names")) {
        proc.out().println(name);
        return;
      } else if (args.has("binary")) {
        proc.out().print(line);
      } else {
        proc.out().println(args.has("values") ? line : name + " = " + line);
      }
    }
  }

  private void all(Proc proc, Args args, String directory, String indent) throws ErrnoException {
    List<String> names = new ArrayList<>(Directories.names(proc.sys(), directory));
    names.sort(null);
    for (String each : names) {
      String path = directory + "/" + each;
      if (proc.sys().stat(path).isDirectory()) {
        all(proc, args, path, indent);
      } else if ((proc.sys().stat(path).mode() & 0444) != 0) {
        try {
          print(proc, args, name(path), proc.readText(path));
        } catch (ErrnoException e) {
          complain(proc, path, name(path), e);
        }
      }
    }
  }

  private boolean assign(Proc proc, Args args, String assignment) throws ErrnoException {
    int equals = assignment.indexOf('=');
    String variable = assignment.substring(0, equals).trim();
    String text = assignment.substring(equals + 1).trim();
    String path = path(variable);
    try {
      proc.sys().stat(path);
      proc.writeText(path, text + "\n");
    } catch (ErrnoException e) {
      if (args.has("ignore") && e.errno() == Errno.ENOENT) {
        return true;
      }
      if (e.errno() == Errno.EINVAL) {
        proc.complain("setting key \"" + variable + "\": " + e.errno().text());
      } else {
        complain(proc, path, variable, e);
      }
      return false;
    }
    if (!args.has("quiet")) {
      print(proc, args, name(path), text);
    }
    return true;
  }

  private boolean load(Proc proc, Args args, String file) throws ErrnoException {
    String text;
    try {
      text =
          file.equals("-")
              ? new String(
                  modbox.user.In.readAll(proc.sys(), 0),
                  java.nio.charset.StandardCharsets.ISO_8859_1)
              : proc.readText(file);
    } catch (ErrnoException e) {
      proc.complain("cannot open \"" + file + "\": " + e.errno().text());
      return false;
    }
    boolean good = true;
    for (String line : text.split("\n")) {
      String setting = line.trim();
      if (!setting.isEmpty() && !setting.startsWith("#") && !setting.startsWith(";")) {
        boolean optional = setting.startsWith("-");
        boolean set = assign(proc, args, optional ? setting.substring(1) : setting);
        good &= set || optional;
      }
    }
    return good;
  }
}
