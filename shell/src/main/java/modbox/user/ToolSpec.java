package modbox.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command's declaration.
 *
 * @param name the command's name
 * @param path where the executable stands, for instance {@code /usr/bin/cat}
 * @param synopsis what follows the name in a usage line
 * @param summary one line, no full stop
 * @param options in the order in which help shows them
 * @param parsing how operands and options mix
 * @param usageStatus the exit status after a wrong command line: 1 for most, 2 for ls, grep, sort …
 */
public record ToolSpec(
    String name,
    String path,
    String synopsis,
    String summary,
    List<Option> options,
    Parsing parsing,
    int usageStatus) {
  /** How the command line is read. */
  public enum Parsing {
    /** Options and operands in any order, as GNU getopt_long does by default. */
    PERMUTE,
    /** The first operand ends the options: POSIX, or {@code +} in getopt. */
    STOP_AT_OPERAND,
    /** The tool reads argv itself: expr, find, dd …; a lone --help or --version is still served. */
    RAW,
    /** The tool reads argv itself and every word is its own: test, echo. */
    LITERAL
  }

  /**
   * An option.
   *
   * @param letter the short form, 0 for none
   * @param word the long form without dashes, empty for none
   * @param argument the argument's name in help, empty if it takes none
   * @param optional whether the argument may be left out ({@code -x[ARG]}, {@code --word[=ARG]})
   * @param text help, without a full stop
   */
  public record Option(char letter, String word, String argument, boolean optional, String text) {
    public boolean takesArgument() {
      return !argument.isEmpty();
    }

    /** What {@link Args} knows the option by: the long form if there is one, else the letter. */
    public String key() {
      return word.isEmpty() ? String.valueOf(letter) : word;
    }
  }

  /** What every tool has without saying so. */
  static final Option HELP = flag((char) 0, "help", "display this help and exit");

  static final Option VERSION = flag((char) 0, "version", "output version information and exit");

  public ToolSpec {
    options = List.copyOf(options);
  }

  /** A command under {@code /usr/bin} whose options and operands may mix. */
  public static ToolSpec of(String name, String synopsis, String summary, Option... options) {
    return new ToolSpec(
        name, "/usr/bin/" + name, synopsis, summary, List.of(options), Parsing.PERMUTE, 1);
  }

  /** The same under {@code /usr/sbin}. */
  public ToolSpec inSbin() {
    return new ToolSpec(
        name, "/usr/sbin/" + name, synopsis, summary, options, parsing, usageStatus);
  }

  /** The same with another way of parsing. */
  public ToolSpec parsing(Parsing other) {
    return new ToolSpec(name, path, synopsis, summary, options, other, usageStatus);
  }

  /** The same with another exit status for a wrong command line. */
  public ToolSpec usageStatus(int status) {
    return new ToolSpec(name, path, synopsis, summary, options, parsing, status);
  }

  /** The same under another name and path: {@code egrep} for {@code grep}. */
  public ToolSpec named(String other) {
    return new ToolSpec(
        other,
        path.substring(0, path.lastIndexOf('/') + 1) + other,
        synopsis,
        summary,
        options,
        parsing,
        usageStatus);
  }

  /** An option without argument. */
  public static Option flag(char letter, String word, String text) {
    return new Option(letter, word, "", false, text);
  }

  /** An option with an argument. */
  public static Option value(char letter, String word, String argument, String text) {
    return new Option(letter, word, argument, false, text);
  }

  /** An option whose argument may be left out. */
  public static Option optional(char letter, String word, String argument, String text) {
    return new Option(letter, word, argument, true, text);
  }

  /** The option with this letter. */
  public Optional<Option> option(char letter) {
    return options.stream().filter(o -> o.letter() == letter).findFirst();
  }

  /** The options whose long form is {@code word}, or begins with it if none is equal. */
  public List<Option> matching(String word) {
    var begun = new ArrayList<Option>();
    for (Option option : List.of(HELP, VERSION)) {
      if (option.word().equals(word) && options.stream().noneMatch(o -> o.word().equals(word))) {
        return List.of(option);
      }
    }
    for (Option option : options) {
      if (option.word().equals(word)) {
        return List.of(option);
      }
      if (!option.word().isEmpty() && option.word().startsWith(word)) {
        begun.add(option);
      }
    }
    for (Option option : List.of(HELP, VERSION)) {
      if (option.word().startsWith(word)
          && begun.stream().noneMatch(o -> o.word().equals(option.word()))) {
        begun.add(option);
      }
    }
    return begun;
  }
}
