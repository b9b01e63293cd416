package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import modbox.sh.syntax.Expression.Assign;
import modbox.sh.syntax.Expression.Binary;
import modbox.sh.syntax.Expression.BinaryOperator;
import modbox.sh.syntax.Expression.Conditional;
import modbox.sh.syntax.Expression.Constant;
import modbox.sh.syntax.Expression.Expansion;
import modbox.sh.syntax.Expression.Step;
import modbox.sh.syntax.Expression.Unary;
import modbox.sh.syntax.Expression.UnaryOperator;
import modbox.sh.syntax.Expression.Variable;
import org.jspecify.annotations.Nullable;

/** Parser of arithmetic expressions. Its messages are dash's. */
public final class ArithmeticParser {
  /** How deep an expression may nest. */
  private static final int DEPTH = 1000;

  /** Characters from here on stand for expansions that are operands. */
  private static final char OPERAND = 0x100;

  private static final BinaryOperator[] OPERATORS = BinaryOperator.values();

  /** An expression that cannot be read. */
  public static final class BadExpressionException extends Exception {
    BadExpressionException(String message) {
      super(message, null, false, false);
    }
  }

  private final String text;
  private int at;
  private int depth;

  private ArithmeticParser(String text) {
    this.text = text;
  }

  /** Reads a text in which all expansions have been made. An empty one is 0. */
  public static Expression parse(String text) throws BadExpressionException {
    var parser = new ArithmeticParser(text);
    parser.blanks();
    if (parser.at == text.length()) {
      return new Constant(0);
    }
    Expression expression = parser.comma();
    if (parser.at < text.length()) {
      throw parser.bad("expecting EOF");
    }
    return expression;
  }

