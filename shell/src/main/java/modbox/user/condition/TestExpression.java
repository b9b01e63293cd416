package modbox.user.condition;

import java.util.List;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.Quote;

/**
 * The expression of test and [: by the number of its words as POSIX rules it, and by precedence
 * beyond four words.
 */
public final class TestExpression {
  private static final int USAGE = 2;

  private final Condition condition;
  private final List<String> words;
  private int at;

  private TestExpression(Condition condition, List<String> words) {
    this.condition = condition;
    this.words = words;
  }

  /** Whether the expression holds. A malformed one is a failure with status 2. */
  public static boolean holds(Syscalls sys, List<String> words) throws Failure {
    return new TestExpression(new Condition(sys), words).byCount(0, words.size());
  }

  private boolean byCount(int from, int to) throws Failure {
    return switch (to - from) {
      case 0 -> false;
      case 1 -> !words.get(from).isEmpty();
      case 2 -> two(from);
      case 3 -> three(from);
      case 4 -> four(from);
      default -> whole(from, to);
    };
  }

  private boolean two(int i) throws Failure {
    if (words.get(i).equals("!")) {
      return words.get(i + 1).isEmpty();
    } else if (Condition.isUnary(words.get(i))) {
      return condition.unary(words.get(i), words.get(i + 1));
    }
    throw new Failure(
        USAGE,
        isOperator(words.get(i))
            ? Quote.always(words.get(i)) + ": unary operator expected"
            : "missing argument after " + Quote.always(words.get(i + 1)));
  }

  private static boolean isOperator(String word) {
    return word.length() == 2 && word.charAt(0) == '-';
  }

  private boolean three(int i) throws Failure {
    String middle = words.get(i + 1);
    if (Condition.isBinary(middle)) {
      return condition.binary(words.get(i), middle, words.get(i + 2));
    } else if (words.get(i).equals("!")) {
      return !two(i + 1);
    } else if (words.get(i).equals("(") && words.get(i + 2).equals(")")) {
      return !middle.isEmpty();
    } else if (middle.equals("-a") || middle.equals("-o")) {
      return whole(i, i + 3);
    }
    throw new Failure(USAGE, Quote.always(middle) + ": binary operator expected");
  }

  private boolean four(int i) throws Failure {
    if (words.get(i).equals("!")) {
      return !three(i + 1);
    } else if (words.get(i).equals("(") && words.get(i + 3).equals(")")) {
      return two(i + 1);
    }
    return whole(i, i + 4);
  }

  private boolean whole(int from, int to) throws Failure {
    at = from;
    boolean value = or(to);
    if (at < to) {
      throw new Failure(USAGE, "extra argument " + Quote.always(words.get(at)));
    }
    return value;
  }

  /** {@code or = and { "-o" and } .} */
  private boolean or(int to) throws Failure {
    boolean value = and(to);
    while (at < to && words.get(at).equals("-o")) {
      at++;
      value |= and(to);
    }
    return value;
  }

  /** {@code and = term { "-a" term } .} */
  private boolean and(int to) throws Failure {
    boolean value = term(to);
    while (at < to && words.get(at).equals("-a")) {
      at++;
      value &= term(to);
    }
    return value;
  }

  /** {@code term = "!" term | "(" or ")" | word BINARY word | UNARY word | word .} */
  private boolean term(int to) throws Failure {
    if (at >= to) {
      throw new Failure(USAGE, "missing argument after " + Quote.always(words.get(to - 1)));
    }
    String word = words.get(at);
    int left = to - at;
    if (word.equals("!") && left > 1) {
      at++;
      return !term(to);
    } else if (word.equals("(")
        && left > 1
        && !(left > 2 && Condition.isBinary(words.get(at + 1)))) {
      return group(to);
    } else if (left >= 3 && Condition.isBinary(words.get(at + 1))) {
      at += 3;
      return condition.binary(word, words.get(at - 2), words.get(at - 1));
    } else if (left >= 2 && Condition.isUnary(word)) {
      at += 2;
      return condition.unary(word, words.get(at - 1));
    }
    at++;
    return !word.isEmpty();
  }

  private boolean group(int to) throws Failure {
    at++;
    boolean value = or(to);
    if (at >= to || !words.get(at).equals(")")) {
      throw new Failure(USAGE, "')' expected");
    }
    at++;
    return value;
  }
}
