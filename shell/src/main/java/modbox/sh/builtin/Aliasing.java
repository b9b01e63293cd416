package modbox.sh.builtin;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.Quoting;
import modbox.sh.expand.ShellException;

/** alias and unalias. */
final class Aliasing {
  private Aliasing() {}

  static int alias(Interpreter sh, List<String> argv) throws ErrnoException {
    var aliases = sh.shell().aliases();
    if (argv.size() == 1) {
      for (var entry : aliases.entrySet()) {
        sh.out().println(entry.getKey() + "=" + Quoting.quote(entry.getValue()));
      }
      return 0;
    }
    int status = 0;
    for (String word : argv.subList(1, argv.size())) {
      int eq = word.indexOf('=', Math.min(1, word.length()));
      String value = aliases.get(word);
      if (eq > 0) {
        aliases.put(word.substring(0, eq), word.substring(eq + 1));
      } else if (value != null) {
        sh.out().println(word + "=" + Quoting.quote(value));
      } else {
        sh.err("alias: " + word + " not found\n");
        status = 1;
      }
    }
    return status;
  }

  static int unalias(Interpreter sh, List<String> argv) throws ShellException {
    var options = new Options(argv, "a");
    if (options.next() == 'a') {
      sh.shell().aliases().clear();
      return 0;
    }
    int status = 0;
    for (String word : options.operands()) {
      if (sh.shell().aliases().remove(word) == null) {
        sh.err("unalias: " + word + " not found\n");
        status = 1;
      }
    }
    return status;
  }
}