  /** Reads an expression as far as that can be done before its expansions are made. */
  static Part.Arithmetic part(Word word) {
    var text = new StringBuilder();
    var operands = new ArrayList<Part.Parameter>();
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal(String literal)) {
        text.append(literal);
      } else if (part instanceof Part.Parameter parameter && isOperand(parameter)) {
        text.append((char) (OPERAND + operands.size()));
        operands.add(parameter);
      } else {
        return new Part.Arithmetic(word, null, List.of());
      }
    }
    try {
      return new Part.Arithmetic(word, parse(text.toString()), operands);
    } catch (BadExpressionException e) {
      // It is reported when the expression is evaluated: its expansions may yet mend it.
      return new Part.Arithmetic(word, null, List.of());
    }
  }

  private static boolean isOperand(Part.Parameter parameter) {
    return parameter.modifier() == null
        && parameter.subscript() == null
        && parameter.prefix() == Part.Prefix.NONE
        && !parameter.name().equals("@")
        && !parameter.name().equals("*");
  }

  private BadExpressionException bad(String what) {
    return new BadExpressionException("arithmetic expression: " + what + ": \"" + text + "\"");
  }

  private void blanks() {
    while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
  }

  private boolean accept(String token) {
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    blanks();
    return true;
  }

  /** {@code comma = assignment { "," assignment }}. */
  private Expression comma() throws BadExpressionException {
    Expression left = assignment();
    while (accept(",")) {
      left = new Binary(BinaryOperator.COMMA, left, assignment());
    }
    return left;
  }

  /** {@code assignment = conditional [ operator assignment ]}. */
  private Expression assignment() throws BadExpressionException {
    if (++depth > DEPTH) {
      throw bad("nesting too deep");
    }
    Expression left = conditional();
    if (left instanceof Variable target) {
      BinaryOperator operator = assignmentOperator();
      if (operator != null || (peek(0) == '=' && peek(1) != '=' && accept("="))) {
        left = new Assign(target, operator, assignment());
      }
    }
    depth--;
    return left;
  }

  private @Nullable BinaryOperator assignmentOperator() {
    for (BinaryOperator operator : OPERATORS) {
      int precedence = operator.precedence();
      boolean assigns = precedence >= 5 && precedence != 8 && precedence != 9;
      if (assigns && accept(operator.text() + "=")) {
        return operator;
      }
    }
    return null;
  }

  /** {@code conditional = binary [ "?" comma ":" conditional ]}. */
  private Expression conditional() throws BadExpressionException {
    Expression condition = binary(BinaryOperator.OR.precedence());
    if (!accept("?")) {
      return condition;
    }
    Expression then = comma();
    if (!accept(":")) {
      throw bad("expecting ':'");
    }
    return new Conditional(condition, then, assignment());
  }

  /** Binary operators of at least this precedence. */
  private Expression binary(int precedence) throws BadExpressionException {
    Expression left = unary();
    while (true) {
      BinaryOperator operator = binaryOperator();
      if (operator == null || operator.precedence() < precedence) {
        return left;
      }
      accept(operator.text());
      boolean rightwards = operator == BinaryOperator.POWER;
      left = new Binary(operator, left, binary(operator.precedence() + (rightwards ? 0 : 1)));
    }
  }

  /** The longest binary operator here that is not part of an assignment. */
  private @Nullable BinaryOperator binaryOperator() {
    BinaryOperator found = null;
    for (BinaryOperator operator : OPERATORS) {
      if (operator != BinaryOperator.COMMA
          && text.startsWith(operator.text(), at)
          && (found == null || operator.text().length() > found.text().length())) {
        found = operator;
      }
    }
    if (found == null) {
      return null;
    }
    int precedence = found.precedence();
    boolean assigns = precedence >= 5 && precedence != 8 && precedence != 9;
    return assigns && peek(found.text().length()) == '=' ? null : found;
  }

  private Expression unary() throws BadExpressionException {
    if (++depth > DEPTH) {
      throw bad("nesting too deep");
    }
    Expression result = prefixed();
    depth--;
    return result;
  }

  private Expression prefixed() throws BadExpressionException {
    int c = peek(0);
    if ((c == '+' || c == '-') && peek(1) == c) {
      int back = at;
      at += 2;
      blanks();
      if (Names.startsName(peek(0))) {
        return new Step(variable(), c == '+' ? 1 : -1, false);
      }
      at = back;
    }
    return switch (c) {
      case '+' -> operated(UnaryOperator.PLUS);
      case '-' -> operated(UnaryOperator.MINUS);
      case '!' -> operated(UnaryOperator.NOT);
      case '~' -> operated(UnaryOperator.COMPLEMENT);
      default -> primary();
    };
  }

  private Expression operated(UnaryOperator operator) throws BadExpressionException {
    at++;
    blanks();
    return new Unary(operator, unary());
  }

  private Expression primary() throws BadExpressionException {
    int c = peek(0);
    if (c == '(') {
      accept("(");
      Expression inner = comma();
      if (!accept(")")) {
        throw bad("expecting ')'");
      }
      return inner;
    }
    if (c >= OPERAND) {
      at++;
      blanks();
      return new Expansion(c - OPERAND);
    }
    if (Names.isDigit(c)) {
      return constant();
    }
    if (!Names.startsName(c)) {
      throw bad("expecting primary");
    }
    Variable target = variable();
    boolean steps = (peek(0) == '+' || peek(0) == '-') && peek(1) == peek(0) && !operandAt(2);
    if (steps) {
      int by = peek(0) == '+' ? 1 : -1;
      at += 2;
      blanks();
      return new Step(target, by, true);
    }
    return target;
  }

  /** Whether an operand begins {@code ahead} from here: then {@code a++b} is {@code a + +b}. */
  private boolean operandAt(int ahead) {
    int i = ahead;
    while (peek(i) == ' ' || peek(i) == '\t') {
      i++;
    }
    return Names.inName(peek(i)) || peek(i) >= OPERAND || peek(i) == '(';
  }

  private Variable variable() throws BadExpressionException {
    int end = Names.nameEnd(text, at);
    String name = text.substring(at, end);
    at = end;
    Expression subscript = null;
    if (peek(0) == '[') {
      accept("[");
      subscript = comma();
      if (!accept("]")) {
        throw bad("expecting ']'");
      }
    }
    blanks();
    return new Variable(name, subscript);
  }

  private Expression constant() throws BadExpressionException {
    int end = at;
    while (end < text.length() && (Names.inName(text.charAt(end)) || text.charAt(end) == '#')) {
      end++;
    }
    Long value = Numbers.constant(text.substring(at, end));
    if (value == null) {
      throw bad("expecting EOF");
    }
    at = end;
    blanks();
    return new Constant(value);
  }
}
