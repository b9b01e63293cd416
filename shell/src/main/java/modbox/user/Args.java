package modbox.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param given the options in the order given
 * @param operands what is left, in order
 * @param raw argv without the command's name
 */
public record Args(List<Given> given, List<String> operands, List<String> raw) {
  /**
   * An option as given.
   *
   * @param key the option's key, see {@link ToolSpec.Option#key()}
   * @param value its argument; empty if it has none or it was left out
   */
  public record Given(String key, Optional<String> value) {}

  /**
   * The command line is wrong: the message goes behind the program's name, and the way to help
   * follows. An empty message shows only that.
   */
  public static final class UsageException extends Exception {
    private final String complaint;

    public UsageException(String complaint) {
      super(complaint, null, false, false);
      this.complaint = complaint;
    }

    /** What goes behind the program's name. */
    public String complaint() {
      return complaint;
    }
  }

  public Args {
    given = List.copyOf(given);
    operands = List.copyOf(operands);
    raw = List.copyOf(raw);
  }

  /** Whether the option was given. */
  public boolean has(String key) {
    return given.stream().anyMatch(g -> g.key().equals(key));
  }

  /** How often the option was given. */
  public int count(String key) {
    return (int) given.stream().filter(g -> g.key().equals(key)).count();
  }

  /** The argument of the last occurrence. */
  public Optional<String> value(String key) {
    return given.stream()
        .filter(g -> g.key().equals(key))
        .reduce((_, last) -> last)
        .flatMap(Given::value);
  }

  /** The arguments of all occurrences, in order. */
  public List<String> values(String key) {
    return given.stream()
        .filter(g -> g.key().equals(key))
        .flatMap(g -> g.value().stream())
        .toList();
  }

  /** The last given of some options: those that replace each other. */
  public Optional<String> lastOf(String... keys) {
    List<String> wanted = List.of(keys);
    for (Given option : given.reversed()) {
      if (wanted.contains(option.key())) {
        return Optional.of(option.key());
      }
    }
    return Optional.empty();
  }

  /** Reads argv (without the command's name) as getopt_long(3) does, with its messages. */
  public static Args parse(ToolSpec spec, List<String> argv) throws UsageException {
    var given = new ArrayList<Given>();
    var operands = new ArrayList<String>();
    if (spec.parsing() == ToolSpec.Parsing.RAW || spec.parsing() == ToolSpec.Parsing.LITERAL) {
      return new Args(given, argv, argv);
    }
    int i = 0;
    while (i < argv.size()) {
      String word = argv.get(i++);
      if (word.equals("--")) {
        operands.addAll(argv.subList(i, argv.size()));
        break;
      } else if (word.startsWith("--")) {
        i = longOption(spec, word.substring(2), argv, i, given);
      } else if (word.startsWith("-") && word.length() > 1) {
        i = cluster(spec, word, argv, i, given);
      } else {
        operands.add(word);
        if (spec.parsing() == ToolSpec.Parsing.STOP_AT_OPERAND) {
          operands.addAll(argv.subList(i, argv.size()));
          break;
        }
      }
    }
    return new Args(given, operands, argv);
  }

  private static int longOption(
      ToolSpec spec, String text, List<String> argv, int next, List<Given> given)
      throws UsageException {
    int eq = text.indexOf('=');
    String word = eq < 0 ? text : text.substring(0, eq);
    List<ToolSpec.Option> found = spec.matching(word);
    if (found.isEmpty()) {
      throw new UsageException("unrecognized option '--" + word + "'");
    }
    if (found.size() > 1) {
      var all = new StringBuilder();
      found.forEach(o -> all.append(" '--").append(o.word()).append('\''));
      throw new UsageException("option '--" + text + "' is ambiguous; possibilities:" + all);
    }
    ToolSpec.Option option = found.getFirst();
    if (eq >= 0) {
      if (!option.takesArgument()) {
        throw new UsageException("option '--" + option.word() + "' doesn't allow an argument");
      }
      given.add(new Given(option.key(), Optional.of(text.substring(eq + 1))));
    } else if (option.takesArgument() && !option.optional()) {
      if (next >= argv.size()) {
        throw new UsageException("option '--" + option.word() + "' requires an argument");
      }
      given.add(new Given(option.key(), Optional.of(argv.get(next))));
      return next + 1;
    } else {
      given.add(new Given(option.key(), Optional.empty()));
    }
    return next;
  }

  private static int cluster(
      ToolSpec spec, String word, List<String> argv, int next, List<Given> given)
      throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      ToolSpec.Option option =
          spec.option(letter)
              .orElseThrow(() -> new UsageException("invalid option -- '" + letter + "'"));
      if (!option.takesArgument()) {
        given.add(new Given(option.key(), Optional.empty()));
      } else if (i + 1 < word.length()) {
        given.add(new Given(option.key(), Optional.of(word.substring(i + 1))));
        return next;
      } else if (option.optional()) {
        given.add(new Given(option.key(), Optional.empty()));
      } else if (next >= argv.size()) {
        throw new UsageException("option requires an argument -- '" + letter + "'");
      } else {
        given.add(new Given(option.key(), Optional.of(argv.get(next))));
        return next + 1;
      }
    }
    return next;
  }
}
