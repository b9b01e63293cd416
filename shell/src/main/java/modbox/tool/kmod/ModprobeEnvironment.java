package modbox.tool.kmod;

import java.util.ArrayList;
import java.util.List;
import modbox.user.Args;
import modbox.user.Proc;

/** The variable MODPROBE_OPTIONS: words before the command line, handed on to children. */
final class ModprobeEnvironment {
  private static final String VARIABLE = "MODPROBE_OPTIONS";

  private ModprobeEnvironment() {}

  /** The command line with the variable's words in front. */
  static List<String> words(Proc proc, List<String> given) {
    var all = new ArrayList<String>();
    proc.env(VARIABLE).ifPresent(text -> split(text, all));
    all.addAll(given);
    return all;
  }

  /** Splits at single blanks; either quote keeps blanks and goes away. */
  private static void split(String text, List<String> words) {
    var word = new StringBuilder();
    char quote = 0;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        any = true;
      } else if (c == ' ') {
        if (any || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
      }
    }
    if (any || !word.isEmpty()) {
      words.add(word.toString());
    }
  }

  /** The environment for commands, with the options that they inherit. */
  static List<String> forChildren(Proc proc, Args args) {
    var added = new ArrayList<String>();
    for (Args.Given option : args.given()) {
      switch (option.key()) {
        case "config" -> {
          added.add("-C");
          added.add(option.value().orElse(""));
        }
        case "syslog" -> added.add("-s");
        case "quiet" -> added.add("-q");
        case "verbose" -> added.add("-v");
        default -> {}
      }
    }
    if (added.isEmpty()) {
      return proc.environment();
    }
    var environment = new ArrayList<>(proc.environment());
    environment.removeIf(e -> e.startsWith(VARIABLE + "="));
    proc.env(VARIABLE).ifPresent(added::addFirst);
    environment.add(VARIABLE + "=" + String.join(" ", added));
    return environment;
  }
}
