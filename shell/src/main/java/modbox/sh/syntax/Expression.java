package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/** An arithmetic expression. */
public sealed interface Expression {
  record Constant(long value) implements Expression {}

  /** A variable, perhaps an element of an array. */
  record Variable(String name, @Nullable Expression subscript) implements Expression {}

  /** A parameter expansion that stands as an operand, by its place among the operands. */
  record Expansion(int index) implements Expression {}

  record Unary(UnaryOperator operator, Expression operand) implements Expression {}

  record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {}

  record Conditional(Expression condition, Expression then, Expression otherwise)
      implements Expression {}

  /** Assignment; {@code operator} null for a plain one. */
  record Assign(Variable target, @Nullable BinaryOperator operator, Expression value)
      implements Expression {}

  /** {@code ++x}, {@code x++}, {@code --x}, {@code x--}. */
  record Step(Variable target, int by, boolean after) implements Expression {}

  /** Operators with one operand. */
  enum UnaryOperator {
    PLUS,
    MINUS,
    NOT,
    COMPLEMENT
  }

  /** Operators with two operands, by their text and precedence: higher binds tighter. */
  enum BinaryOperator {
    COMMA(",", 0),
    OR("||", 3),
    AND("&&", 4),
    BIT_OR("|", 5),
    BIT_XOR("^", 6),
    BIT_AND("&", 7),
    EQUAL("==", 8),
    UNEQUAL("!=", 8),
    LESS("<", 9),
    GREATER(">", 9),
    LESS_EQUAL("<=", 9),
    GREATER_EQUAL(">=", 9),
    LEFT("<<", 10),
    RIGHT(">>", 10),
    ADD("+", 11),
    SUBTRACT("-", 11),
    MULTIPLY("*", 12),
    DIVIDE("/", 12),
    REMAINDER("%", 12),
    POWER("**", 13);

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
      this.text = text;
      this.precedence = precedence;
    }

    public String text() {
      return text;
    }

    int precedence() {
      return precedence;
    }
  }
}
