package modbox.sh.builtin;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.SignalNames;
import modbox.sh.expand.Quoting;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** trap. */
final class Trapping {
  private Trapping() {}

  static int trap(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "lp");
    char mode = options.next();
    List<String> words = options.operands();
    if (mode == 'l') {
      for (int i = 1; i < 32; i++) {
        sh.out().println(i + ") SIG" + SignalNames.name(i));
      }
      return 0;
    }
    if (words.isEmpty() || mode == 'p') {
      return show(sh, words);
    }
    // A first word that is a number, or alone, names a condition that goes back to its default.
    boolean reset = words.size() == 1 || Names.isNumber(words.getFirst());
    String action = reset || words.getFirst().equals("-") ? null : words.getFirst();
    int status = 0;
    for (String word : reset ? words : words.subList(1, words.size())) {
      int number = SignalNames.number(word);
      if (number < 0) {
        sh.err("trap: " + word + ": bad trap\n");
        status = 1;
      } else {
        sh.signals().trap(number, action);
      }
    }
    return status;
  }

  private static int show(Interpreter sh, List<String> wanted) throws ErrnoException {
    for (var entry : sh.shell().traps().shown().entrySet()) {
      String name = SignalNames.name(entry.getKey());
      if (wanted.isEmpty() || wanted.contains(name)) {
        sh.out().println("trap -- " + Quoting.quote(entry.getValue()) + " " + name);
      }
    }
    return 0;
  }
}
