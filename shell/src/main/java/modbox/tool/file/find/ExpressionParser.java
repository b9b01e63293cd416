package modbox.tool.file.find;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.text.Sizes;

/** Reads an expression of find. */
final class ExpressionParser {
  private final Settings settings;
  private final List<String> words;
  private final Tests tests;
  private final Actions actions;
  private int at;

  ExpressionParser(Proc proc, Settings settings, Walk.Follow follow, List<String> words) {
    this.settings = settings;
    this.words = words;
    tests = new Tests(proc, settings, follow, this);
    actions = new Actions(proc, settings, this);
  }

  Condition parse() throws Failure, ErrnoException {
    Condition whole = _ -> true;
    if (!words.isEmpty()) {
      whole = list();
      if (at < words.size()) {
        throw new Failure(
            words.get(at).equals(")")
                ? "you have too many ')'"
                : "paths must precede expression: " + Quote.ifNeeded(words.get(at)));
      }
    }
    if (settings.acts) {
      return whole;
    }
    Condition print = actions.print("\n");
    Condition first = whole;
    return entry -> first.test(entry) && print.test(entry);
  }

  /** The word that is an option's argument. */
  String argument(String option) throws Failure {
    if (at >= words.size()) {
      throw new Failure("missing argument to `" + option + "'");
    }
    return words.get(at++);
  }

  /** The words up to a semicolon or a plus behind braces; the last is that end. */
  List<String> command(String option) throws Failure {
    int start = at;
    while (at < words.size()) {
      String word = words.get(at++);
      boolean plus = word.equals("+") && at - 2 >= start && words.get(at - 2).equals("{}");
      if (word.equals(";") || plus) {
        return words.subList(start, at);
      }
    }
    throw new Failure("missing argument to `" + option + "'");
  }

  private boolean accept(String... names) {
    for (String name : names) {
      if (at < words.size() && words.get(at).equals(name)) {
        at++;
        return true;
      }
    }
    return false;
  }

  /** {@code list = or { "," or } .} */
  private Condition list() throws Failure, ErrnoException {
    Condition left = or();
    while (accept(",")) {
      Condition before = left;
      Condition right = or();
      left =
          entry -> {
            before.test(entry);
            return right.test(entry);
          };
    }
    return left;
  }

  /** {@code or = and { "-o" and } .} */
  private Condition or() throws Failure, ErrnoException {
    Condition left = and();
    while (accept("-o", "-or")) {
      Condition before = left;
      Condition right = and();
      left = entry -> before.test(entry) || right.test(entry);
    }
    return left;
  }

  /** {@code and = not { [ "-a" ] not } .} */
  private Condition and() throws Failure, ErrnoException {
    Condition left = not();
    while (at < words.size()) {
      String word = words.get(at);
      if (word.equals(")") || word.equals("-o") || word.equals("-or") || word.equals(",")) {
        break;
      }
      accept("-a", "-and");
      Condition before = left;
      Condition right = not();
      left = entry -> before.test(entry) && right.test(entry);
    }
    return left;
  }

  /** {@code not = "!" not | "(" list ")" | primary .} */
  private Condition not() throws Failure, ErrnoException {
    if (accept("!", "-not")) {
      String operator = words.get(at - 1);
      if (at >= words.size()) {
        throw new Failure("expected an expression after '" + operator + "'");
      }
      Condition inner = not();
      return entry -> !inner.test(entry);
    }
    if (accept("(")) {
      if (accept(")")) {
        throw new Failure("invalid expression; empty parentheses are not allowed.");
      }
      Condition inner = list();
      if (!accept(")")) {
        throw new Failure(
            "invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      }
      return inner;
    }
    if (at >= words.size() && words.getLast().equals("(")) {
      throw new Failure(
          "invalid expression; expected to find a ')' but didn't see one. Perhaps you need an"
              + " extra predicate after '('");
    } else if (at >= words.size()) {
      throw new Failure("expected an expression after '" + words.getLast() + "'");
    }
    return primary(words.get(at++));
  }

  private Condition primary(String word) throws Failure, ErrnoException {
    Optional<Condition> found = option(word);
    if (found.isEmpty()) {
      found = tests.parse(word);
    }
    if (found.isEmpty()) {
      found = actions.parse(word);
    }
    if (found.isPresent()) {
      return found.get();
    }
    if (word.equals("-o") || word.equals("-a") || word.equals(",") || word.equals(")")) {
      throw new Failure(
          "invalid expression; you have used a binary operator '"
              + word
              + "' with nothing before it.");
    }
    throw new Failure(
        word.startsWith("-")
            ? "unknown predicate `" + word + "'"
            : "paths must precede expression: `" + word + "'");
  }

  private Optional<Condition> option(String word) throws Failure {
    switch (word) {
      case "-maxdepth" -> settings.maxDepth = number(word);
      case "-mindepth" -> settings.minDepth = number(word);
      case "-depth", "-d" -> settings.depthFirst = true;
      case "-mount", "-xdev" -> settings.oneFileSystem = true;
      case "-daystart" -> settings.dayStart = true;
      case "-regextype" -> settings.regexType = argument(word);
      case "-noleaf", "-ignore_readdir_race", "-noignore_readdir_race", "-warn", "-nowarn" ->
          settings.quits = false;
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(_ -> true);
  }

  private int number(String option) throws Failure {
    String text = argument(option);
    return Sizes.integer(text)
        .filter(n -> n >= 0)
        .map(n -> (int) Math.min(n, Integer.MAX_VALUE))
        .orElseThrow(
            () ->
                new Failure(
                    "Expected a positive decimal integer argument to "
                        + option
                        + ", but got "
                        + Quote.always(text)));
  }
}
