package modbox.sh.builtin;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Option;
import modbox.sh.exec.Variables;
import modbox.sh.expand.Quoting;
import modbox.sh.expand.ShellException;

/** set and shift. */
public final class Setting {
  private Setting() {}

  static int set(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    if (argv.size() == 1) {
      variables(sh);
      return 0;
    }
    int at = options(sh, argv, 1);
    if (at < 0) {
      return 0;
    }
    if (at < argv.size() || argv.get(at - 1).equals("--")) {
      sh.shell().setPositional(List.copyOf(argv.subList(at, argv.size())));
    }
    return 0;
  }

  private static void variables(Interpreter sh) throws ErrnoException {
    Variables variables = sh.shell().variables();
    for (String name : variables.names("")) {
      String value = variables.get(name);
      if (value != null) {
        sh.out().println(name + "=" + Quoting.quote(value));
      }
    }
  }

  /**
   * Sets the options among words, as {@code set} and the shell's own command line do.
   *
   * @return the index of the first operand; -1 if options were only listed
   */
  public static int options(Interpreter sh, List<String> argv, int from)
      throws ShellException, ErrnoException {
    int at = from;
    while (at < argv.size()) {
      String word = argv.get(at);
      if (word.equals("--")) {
        return at + 1;
      }
      if (word.equals("-")) {
        set(sh, Option.XTRACE, false);
        set(sh, Option.VERBOSE, false);
        return at + 1;
      }
      if (word.length() < 2 || (word.charAt(0) != '-' && word.charAt(0) != '+')) {
        return at;
      }
      boolean on = word.charAt(0) == '-';
      at++;
      for (int i = 1; i < word.length(); i++) {
        if (word.charAt(i) == 'o') {
          if (at >= argv.size()) {
            list(sh, on);
            return -1;
          }
          Option option = Option.named(argv.get(at));
          if (option == null) {
            throw new ShellException("Illegal option " + word.charAt(0) + "o " + argv.get(at));
          }
          at++;
          set(sh, option, on);
        } else {
          set(sh, letter(word.charAt(0), word.charAt(i)), on);
        }
      }
    }
    return at;
  }

  private static Option letter(char sign, char letter) throws ShellException {
    Option option = Option.of(letter);
    if (option == null) {
      throw new ShellException("Illegal option " + sign + letter);
    }
    return option;
  }

  private static void set(Interpreter sh, Option option, boolean on) throws ErrnoException {
    boolean before = sh.shell().has(option);
    sh.shell().set(option, on);
    if (option == Option.MONITOR && before != on) {
      if (on) {
        sh.children().groups().begin();
      } else {
        sh.children().groups().end();
      }
      sh.signals().refresh();
    }
  }

  private static void list(Interpreter sh, boolean readable) throws ErrnoException {
    if (readable) {
      sh.out().println("Current option settings");
    }
    for (Option option : Option.values()) {
      boolean on = sh.shell().has(option);
      String title = option.title();
      if (readable) {
        sh.out()
            .println(title + " ".repeat(Math.max(0, 16 - title.length())) + (on ? "on" : "off"));
      } else {
        sh.out().println("set " + (on ? "-" : "+") + "o " + title);
      }
    }
  }

  static int shift(Interpreter sh, List<String> argv) throws ShellException {
    int count = argv.size() > 1 ? Flow.number(argv.get(1)) : 1;
    List<String> positional = sh.shell().positional();
    if (count > positional.size()) {
      throw new ShellException("can't shift that many");
    }
    sh.shell().setPositional(List.copyOf(positional.subList(count, positional.size())));
    return 0;
  }
}
