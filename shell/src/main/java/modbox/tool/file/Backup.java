package modbox.tool.file;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Directories;
import modbox.user.file.Paths;

/** Backups that cp, mv, ln and install make of what they replace. */
final class Backup {
  private Backup() {}

  /** Whether one was asked for. */
  static boolean wanted(Args args) throws Failure {
    return args.has("b") || (args.has("backup") && !control(args).matches("none|off"));
  }

  private static String control(Args args) throws Failure {
    String control = args.value("backup").orElse("existing");
    if (!control.matches("none|off|numbered|t|existing|nil|simple|never")) {
      throw new Failure("invalid argument " + Quote.always(control) + " for 'backup type'");
    }
    return control;
  }

  /** Moves the file away and gives the name it has now. */
  static String make(Proc proc, Args args, String path) throws ErrnoException, Failure {
    String control = control(args);
    String suffix = args.value("suffix").or(() -> proc.env("SIMPLE_BACKUP_SUFFIX")).orElse("~");
    Optional<Integer> highest = highest(proc, path);
    boolean numbered =
        control.matches("numbered|t") || (control.matches("existing|nil") && highest.isPresent());
    String name = numbered ? path + ".~" + (highest.orElse(0) + 1) + "~" : path + suffix;
    proc.sys().rename(path, name);
    return name;
  }

  private static Optional<Integer> highest(Proc proc, String path) throws ErrnoException {
    String prefix = Paths.baseName(path) + ".~";
    Optional<Integer> highest = Optional.empty();
    List<String> names = Directories.names(proc.sys(), Paths.dirName(path));
    for (String name : names) {
      if (name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9]{1,9}~")) {
        int number = Integer.parseInt(name.substring(prefix.length(), name.length() - 1));
        highest = Optional.of(Math.max(number, highest.orElse(0)));
      }
    }
    return highest;
  }
}
