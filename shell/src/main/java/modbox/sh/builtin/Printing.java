package modbox.sh.builtin;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.ShellException;
import modbox.user.text.Echo;
import modbox.user.text.Printf;

/** echo and printf. */
final class Printing {
  private Printing() {}

  static int echo(Interpreter sh, List<String> argv) throws ErrnoException {
    for (int i = 1; i < argv.size(); i++) {
      String word = argv.get(i);
      if (word.indexOf('\\') >= 0 || (i == 1 && word.startsWith("-"))) {
        sh.out().print(Echo.text(argv.subList(1, argv.size()), true));
        return 0;
      }
    }
    if (argv.size() > 1) {
      sh.out().print(argv.get(1));
      for (int i = 2; i < argv.size(); i++) {
        sh.out().print(" ").print(argv.get(i));
      }
    }
    sh.out().print("\n");
    return 0;
  }

  static int printf(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    int at = 1;
    String variable = null;
    if (argv.size() > 3 && argv.get(1).equals("-v")) {
      variable = argv.get(2);
      at = 3;
    }
    if (at < argv.size() && argv.get(at).equals("--")) {
      at++;
    }
    if (at >= argv.size()) {
      throw new ShellException("usage: printf format [arg ...]");
    }
    Printf.Result result = Printf.format(argv.get(at), argv.subList(at + 1, argv.size()));
    if (variable == null) {
      sh.out().print(result.text());
    } else {
      sh.simple().assign(variable, result.text());
    }
    for (String complaint : result.complaints()) {
      if (!complaint.startsWith("warning: ignoring excess")) {
        sh.complain("printf: " + dashed(complaint));
      }
    }
    return result.failed() ? 1 : 0;
  }

  /** What GNU's printf says in dash's words. */
  private static String dashed(String complaint) {
    if (!complaint.startsWith("'")) {
      return complaint.replace(": invalid conversion specification", ": invalid directive");
    }
    return complaint
        .substring(1)
        .replace("': expected a numeric value", ": expected numeric value")
        .replace("': value not completely converted", ": not completely converted");
  }
}
