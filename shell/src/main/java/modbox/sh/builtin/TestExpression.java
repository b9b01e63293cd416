package modbox.sh.builtin;

import java.util.List;
import modbox.kernel.Syscalls;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Numbers;
import modbox.user.Failure;
import modbox.user.condition.Condition;

/**
 * The expression of {@code test}, read as dash reads it: by the number of its words up to four, by
 * precedence beyond. Its messages are dash's.
 */
final class TestExpression {
  private final Condition condition;
  private final List<String> words;
  private int at;

  private TestExpression(Syscalls sys, List<String> words) {
    this.condition = new Condition(sys);
    this.words = words;
  }

  static boolean holds(Syscalls sys, List<String> words) throws ShellException {
    if (words.isEmpty()) {
      return false;
    }
    var expression = new TestExpression(sys, words);
    try {
      return expression.whole();
    } catch (Failure e) {
      throw new ShellException(e.complaint());
    }
  }

  private boolean whole() throws ShellException, Failure {
    int count = words.size();
    if (count == 4 && words.getFirst().equals("!") && isBinary(words.get(2))) {
      return !binary(words.get(1), words.get(2), words.get(3));
    }
    if (count == 3 && isBinary(words.get(1))) {
      return binary(words.get(0), words.get(1), words.get(2));
    }
    if (count == 3 && words.getFirst().equals("(") && words.getLast().equals(")")) {
      return !words.get(1).isEmpty();
    }
    if (count == 4 && words.getFirst().equals("(") && words.getLast().equals(")")) {
      return holds(condition.sys(), words.subList(1, 3));
    }
    boolean result = or();
    if (at < count) {
      throw unexpected(words.get(at));
    }
    return result;
  }

  private static ShellException unexpected(String word) {
    return new ShellException(word + ": unexpected operator");
  }

  private static boolean isBinary(String word) {
    return Condition.isBinary(word) || word.equals("-a") || word.equals("-o");
  }

  private boolean or() throws ShellException, Failure {
    boolean result = and();
    while (at < words.size() && words.get(at).equals("-o")) {
      at++;
      result |= and();
    }
    return result;
  }

  private boolean and() throws ShellException, Failure {
    boolean result = not();
    while (at < words.size() && words.get(at).equals("-a")) {
      at++;
      result &= not();
    }
    return result;
  }

  private boolean not() throws ShellException, Failure {
    boolean negated = false;
    while (at < words.size() && words.get(at).equals("!") && at + 1 < words.size()) {
      if (at + 2 < words.size() && Condition.isBinary(words.get(at + 1))) {
        break; // an exclamation mark that is compared
      }
      at++;
      negated = !negated;
    }
    return primary() != negated;
  }

  private boolean primary() throws ShellException, Failure {
    if (at >= words.size()) {
      throw new ShellException("argument expected");
    }
    String word = words.get(at);
    boolean compared = at + 2 < words.size() && Condition.isBinary(words.get(at + 1));
    if (compared) {
      at += 3;
      return binary(word, words.get(at - 2), words.get(at - 1));
    }
    if (word.equals("(") && at + 1 < words.size()) {
      at++;
      boolean result = or();
      if (at >= words.size() || !words.get(at).equals(")")) {
        throw new ShellException("closing paren expected");
      }
      at++;
      return result;
    }
    if (at + 1 < words.size() && Condition.isUnary(word)) {
      at += 2;
      return unary(word, words.get(at - 1));
    }
    if (at + 1 < words.size() && Condition.isBinary(words.get(at + 1))) {
      throw new ShellException(words.get(at + 1) + ": argument expected");
    }
    at++;
    if (at < words.size() && !words.get(at).equals("-a") && !words.get(at).equals("-o")) {
      if (!words.get(at).equals(")")) {
        throw unexpected(word);
      }
    }
    return !word.isEmpty();
  }

  private boolean unary(String operator, String operand) throws ShellException, Failure {
    if (operator.equals("-t")) {
      number(operand);
    }
    return condition.unary(operator, operand);
  }

  private boolean binary(String left, String operator, String right)
      throws ShellException, Failure {
    switch (operator) {
      case "-a" -> {
        return !left.isEmpty() && !right.isEmpty();
      }
      case "-o" -> {
        return !left.isEmpty() || !right.isEmpty();
      }
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> {
        number(left);
        number(right);
      }
      default -> {
        // strings and files take any words
      }
    }
    return condition.binary(left, operator, right);
  }

  private static void number(String word) throws ShellException {
    if (Numbers.decimal(word) == null) {
      throw new ShellException("Illegal number: " + word);
    }
  }
}
