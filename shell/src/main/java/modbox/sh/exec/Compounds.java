package modbox.sh.exec;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter.Skip;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Command;
import modbox.sh.syntax.Names;
import modbox.sh.syntax.Word;
import org.jspecify.annotations.Nullable;

/** The loops. */
final class Compounds {
  private final Interpreter sh;

  Compounds(Interpreter sh) {
    this.sh = sh;
  }

  int loop(Command.Loop command, int flags) throws ShellException, ErrnoException {
    int outer = sh.loops();
    sh.setLoops(outer + 1);
    int status = 0;
    try {
      while (true) {
        int condition = sh.run(command.condition(), Interpreter.TESTED);
        if (sh.skip() != Skip.NONE) {
          status = sh.skip() == Skip.RETURN ? condition : status;
          if (!sh.goesOn()) {
            return status;
          }
          continue;
        }
        if ((condition == 0) == command.until()) {
          return status;
        }
        status = sh.run(command.body(), flags & Interpreter.TESTED);
        if (!sh.goesOn()) {
          return status;
        }
      }
    } finally {
      sh.setLoops(outer);
    }
  }

  int forEach(Command.For command, int flags) throws ShellException, ErrnoException {
    sh.setLine(command.span().line());
    int outer = sh.loops();
    int status = 0;
    List<String> values = values(command.words());
    sh.setLoops(outer + 1);
    try {
      for (String value : values) {
        sh.simple().assign(command.name(), value);
        status = sh.run(command.body(), flags & Interpreter.TESTED);
        if (!sh.goesOn()) {
          break;
        }
      }
    } finally {
      sh.setLoops(outer);
    }
    return status;
  }

  private List<String> values(@Nullable List<Word> words) throws ShellException {
    return words == null ? sh.shell().positional() : sh.expander().fields(words);
  }

  int arithmeticFor(Command.ArithmeticFor command, int flags)
      throws ShellException, ErrnoException {
    sh.setLine(command.span().line());
    int outer = sh.loops();
    int status = 0;
    sh.expander().number(command.init());
    sh.setLoops(outer + 1);
    boolean endless = command.condition().text().parts().isEmpty();
    try {
      while (endless || sh.expander().number(command.condition()) != 0) {
        sh.sys().checkpoint();
        status = sh.run(command.body(), flags & Interpreter.TESTED);
        if (!sh.goesOn()) {
          break;
        }
        sh.expander().number(command.step());
      }
    } finally {
      sh.setLoops(outer);
    }
    return status;
  }

  /** A menu on standard error, a number from standard input, again and again. */
  int select(Command.Select command, int flags) throws ShellException, ErrnoException {
    sh.setLine(command.span().line());
    List<String> values = values(command.words());
    int outer = sh.loops();
    int status = 0;
    sh.setLoops(outer + 1);
    try {
      boolean menu = true;
      while (!values.isEmpty()) {
        if (menu) {
          sh.err(menu(values));
        }
        String prompt = sh.shell().variables().get("PS3");
        sh.err(prompt == null ? "#? " : prompt);
        String reply = line();
        if (reply == null) {
          return 1;
        }
        sh.simple().assign("REPLY", reply);
        menu = reply.isEmpty();
        if (!menu) {
          int choice = Names.isNumber(reply) && reply.length() < 7 ? Integer.parseInt(reply) : 0;
          boolean valid = choice >= 1 && choice <= values.size();
          sh.simple().assign(command.name(), valid ? values.get(choice - 1) : "");
          status = sh.run(command.body(), flags & Interpreter.TESTED);
          if (!sh.goesOn()) {
            break;
          }
        }
      }
    } finally {
      sh.setLoops(outer);
    }
    return status;
  }

  private static String menu(List<String> values) {
    var menu = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      menu.append(i + 1).append(") ").append(values.get(i)).append('\n');
    }
    return menu.toString();
  }

  private @Nullable String line() throws ErrnoException {
    return Lines.read(sh.sys(), 0);
  }
}
