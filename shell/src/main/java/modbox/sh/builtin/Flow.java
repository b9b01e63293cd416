package modbox.sh.builtin;

import java.util.List;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Interpreter.Skip;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** break, continue, return, exit. */
final class Flow {
  private Flow() {}

  /** A count or status: digits only. */
  static int number(String text) throws ShellException {
    if (!Names.isNumber(text) || text.length() > 9) {
      throw new ShellException("Illegal number: " + text);
    }
    return Integer.parseInt(text);
  }

  static int leaveLoop(Interpreter sh, List<String> argv) throws ShellException {
    int count = argv.size() > 1 ? number(argv.get(1)) : 1;
    if (count <= 0) {
      throw new ShellException("Illegal number: " + argv.get(1));
    }
    if (sh.loops() > 0) {
      boolean breaks = argv.getFirst().equals("break");
      sh.skip(breaks ? Skip.BREAK : Skip.CONTINUE, Math.min(count, sh.loops()));
    }
    return 0;
  }

  /** The status that {@code exit} is to end with. */
  static int status(Interpreter sh, List<String> argv) throws ShellException {
    return argv.size() > 1 ? number(argv.get(1)) & 0xff : sh.signals().exitStatus();
  }

  static int giveBack(Interpreter sh, List<String> argv) throws ShellException {
    int status = argv.size() > 1 ? number(argv.get(1)) : sh.shell().status();
    sh.shell().setStatus(status);
    sh.skip(Skip.RETURN, 0);
    return status;
  }
}
