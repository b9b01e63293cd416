package modbox.sh.builtin;

import java.util.List;
import modbox.sh.expand.ShellException;

/** Reads the options of a built-in as dash's nextopt does. */
final class Options {
  private final List<String> argv;
  private final String allowed;
  private int word = 1;
  private int letter;

  /**
   * @param allowed the letters; one with an argument is followed by a colon
   */
  Options(List<String> argv, String allowed) {
    this.argv = argv;
    this.allowed = allowed;
  }

  /** The next option's letter, 0 if there is none. */
  char next() throws ShellException {
    if (letter == 0) {
      if (word >= argv.size()) {
        return 0;
      }
      String text = argv.get(word);
      if (text.length() < 2 || text.charAt(0) != '-') {
        return 0;
      }
      if (text.equals("--")) {
        word++;
        return 0;
      }
      letter = 1;
    }
    char c = argv.get(word).charAt(letter++);
    if (c == ':' || allowed.indexOf(c) < 0) {
      throw new ShellException("Illegal option -" + c);
    }
    boolean end = letter == argv.get(word).length();
    if (end && !takesArgument(c)) {
      word++;
      letter = 0;
    }
    return c;
  }

  private boolean takesArgument(char c) {
    int at = allowed.indexOf(c);
    return at + 1 < allowed.length() && allowed.charAt(at + 1) == ':';
  }

  /** The argument of the option that {@link #next} gave. */
  String argument(char option) throws ShellException {
    String text = argv.get(word);
    if (letter < text.length()) {
      String rest = text.substring(letter);
      word++;
      letter = 0;
      return rest;
    }
    letter = 0;
    word += 2;
    if (word > argv.size()) {
      throw new ShellException("No arg for -" + option + " option");
    }
    return argv.get(word - 1);
  }

  /** What follows the options. */
  List<String> operands() {
    return argv.subList(Math.min(word, argv.size()), argv.size());
  }
}
