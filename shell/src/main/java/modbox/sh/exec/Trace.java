package modbox.sh.exec;

import java.util.List;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Parser;

/** What {@code set -x} shows. */
final class Trace {
  private Trace() {}

  static void command(Interpreter sh, List<SimpleCommands.Assigned> assigned, List<String> argv)
      throws ShellException {
    var text = new StringBuilder(prompt(sh));
    String gap = "";
    for (SimpleCommands.Assigned each : assigned) {
      text.append(gap).append(each.name()).append('=').append(each.value());
      gap = " ";
    }
    for (String word : argv) {
      text.append(gap).append(word);
      gap = " ";
    }
    sh.err(text.append('\n').toString());
  }

  private static String prompt(Interpreter sh) throws ShellException {
    String prompt = sh.shell().variables().get("PS4");
    if (prompt == null || prompt.indexOf('$') < 0) {
      return prompt == null ? "" : prompt;
    }
    sh.shell().set(Option.XTRACE, false);
    try {
      return sh.expander().quoted(Parser.quoted(prompt));
    } finally {
      sh.shell().set(Option.XTRACE, true);
    }
  }
}
