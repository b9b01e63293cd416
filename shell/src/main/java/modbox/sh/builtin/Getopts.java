package modbox.sh.builtin;

import java.util.List;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Shell;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;
import org.jspecify.annotations.Nullable;

/** getopts. */
final class Getopts {
  private final Interpreter sh;
  private final Shell shell;
  private final String letters;
  private final String variable;
  private final List<String> words;

  private Getopts(Interpreter sh, List<String> argv) {
    this.sh = sh;
    this.shell = sh.shell();
    this.letters = argv.get(1);
    this.variable = argv.get(2);
    this.words = argv.size() > 3 ? argv.subList(3, argv.size()) : shell.positional();
  }

  static int run(Interpreter sh, List<String> argv) throws ShellException {
    if (argv.size() < 3) {
      throw new ShellException("Usage: getopts optstring var [arg...]");
    }
    if (!Names.isName(argv.get(2))) {
      throw new ShellException(argv.get(2) + ": bad variable name");
    }
    return new Getopts(sh, argv).next();
  }

  private int next() throws ShellException {
    String optind = shell.variables().get("OPTIND");
    int word =
        optind != null && Names.isNumber(optind) && optind.length() < 9
            ? Math.max(1, Integer.parseInt(optind))
            : 1;
    int at = shell.getoptsAt();
    String text = word <= words.size() ? words.get(word - 1) : "";
    if (at >= text.length() || at < 1) {
      at = 1;
    }
    if (at == 1) {
      if (text.length() < 2 || text.charAt(0) != '-') {
        return end(word);
      }
      if (text.equals("--")) {
        return end(word + 1);
      }
    }
    return option(word, at, text);
  }

  private int option(int word, int at, String text) throws ShellException {
    char c = text.charAt(at);
    boolean lastLetter = at + 1 == text.length();
    int found = c == ':' ? -1 : letters.indexOf(c, letters.startsWith(":") ? 1 : 0);
    if (found < 0) {
      step(word, at, lastLetter);
      return bad(c, "Illegal option -", "?");
    }
    if (found + 1 >= letters.length() || letters.charAt(found + 1) != ':') {
      step(word, at, lastLetter);
      result(String.valueOf(c), null);
      return 0;
    }
    if (!lastLetter) {
      move(word + 1, 1);
      result(String.valueOf(c), text.substring(at + 1));
      return 0;
    }
    if (word >= words.size()) {
      move(word + 1, 1);
      return bad(c, "No arg for -", ":");
    }
    move(word + 2, 1);
    result(String.valueOf(c), words.get(word));
    return 0;
  }

  private void step(int word, int at, boolean lastLetter) throws ShellException {
    move(lastLetter ? word + 1 : word, lastLetter ? 1 : at + 1);
  }

  private int bad(char c, String message, String silent) throws ShellException {
    if (letters.startsWith(":")) {
      result(silent, String.valueOf(c));
    } else {
      result("?", null);
      sh.err(message + c + (message.startsWith("No") ? " option" : "") + "\n");
    }
    return 0;
  }

  private int end(int word) throws ShellException {
    move(word, 1);
    result("?", null);
    return 1;
  }

  private void move(int word, int at) throws ShellException {
    sh.simple().assign("OPTIND", Integer.toString(word));
    shell.setGetoptsAt(at);
  }

  private void result(String option, @Nullable String argument) throws ShellException {
    if (argument == null) {
      shell.variables().unset("OPTARG");
    } else {
      sh.simple().assign("OPTARG", argument);
    }
    sh.simple().assign(variable, option);
  }
}
