package modbox.sh.job;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Jobs;
import modbox.sh.exec.SignalNames;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** kill. */
final class Killing {
  private static final String USAGE =
      "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]";

  private final Interpreter sh;

  Killing(Interpreter sh) {
    this.sh = sh;
  }

  int run(List<String> argv) throws ShellException, ErrnoException {
    int at = 1;
    int signal = 15;
    if (at < argv.size() && argv.get(at).startsWith("-") && !argv.get(at).equals("--")) {
      String option = argv.get(at++);
      if (option.equals("-l") || option.equals("-L")) {
        return list(argv.subList(at, argv.size()));
      }
      String name = option.substring(1);
      if (name.equals("s") || name.equals("n")) {
        if (at >= argv.size()) {
          throw new ShellException("No arg for -s option");
        }
        name = argv.get(at++);
      }
      signal = SignalNames.number(name);
      if (signal < 0) {
        throw new ShellException(
            option.equals("-s") || option.equals("-n")
                ? "invalid signal number or name: " + name
                : "Illegal option -" + name.substring(0, 1));
      }
    }
    if (at < argv.size() && argv.get(at).equals("--")) {
      at++;
    }
    if (at >= argv.size()) {
      throw new ShellException(USAGE);
    }
    int status = 0;
    for (String word : argv.subList(at, argv.size())) {
      status |= send(signal, word);
    }
    return status;
  }

  private int send(int signal, String word) throws ShellException {
    try {
      if (word.startsWith("%")) {
        Jobs.Job job = JobBuiltins.find(sh, word);
        if (job.group() != 0) {
          sh.sys().kill(-job.group(), signal);
        } else {
          for (int pid : job.pids()) {
            sh.sys().kill(pid, signal);
          }
        }
        return 0;
      }
      boolean group = word.startsWith("-");
      String digits = group ? word.substring(1) : word;
      if (!Names.isNumber(digits) || digits.length() > 9) {
        throw new ShellException("Illegal number: " + word);
      }
      int pid = Integer.parseInt(digits);
      sh.sys().kill(group ? -pid : pid, signal);
      return 0;
    } catch (ErrnoException e) {
      sh.complain("kill: " + e.errno().text() + "\n");
      return 1;
    }
  }

  private int list(List<String> words) throws ShellException, ErrnoException {
    if (words.isEmpty()) {
      for (int i = 1; i < 32; i++) {
        sh.out().println(SignalNames.name(i));
      }
      return 0;
    }
    for (String word : words) {
      int number = SignalNames.number(word);
      if (Names.isNumber(word) && word.length() < 6) {
        int status = Integer.parseInt(word);
        number = status > 128 ? status - 128 : status;
        if (number > 31 || number < 1) {
          throw new ShellException("invalid signal number or exit status: " + word);
        }
        sh.out().println(SignalNames.name(number));
      } else if (number < 0) {
        throw new ShellException("invalid signal number or exit status: " + word);
      } else {
        sh.out().println(Integer.toString(number));
      }
    }
    return 0;
  }
}
