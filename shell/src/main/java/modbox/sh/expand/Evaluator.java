package modbox.sh.expand;

import io.vavr.collection.SortedMap;
import java.util.List;
import modbox.sh.syntax.ArithmeticParser;
import modbox.sh.syntax.Expression;
import modbox.sh.syntax.Expression.BinaryOperator;
import modbox.sh.syntax.Expression.UnaryOperator;
import modbox.sh.syntax.Numbers;
import modbox.sh.syntax.Part;
import modbox.sh.syntax.Printer;
import org.jspecify.annotations.Nullable;

/** Evaluates arithmetic expressions in 64-bit two's complement. */
final class Evaluator {
  private static final long[] NONE = {};

  private final Scope scope;
  private final Expander expander;

  /** The values of the expansions of the expression that is evaluated. */
  private long[] operands = NONE;

  /** The expression as text, for messages. */
  private String text = "";

  Evaluator(Scope scope, Expander expander) {
    this.scope = scope;
    this.expander = expander;
  }

  long evaluate(Part.Arithmetic arithmetic) throws ShellException {
    Expression tree = arithmetic.tree();
    if (tree != null) {
      List<Part.Parameter> parameters = arithmetic.operands();
      long[] values = parameters.isEmpty() ? NONE : values(parameters);
      if (values != null) {
        return evaluate(tree, values, arithmetic);
      }
    }
    return evaluate(expander.quoted(arithmetic.text().parts()));
  }

  private long evaluate(Expression tree, long[] values, Part.Arithmetic arithmetic)
      throws ShellException {
    if (values.length == 0) {
      return evaluate(tree, arithmetic);
    }
    long[] outer = operands;
    operands = values;
    try {
      return evaluate(tree, arithmetic);
    } finally {
      operands = outer;
    }
  }

  private long evaluate(Expression tree, Part.Arithmetic arithmetic) throws ShellException {
    try {
      return value(tree);
    } catch (ArithmeticException e) {
      throw new ShellException(
          "arithmetic expression: "
              + e.getMessage()
              + ": \""
              + Printer.text(arithmetic.text())
              + "\"");
    }
  }

  long evaluate(String source) throws ShellException {
    String outer = text;
    text = source;
    try {
      return value(ArithmeticParser.parse(source));
    } catch (ArithmeticParser.BadExpressionException e) {
      throw new ShellException(String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw new ShellException("arithmetic expression: " + e.getMessage() + ": \"" + text + "\"");
    } finally {
      text = outer;
    }
  }

  /** The values of the expansions if all are plain numbers, else null. */
  private long @Nullable [] values(List<Part.Parameter> parameters) throws ShellException {
    var values = new long[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      String value = expander.parameterValue(parameters.get(i));
      if (value == null || value.isEmpty()) {
        return null;
      }
      char first = value.charAt(0);
      boolean negative = first == '-';
      Long number = Numbers.constant(negative ? value.substring(1) : value);
      if (number == null) {
        return null;
      }
      values[i] = negative ? -number : number;
    }
    return values;
  }

  private long value(Expression expression) throws ShellException {
    return switch (expression) {
      case Expression.Constant(long value) -> value;
      case Expression.Variable variable -> get(variable);
      case Expression.Expansion(int index) -> operands[index];
      case Expression.Binary binary -> binary(binary);
      case Expression.Assign assign -> assign(assign);
      case Expression.Unary(UnaryOperator operator, Expression operand) ->
          unary(operator, value(operand));
      case Expression.Conditional(Expression condition, Expression then, Expression otherwise) ->
          value(condition) != 0 ? value(then) : value(otherwise);
      case Expression.Step(Expression.Variable target, int by, boolean after) -> {
        long before = get(target);
        set(target, before + by);
        yield after ? before : before + by;
      }
    };
  }

  private long binary(Expression.Binary binary) throws ShellException {
    BinaryOperator operator = binary.operator();
    long left = value(binary.left());
    return switch (operator) {
      case AND -> left != 0 && value(binary.right()) != 0 ? 1 : 0;
      case OR -> left != 0 || value(binary.right()) != 0 ? 1 : 0;
      default -> apply(operator, left, value(binary.right()));
    };
  }

  private static long unary(UnaryOperator operator, long value) {
    return switch (operator) {
      case PLUS -> value;
      case MINUS -> -value;
      case NOT -> value == 0 ? 1 : 0;
      case COMPLEMENT -> ~value;
    };
  }

  private long assign(Expression.Assign assign) throws ShellException {
    BinaryOperator operator = assign.operator();
    long value =
        operator == null
            ? value(assign.value())
            : apply(operator, get(assign.target()), value(assign.value()));
    set(assign.target(), value);
    return value;
  }

  private static long apply(BinaryOperator operator, long left, long right) {
    return switch (operator) {
      case COMMA -> right;
      case OR -> left != 0 || right != 0 ? 1 : 0;
      case AND -> left != 0 && right != 0 ? 1 : 0;
      case BIT_OR -> left | right;
      case BIT_XOR -> left ^ right;
      case BIT_AND -> left & right;
      case EQUAL -> left == right ? 1 : 0;
      case UNEQUAL -> left != right ? 1 : 0;
      case LESS -> left < right ? 1 : 0;
      case GREATER -> left > right ? 1 : 0;
      case LESS_EQUAL -> left <= right ? 1 : 0;
      case GREATER_EQUAL -> left >= right ? 1 : 0;
      case LEFT -> left << right;
      case RIGHT -> left >> right;
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / nonZero(right);
      case REMAINDER -> left % nonZero(right);
      case POWER -> power(left, right);
    };
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new ArithmeticException("division by zero");
    }
    return divisor;
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new ArithmeticException("exponent less than 0");
    }
    long result = 1;
    long factor = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= factor;
      }
      factor *= factor;
    }
    return result;
  }

  private long get(Expression.Variable variable) throws ShellException {
    String name = variable.name();
    Expression subscript = variable.subscript();
    String value;
    if (subscript == null) {
      value = scope.get(name);
    } else {
      SortedMap<Long, String> array = scope.array(name);
      long index = value(subscript);
      value = array != null ? array.getOrElse(index, null) : index == 0 ? scope.get(name) : null;
    }
    return value == null ? 0 : number(value);
  }

  private static long number(String value) throws ShellException {
    int length = value.length();
    if (length > 0 && length < 18) {
      long result = 0;
      char first = value.charAt(0);
      int i = first == '-' ? 1 : 0;
      if (i < length && (value.charAt(i) != '0' || length == i + 1)) {
        while (i < length && value.charAt(i) >= '0' && value.charAt(i) <= '9') {
          result = result * 10 + (value.charAt(i) - '0');
          i++;
        }
        if (i == length) {
          return first == '-' ? -result : result;
        }
      }
    }
    Long number = Numbers.value(value);
    if (number == null) {
      throw new ShellException("Illegal number: " + value);
    }
    return number;
  }

  private void set(Expression.Variable target, long value) throws ShellException {
    Expression subscript = target.subscript();
    if (subscript == null) {
      scope.set(target.name(), Long.toString(value));
    } else {
      scope.setElement(target.name(), value(subscript), Long.toString(value));
    }
  }
}
