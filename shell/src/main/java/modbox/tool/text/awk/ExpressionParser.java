package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import modbox.tool.text.awk.Token.Kind;
import modbox.user.regex.RegexException;

/** Reads expressions, by recursive descent from the loosest operator to the tightest. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
  private static final Set<String> ASSIGNMENTS = Set.of("=", "+=", "-=", "*=", "/=", "%=", "^=");
  private static final int DEPTH = 500;

  private record Checked(Calls.Call call, int line) {}

  private final Tokens tokens;
  private final Names names;
  private final Patterns patterns;
  private final List<Checked> calls = new ArrayList<>();
  private boolean noGreater;
  private int depth;

  ExpressionParser(Tokens tokens, Names names, Patterns patterns) {
    this.tokens = tokens;
    this.names = names;
    this.patterns = patterns;
  }

  /** Checks the calls when all functions are known. */
  void checkCalls() throws SyntaxException {
    for (Checked each : calls) {
      each.call().check(each.line());
    }
  }

  /** {@code expression = or [ "?" expression ":" expression ] .} */
  Expr expression() throws SyntaxException {
    if (++depth > DEPTH) {
      throw new SyntaxException(tokens.peek().line(), "expression nested too deeply");
    }
    Expr condition = or();
    if (tokens.accept("?")) {
      tokens.skipNewlines();
      Expr yes = expression();
      tokens.skipNewlines();
      tokens.expect(":");
      tokens.skipNewlines();
      condition = new Operators.Conditional(condition, yes, expression());
    }
    depth--;
    return condition;
  }

  private Expr or() throws SyntaxException {
    Expr left = and();
    while (tokens.accept("||")) {
      tokens.skipNewlines();
      left = new Operators.Logic(false, left, and());
    }
    return left;
  }

  private Expr and() throws SyntaxException {
    Expr left = membership();
    while (tokens.accept("&&")) {
      tokens.skipNewlines();
      left = new Operators.Logic(true, left, membership());
    }
    return left;
  }

  private Expr membership() throws SyntaxException {
    Expr left = match();
    while (tokens.accept("in")) {
      left = new Variables.Membership(new Variables.Subscript(List.of(left)), tableName());
    }
    return left;
  }

  private Symbol tableName() throws SyntaxException {
    Token name = tokens.take();
    if (name.kind() != Kind.NAME) {
      throw tokens.unexpected(name);
    }
    return names.array(name.text(), name.line());
  }

  private Expr match() throws SyntaxException {
    Expr left = comparison();
    while (tokens.peek().is("~") || tokens.peek().is("!~")) {
      boolean wanted = tokens.take().text().equals("~");
      left = new Operators.Match(left, comparison(), wanted);
    }
    return left;
  }

  private Expr comparison() throws SyntaxException {
    Expr left = piped();
    while (tokens.peek().kind() == Kind.PUNCTUATION
        && COMPARISONS.contains(tokens.peek().text())
        && !(noGreater && tokens.peek().is(">"))) {
      String operator = tokens.take().text();
      left = new Operators.Comparison(operator, left, piped());
    }
    return left;
  }

  /** {@code command | getline}. */
  private Expr piped() throws SyntaxException {
    Expr left = concatenation();
    while (tokens.peek().is("|") && tokens.peek(1).is("getline")) {
      tokens.take();
      tokens.take();
      left = new Getline(Getline.Source.COMMAND, Optional.of(left), optionalTarget());
    }
    return left;
  }

  private Expr concatenation() throws SyntaxException {
    Expr left = sum();
    while (beginsOperand(tokens.peek())) {
      left = new Operators.Concatenation(left, sum());
    }
    return left;
  }

  /** A sign would have been taken for an operator, and {@code in} is one. */
  private static boolean beginsOperand(Token token) {
    return switch (token.kind()) {
      case NUMBER, STRING, REGEX, NAME, CALL, BUILTIN -> true;
      case PUNCTUATION ->
          token.text().equals("$")
              || token.text().equals("!")
              || token.text().equals("(")
              || token.text().equals("++")
              || token.text().equals("--");
      case KEYWORD, NEWLINE, END -> false;
    };
  }

  private Expr sum() throws SyntaxException {
    Expr left = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      char operator = tokens.take().text().charAt(0);
      left = new Operators.Arithmetic(operator, left, product());
    }
    return left;
  }

  private Expr product() throws SyntaxException {
    Expr left = unary();
    while (tokens.peek().is("*") || tokens.peek().is("/") || tokens.peek().is("%")) {
      char operator = tokens.take().text().charAt(0);
      left = new Operators.Arithmetic(operator, left, unary());
    }
    return left;
  }

  private Expr unary() throws SyntaxException {
    if (tokens.accept("!")) {
      return new Operators.Not(nested());
    } else if (tokens.accept("-")) {
      return new Operators.Sign(true, nested());
    } else if (tokens.accept("+")) {
      return new Operators.Sign(false, nested());
    }
    Expr base = step();
    if (tokens.accept("^")) {
      return new Operators.Arithmetic('^', base, nested());
    }
    return base;
  }

  private Expr nested() throws SyntaxException {
    if (++depth > DEPTH) {
      throw new SyntaxException(tokens.peek().line(), "expression nested too deeply");
    }
    Expr expr = unary();
    depth--;
    return expr;
  }

  /** Steps before and behind, and assignments: what is assigned reaches as far as it can. */
  private Expr step() throws SyntaxException {
    Token first = tokens.peek();
    if (first.is("++") || first.is("--")) {
      tokens.take();
      if (!(step() instanceof Expr.Target target)) {
        throw tokens.unexpected();
      }
      return new Operators.Step(target, first.text().equals("++") ? 1 : -1, true);
    }
    Expr operand = primary();
    if (!(operand instanceof Expr.Target target)) {
      return operand;
    }
    Token next = tokens.peek();
    if (next.is("++") || next.is("--")) {
      tokens.take();
      return new Operators.Step(target, next.text().equals("++") ? 1 : -1, false);
    }
    if (next.kind() == Kind.PUNCTUATION && ASSIGNMENTS.contains(next.text())) {
      tokens.take();
      tokens.skipNewlines();
      Expr value = expression();
      return next.is("=")
          ? new Operators.Assignment(target, value)
          : new Operators.Compound(next.text().charAt(0), target, value);
    }
    return operand;
  }

  private Expr primary() throws SyntaxException {
    Token token = tokens.take();
    return switch (token.kind()) {
      case NUMBER -> new Operators.Constant(Value.of(Double.parseDouble(token.text())));
      case STRING -> new Operators.Constant(Value.of(token.text()));
      case REGEX -> regex(token);
      case NAME -> name(token);
      case CALL -> call(token);
      case BUILTIN -> builtin(token);
      case KEYWORD -> getline(token);
      case PUNCTUATION -> punctuation(token);
      case NEWLINE, END -> throw tokens.unexpected(token);
    };
  }

  private Expr punctuation(Token token) throws SyntaxException {
    if (token.is("$")) {
      return new Variables.Field(fieldIndex());
    } else if (token.is("(")) {
      return grouping();
    } else if (token.is("-")) {
      return new Operators.Sign(true, primary());
    } else if (token.is("+")) {
      return new Operators.Sign(false, primary());
    } else if (token.is("!")) {
      return new Operators.Not(primary());
    }
    throw tokens.unexpected(token);
  }

  private Expr fieldIndex() throws SyntaxException {
    Token first = tokens.peek();
    if (first.is("++") || first.is("--")) {
      tokens.take();
      if (!(primary() instanceof Expr.Target target)) {
        throw tokens.unexpected();
      }
      return new Operators.Step(target, first.text().equals("++") ? 1 : -1, true);
    }
    return primary();
  }

  private Expr regex(Token token) throws SyntaxException {
    try {
      return new Operators.RegexLiteral(patterns.compile(token.text()));
    } catch (RegexException e) {
      throw new SyntaxException(token.line(), Patterns.failed(token.text(), e));
    }
  }

  private Expr name(Token token) throws SyntaxException {
    if (names.isFunction(token.text())) {
      throw tokens.unexpected();
    }
    if (tokens.accept("[")) {
      Symbol table = names.array(token.text(), token.line());
      return new Variables.Element(table, subscript());
    }
    return new Variables.Name(names.scalar(token.text(), token.line()));
  }

  /** What stands between the brackets, and the closing one. */
  Variables.Subscript subscript() throws SyntaxException {
    return new Variables.Subscript(list("]"));
  }

  /** Expressions up to a closing bracket; inside, greater-than compares. */
  private List<Expr> list(String close) throws SyntaxException {
    boolean outer = noGreater;
    noGreater = false;
    var list = new ArrayList<Expr>();
    list.add(expression());
    while (tokens.accept(",")) {
      tokens.skipNewlines();
      list.add(expression());
    }
    tokens.expect(close);
    noGreater = outer;
    return list;
  }

  private Expr grouping() throws SyntaxException {
    List<Expr> list = list(")");
    if (list.size() == 1) {
      return new Operators.Grouping(list.getFirst());
    }
    if (!tokens.accept("in")) {
      throw tokens.unexpected();
    }
    return new Variables.Membership(new Variables.Subscript(list), tableName());
  }

  private Optional<Expr.Target> optionalTarget() throws SyntaxException {
    Token token = tokens.peek();
    if (token.kind() != Kind.NAME && !token.is("$")) {
      return Optional.empty();
    }
    return primary() instanceof Expr.Target target ? Optional.of(target) : Optional.empty();
  }

  private Expr getline(Token token) throws SyntaxException {
    if (!token.is("getline")) {
      throw tokens.unexpected(token);
    }
    Optional<Expr.Target> target = optionalTarget();
    if (tokens.accept("<")) {
      return new Getline(Getline.Source.FILE, Optional.of(primary()), target);
    }
    return new Getline(Getline.Source.MAIN, Optional.empty(), target);
  }

  /** A bare name among the arguments may be an array: that depends on the function. */
  private Expr call(Token token) throws SyntaxException {
    Calls.Function function = names.function(token.text());
    tokens.expect("(");
    boolean outer = noGreater;
    noGreater = false;
    var arguments = new ArrayList<Expr>();
    tokens.skipNewlines();
    while (!tokens.accept(")")) {
      Token next = tokens.peek();
      boolean bare = next.kind() == Kind.NAME && (tokens.peek(1).is(",") || tokens.peek(1).is(")"));
      if (bare) {
        tokens.take();
        Symbol symbol = names.find(next.text());
        names.passes(symbol, function, arguments.size(), next.line());
        arguments.add(new Variables.Name(symbol));
      } else {
        arguments.add(expression());
      }
      tokens.skipNewlines();
      if (!tokens.peek().is(")")) {
        tokens.expect(",");
        tokens.skipNewlines();
      }
    }
    noGreater = outer;
    var call = new Calls.Call(function, arguments);
    calls.add(new Checked(call, token.line()));
    return call;
  }

  private Expr builtin(Token token) throws SyntaxException {
    String name = token.text();
    List<Expr> arguments = List.of();
    if (tokens.accept("(")) {
      arguments = tokens.accept(")") ? arguments : builtinArguments(name);
    } else if (!name.equals("length")) {
      throw tokens.unexpected();
    }
    int[] arity = Builtin.arity(name);
    if (arguments.size() < arity[0] || arguments.size() > arity[1]) {
      throw new SyntaxException(token.line(), "wrong number of arguments in call to " + name);
    }
    return new Builtin(name, arguments);
  }

  private List<Expr> builtinArguments(String name) throws SyntaxException {
    Token first = tokens.peek();
    if (name.equals("length") && first.kind() == Kind.NAME && tokens.peek(1).is(")")) {
      tokens.take();
      tokens.take();
      return List.of(new Variables.Name(names.find(first.text())));
    }
    if (!name.equals("split")) {
      return list(")");
    }
    boolean outer = noGreater;
    noGreater = false;
    var arguments = new ArrayList<Expr>();
    arguments.add(expression());
    tokens.expect(",");
    tokens.skipNewlines();
    arguments.add(new Variables.Name(tableName()));
    if (tokens.accept(",")) {
      tokens.skipNewlines();
      arguments.add(expression());
    }
    tokens.expect(")");
    noGreater = outer;
    return arguments;
  }

  /** What follows print or printf. */
  Stmt print(boolean formatted, Token keyword) throws SyntaxException {
    List<Expr> arguments = printArguments();
    if (formatted && arguments.isEmpty()) {
      throw new SyntaxException(keyword.line(), "no arguments in call to printf");
    }
    Token token = tokens.peek();
    if (!token.is(">") && !token.is(">>") && !token.is("|")) {
      return new Stmt.Print(formatted, arguments, "", Optional.empty());
    }
    tokens.take();
    Expr destination = token.is("|") ? concatenation() : expression();
    return new Stmt.Print(formatted, arguments, token.text(), Optional.of(destination));
  }

  private boolean endsPrint(Token token) {
    return tokens.atTerminator()
        || token.is("}")
        || token.is(">")
        || token.is(">>")
        || (token.is("|") && !tokens.peek(1).is("getline"));
  }

  /** Parentheses around the whole list belong to the statement, others to the expression. */
  private List<Expr> printArguments() throws SyntaxException {
    if (endsPrint(tokens.peek())) {
      return List.of();
    }
    int mark = tokens.mark();
    if (tokens.accept("(")) {
      List<Expr> list = list(")");
      if (endsPrint(tokens.peek())) {
        return list;
      }
      tokens.reset(mark);
    }
    noGreater = true;
    var arguments = new ArrayList<Expr>();
    do {
      tokens.skipNewlines();
      arguments.add(expression());
    } while (tokens.accept(","));
    noGreater = false;
    return arguments;
  }
}
