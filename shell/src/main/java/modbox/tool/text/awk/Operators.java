package modbox.tool.text.awk;

import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** Constants and operators. */
final class Operators {
  /** Longer texts end the program instead of the machine. */
  private static final long LONGEST = 1 << 26;

  private Operators() {}

  /** A literal. */
  static final class Constant extends Expr {
    private final Value value;

    Constant(Value value) {
      this.value = value;
    }

    @Override
    Value eval(Run run) {
      return value;
    }
  }

  /** {@code /re/}: by itself it asks whether the record matches. */
  static final class RegexLiteral extends Expr {
    private final Pattern pattern;

    RegexLiteral(Pattern pattern) {
      this.pattern = pattern;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return Value.of(pattern.matchesIn(run.record().whole()));
    }

    @Override
    Pattern pattern(Run run) {
      return pattern;
    }
  }

  /** {@code text ~ pattern}. */
  static final class Match extends Expr {
    private final Expr text;
    private final Expr pattern;
    private final boolean wanted;

    Match(Expr text, Expr pattern, boolean wanted) {
      this.text = text;
      this.pattern = pattern;
      this.wanted = wanted;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      String subject = text.text(run);
      return Value.of(pattern.pattern(run).matchesIn(subject) == wanted);
    }
  }

  /** An expression in parentheses: what it holds is no target of an assignment any more. */
  static final class Grouping extends Expr {
    private final Expr inner;

    Grouping(Expr inner) {
      this.inner = inner;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return inner.eval(run);
    }

    @Override
    Pattern pattern(Run run) throws ErrnoException, Failure {
      return inner.pattern(run);
    }
  }

  /** {@code a b}. */
  static final class Concatenation extends Expr {
    private final Expr left;
    private final Expr right;

    Concatenation(Expr left, Expr right) {
      this.left = left;
      this.right = right;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      String first = left.text(run);
      String second = right.text(run);
      if ((long) first.length() + second.length() > LONGEST) {
        throw new Failure(2, "out of memory");
      }
      return Value.of(first + second);
    }
  }

  /** {@code + - * / % ^}. */
  static final class Arithmetic extends Expr {
    private final char operator;
    private final Expr left;
    private final Expr right;

    Arithmetic(char operator, Expr left, Expr right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return Value.of(number(run));
    }

    @Override
    double number(Run run) throws ErrnoException, Failure {
      double a = left.number(run);
      return apply(operator, a, right.number(run));
    }

    @Override
    boolean truth(Run run) throws ErrnoException, Failure {
      return number(run) != 0;
    }

    static double apply(char operator, double a, double b) {
      double result =
          switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            case '%' -> a % b;
            default -> Math.pow(a, b);
          };
      return Double.isNaN(result) ? Value.notANumber(a, b) : result;
    }
  }

  /** {@code - +}. */
  static final class Sign extends Expr {
    private final boolean negative;
    private final Expr operand;

    Sign(boolean negative, Expr operand) {
      this.negative = negative;
      this.operand = operand;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      double number = operand.number(run);
      return Value.of(negative ? -number : number);
    }
  }

  /** The relational operators. */
  static final class Comparison extends Expr {
    private final String operator;
    private final Expr left;
    private final Expr right;

    Comparison(String operator, Expr left, Expr right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return Value.of(truth(run));
    }

    @Override
    boolean truth(Run run) throws ErrnoException, Failure {
      Value a = left.eval(run);
      int order = Value.compare(a, right.eval(run), run.convfmt());
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "==" -> order == 0;
        default -> order != 0;
      };
    }
  }

  /** {@code && ||}. */
  static final class Logic extends Expr {
    private final boolean and;
    private final Expr left;
    private final Expr right;

    Logic(boolean and, Expr left, Expr right) {
      this.and = and;
      this.left = left;
      this.right = right;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return Value.of(truth(run));
    }

    @Override
    boolean truth(Run run) throws ErrnoException, Failure {
      return and ? left.truth(run) && right.truth(run) : left.truth(run) || right.truth(run);
    }
  }

  /** {@code !}. */
  static final class Not extends Expr {
    private final Expr operand;

    Not(Expr operand) {
      this.operand = operand;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return Value.of(!operand.truth(run));
    }
  }

  /** {@code ?:}. */
  static final class Conditional extends Expr {
    private final Expr condition;
    private final Expr yes;
    private final Expr no;

    Conditional(Expr condition, Expr yes, Expr no) {
      this.condition = condition;
      this.yes = yes;
      this.no = no;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return condition.truth(run) ? yes.eval(run) : no.eval(run);
    }
  }

  /** {@code =}. */
  static final class Assignment extends Expr {
    private final Target target;
    private final Expr value;

    Assignment(Target target, Expr value) {
      this.target = target;
      this.value = value;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      Value result = value.eval(run);
      target.assign(run, result);
      return result;
    }
  }

  /** {@code += -= …}. */
  static final class Compound extends Expr {
    private final char operator;
    private final Target target;
    private final Expr value;

    Compound(char operator, Target target, Expr value) {
      this.operator = operator;
      this.target = target;
      this.value = value;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      Target place = target.settled(run);
      double operand = value.number(run);
      Value result = Value.of(Arithmetic.apply(operator, place.number(run), operand));
      place.assign(run, result);
      return result;
    }
  }

  /** {@code ++ --} before or behind. */
  static final class Step extends Expr {
    private final Target target;
    private final int by;
    private final boolean before;

    Step(Target target, int by, boolean before) {
      this.target = target;
      this.by = by;
      this.before = before;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      Target place = target.settled(run);
      double old = place.number(run);
      Value result = Value.of(old + by);
      place.assign(run, result);
      return before ? result : Value.of(old);
    }
  }
}
