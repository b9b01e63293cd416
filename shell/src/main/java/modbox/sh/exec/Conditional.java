package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.sh.expand.Marks;
import modbox.sh.expand.Pattern;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Test;
import modbox.sh.syntax.Word;
import modbox.user.Failure;
import modbox.user.condition.Condition;
import modbox.user.regex.Match;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Evaluates {@code [[ … ]]}. */
final class Conditional {
  private final Interpreter sh;

  Conditional(Interpreter sh) {
    this.sh = sh;
  }

  int status(Test test) throws ShellException, ErrnoException {
    try {
      return holds(test) ? 0 : 1;
    } catch (Failure e) {
      sh.complain("[[: " + e.complaint());
      return 2;
    }
  }

  private boolean holds(Test test) throws ShellException, ErrnoException, Failure {
    return switch (test) {
      case Test.Not(Test operand) -> !holds(operand);
      case Test.And(Test left, Test right) -> holds(left) && holds(right);
      case Test.Or(Test left, Test right) -> holds(left) || holds(right);
      case Test.Grouped(Test operand) -> holds(operand);
      case Test.Unary(String operator, Word operand) -> unary(operator, text(operand));
      case Test.Binary(String operator, Word left, Word right) ->
          binary(operator, text(left), right);
    };
  }

  private String text(Word word) throws ShellException {
    return sh.expander().text(word);
  }

  private boolean unary(String operator, String operand) throws Failure {
    return switch (operator) {
      case "-v" -> sh.shell().variables().get(operand) != null;
      case "-o" -> {
        Option option = Option.named(operand);
        yield option != null && sh.shell().has(option);
      }
      case "-a" -> new Condition(sh.sys()).unary("-e", operand);
      default -> new Condition(sh.sys()).unary(operator, operand);
    };
  }

  private boolean binary(String operator, String left, Word word)
      throws ShellException, ErrnoException, Failure {
    return switch (operator) {
      case "=", "==" -> Pattern.matches(sh.expander().pattern(word), left);
      case "!=" -> !Pattern.matches(sh.expander().pattern(word), left);
      case "=~" -> matchesRegex(left, word);
      case "-eq" -> number(left) == number(text(word));
      case "-ne" -> number(left) != number(text(word));
      case "-lt" -> number(left) < number(text(word));
      case "-le" -> number(left) <= number(text(word));
      case "-gt" -> number(left) > number(text(word));
      case "-ge" -> number(left) >= number(text(word));
      case "<" -> left.compareTo(text(word)) < 0;
      case ">" -> left.compareTo(text(word)) > 0;
      default -> new Condition(sh.sys()).binary(left, operator, text(word));
    };
  }

  private boolean matchesRegex(String left, Word word) throws ShellException, Failure {
    Optional<Match> match;
    int count;
    try {
      String regex = Marks.regex(sh.expander().pattern(word));
      Regex compiled =
          Regex.compile(regex, Regex.Syntax.EXTENDED, false, false, sh.sys()::checkpoint);
      count = compiled.groups();
      match = compiled.find(left, 0);
    } catch (RegexException e) {
      throw new Failure(2, e.text());
    }
    SortedMap<Long, String> groups = TreeMap.empty();
    if (match.isPresent()) {
      for (int i = 0; i <= count; i++) {
        groups = groups.put((long) i, match.get().group(i));
      }
    }
    sh.shell().variables().setArray("BASH_REMATCH", groups);
    return match.isPresent();
  }

  private long number(String text) throws ShellException {
    return sh.expander().number(text);
  }
}
