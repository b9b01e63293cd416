package modbox.sh.builtin;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Builtin;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Launcher;
import modbox.sh.exec.Leave;
import modbox.sh.expand.Quoting;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;
import org.jspecify.annotations.Nullable;

/** exec, command, type, hash. */
final class Executing {
  private static final String STANDARD_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Executing() {}

  static int exec(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "a:cl");
    String zero = null;
    boolean clear = false;
    for (char option = options.next(); option != 0; option = options.next()) {
      switch (option) {
        case 'a' -> zero = options.argument('a');
        case 'c' -> clear = true;
        default -> {
          // -l: a login shell's name begins with a dash
        }
      }
    }
    List<String> words = options.operands();
    if (words.isEmpty()) {
      return 0;
    }
    Launcher launcher = sh.simple().launcher();
    String file = launcher.find(words.getFirst());
    List<String> environment = clear ? List.of() : sh.shell().variables().environment();
    if (zero != null) {
      words = new java.util.ArrayList<>(words);
      words.set(0, zero);
    }
    int status = launcher.become(words, file, environment, "exec: ");
    throw new Leave(status);
  }

  static int command(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "pvV");
    boolean standard = false;
    char show = 0;
    for (char option = options.next(); option != 0; option = options.next()) {
      if (option == 'p') {
        standard = true;
      } else {
        show = option;
      }
    }
    List<String> words = options.operands();
    if (words.isEmpty()) {
      return 0;
    }
    if (show != 0) {
      int status = 0;
      for (String word : words) {
        status |= describe(sh, word, show == 'V');
      }
      return status;
    }
    if (!standard) {
      return sh.simple().runPlain(words);
    }
    String path = sh.shell().variables().get("PATH");
    sh.shell().variables().set("PATH", STANDARD_PATH);
    try {
      return sh.simple().runPlain(words);
    } finally {
      if (path != null) {
        sh.shell().variables().set("PATH", path);
      }
    }
  }

  static int builtin(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    if (argv.size() < 2) {
      return 0;
    }
    List<String> words = argv.subList(1, argv.size());
    Builtin builtin = sh.builtins().find(words.getFirst());
    if (builtin == null) {
      throw new ShellException(words.getFirst() + ": not a shell builtin", 1);
    }
    return sh.simple().invoke(builtin, words, false);
  }

  static int type(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    int status = 0;
    for (String word : argv.subList(1, argv.size())) {
      status |= describe(sh, word, true);
    }
    return status;
  }

  /** Says what a word is as a command. */
  private static int describe(Interpreter sh, String word, boolean words) throws ErrnoException {
    String what = kind(sh, word, words);
    if (what == null) {
      if (words) {
        sh.out().println(word + ": not found");
      }
      return 127;
    }
    sh.out().println(what);
    return 0;
  }

  private static @Nullable String kind(Interpreter sh, String word, boolean words) {
    if (Names.isReserved(word)) {
      return words ? word + " is a shell keyword" : word;
    }
    String alias = sh.shell().aliases().get(word);
    if (alias != null) {
      return words
          ? word + " is an alias for " + alias
          : "alias " + word + "=" + Quoting.quote(alias);
    }
    if (sh.shell().function(word) != null) {
      return words ? word + " is a shell function" : word;
    }
    Builtin builtin = sh.builtins().find(word);
    if (builtin != null) {
      boolean special =
          builtin.kind() == Builtin.Kind.SPECIAL
              || builtin.kind() == Builtin.Kind.SPECIAL_DECLARATION;
      return words ? word + " is a " + (special ? "special " : "") + "shell builtin" : word;
    }
    boolean tracked = sh.shell().hashed().containsKey(word);
    String file = sh.simple().launcher().find(word);
    if (file == null || !isExecutable(sh, file)) {
      return null;
    }
    return words ? word + " is" + (tracked ? " a tracked alias for " : " ") + file : file;
  }

  private static boolean isExecutable(Interpreter sh, String file) {
    try {
      sh.sys().eaccess(file, modbox.abi.Open.X_OK);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  static int hash(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "rv");
    boolean forget = false;
    for (char option = options.next(); option != 0; option = options.next()) {
      forget |= option == 'r';
    }
    if (forget) {
      sh.shell().hashed().clear();
      return 0;
    }
    if (options.operands().isEmpty()) {
      for (String file : sh.shell().hashed().values()) {
        sh.out().println(file);
      }
      return 0;
    }
    int status = 0;
    for (String word : options.operands()) {
      boolean known = sh.builtins().find(word) != null || sh.shell().function(word) != null;
      if (!known && sh.simple().launcher().find(word) == null) {
        sh.complain("hash: " + word + ": not found");
        status = 1;
      }
    }
    return status;
  }
}
