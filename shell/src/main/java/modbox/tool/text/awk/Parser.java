package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.tool.text.awk.Token.Kind;

/** Reads a program: rules, functions and statements. */
final class Parser {
  private final Tokens tokens;
  private final Names names = new Names();
  private final ExpressionParser expressions;
  private final List<Stmt> begin = new ArrayList<>();
  private final List<Stmt> rules = new ArrayList<>();
  private final List<Stmt> end = new ArrayList<>();
  private int loops;
  private boolean special;

  private Parser(List<Token> tokens, Patterns patterns) {
    this.tokens = new Tokens(tokens);
    expressions = new ExpressionParser(this.tokens, names, patterns);
  }

  /** Reads and checks a program. */
  static Program parse(String text, Patterns patterns) throws SyntaxException {
    var parser = new Parser(Lexer.tokens(text), patterns);
    return parser.program();
  }

  private Program program() throws SyntaxException {
    tokens.skipTerminators();
    while (tokens.peek().kind() != Kind.END) {
      item();
      tokens.skipTerminators();
    }
    names.settle(tokens.peek().line());
    expressions.checkCalls();
    return new Program(begin, rules, end, names.allGlobals());
  }

  private void item() throws SyntaxException {
    if (tokens.accept("function")) {
      function();
    } else if (tokens.accept("BEGIN")) {
      special(begin);
    } else if (tokens.accept("END")) {
      special(end);
    } else {
      rule();
    }
  }

  private void special(List<Stmt> to) throws SyntaxException {
    special = true;
    if (!tokens.peek().is("{")) {
      throw tokens.unexpected();
    }
    to.add(block());
    special = false;
  }

  private void rule() throws SyntaxException {
    if (tokens.peek().is("{")) {
      rules.add(block());
      return;
    }
    Expr first = expressions.expression();
    Optional<Expr> last = Optional.empty();
    if (tokens.accept(",")) {
      tokens.skipNewlines();
      last = Optional.of(expressions.expression());
    }
    Stmt action;
    if (tokens.peek().is("{")) {
      action = block();
    } else if (tokens.atTerminator()) {
      action = new Stmt.Print(false, List.of(), "", Optional.empty());
    } else {
      throw tokens.unexpected();
    }
    rules.add(
        last.isPresent()
            ? new Range(first, last.get(), action)
            : new Stmt.If(first, action, Optional.empty()));
  }

  private void function() throws SyntaxException {
    Token name = tokens.take();
    if (name.kind() != Kind.CALL && name.kind() != Kind.NAME) {
      throw tokens.unexpected(name);
    }
    Calls.Function function = names.function(name.text());
    if (function.isDefined()) {
      throw new SyntaxException(name.line(), "redefinition of " + name.text());
    }
    tokens.expect("(");
    while (!tokens.accept(")")) {
      Token parameter = tokens.take();
      if (parameter.kind() != Kind.NAME || names.isFunction(parameter.text())) {
        throw tokens.unexpected(parameter);
      }
      if (!function.add(parameter.text())) {
        throw new SyntaxException(
            parameter.line(), parameter.text() + " is duplicated in argument list");
      }
      if (!tokens.peek().is(")")) {
        tokens.expect(",");
        tokens.skipNewlines();
      }
    }
    tokens.skipNewlines();
    names.enter(function);
    function.define(block());
    names.leave();
  }

  private Stmt block() throws SyntaxException {
    tokens.expect("{");
    var body = new ArrayList<Stmt>();
    tokens.skipTerminators();
    while (!tokens.accept("}")) {
      if (tokens.peek().kind() == Kind.END) {
        throw new SyntaxException(tokens.peek().line(), "missing } near end of file");
      }
      body.add(statement());
      tokens.skipTerminators();
    }
    return body.size() == 1 ? body.getFirst() : new Stmt.Block(body);
  }

  /** A statement with its terminator. */
  private Stmt statement() throws SyntaxException {
    Token token = tokens.peek();
    if (token.is("{")) {
      return block();
    } else if (tokens.accept("if")) {
      return conditional();
    } else if (tokens.accept("while")) {
      Expr condition = condition();
      return new Stmt.Loop(NOTHING, condition, NOTHING, body(), false);
    } else if (tokens.accept("for")) {
      return forLoop();
    } else if (tokens.accept("do")) {
      return doLoop();
    } else if (tokens.accept(";")) {
      return NOTHING;
    }
    Stmt simple = simple();
    terminator();
    return simple;
  }

  private static final Stmt NOTHING = new Stmt.Block(List.of());
  private static final Expr TRUE = new Operators.Constant(Value.ONE);

  private void terminator() throws SyntaxException {
    Token token = tokens.peek();
    if (token.is("}")) {
      return;
    }
    if (token.is(")")) {
      throw new SyntaxException(token.line(), "extra ')'");
    }
    if (token.kind() == Kind.END) {
      throw new SyntaxException(token.line(), "missing } near end of file");
    }
    if (!token.is(";") && token.kind() != Kind.NEWLINE) {
      throw tokens.unexpected();
    }
    tokens.take();
  }

  private Expr condition() throws SyntaxException {
    tokens.expect("(");
    Expr condition = expressions.expression();
    tokens.expect(")");
    return condition;
  }

  private Stmt body() throws SyntaxException {
    if (tokens.accept(";")) {
      return NOTHING;
    }
    tokens.skipNewlines();
    loops++;
    Stmt body = statement();
    loops--;
    return body;
  }

  private Stmt conditional() throws SyntaxException {
    Expr condition = condition();
    tokens.skipNewlines();
    Stmt then = statement();
    int mark = tokens.mark();
    tokens.skipTerminators();
    if (!tokens.accept("else")) {
      tokens.reset(mark);
      return new Stmt.If(condition, then, Optional.empty());
    }
    tokens.skipNewlines();
    return new Stmt.If(condition, then, Optional.of(statement()));
  }

  private Stmt doLoop() throws SyntaxException {
    tokens.skipNewlines();
    loops++;
    Stmt body = statement();
    loops--;
    tokens.skipTerminators();
    tokens.expect("while");
    Expr condition = condition();
    terminator();
    return new Stmt.Loop(NOTHING, condition, NOTHING, body, true);
  }

  private Stmt forLoop() throws SyntaxException {
    tokens.expect("(");
    int mark = tokens.mark();
    Token variable = tokens.take();
    if (variable.kind() == Kind.NAME && tokens.accept("in")) {
      Token table = tokens.take();
      if (table.kind() == Kind.NAME && tokens.accept(")")) {
        var target = new Variables.Name(names.scalar(variable.text(), variable.line()));
        Symbol array = names.array(table.text(), table.line());
        return new Stmt.ForIn(target, array, body());
      }
    }
    tokens.reset(mark);
    Stmt first = tokens.peek().is(";") ? NOTHING : simple();
    tokens.expect(";");
    tokens.skipNewlines();
    Expr condition = tokens.peek().is(";") ? TRUE : expressions.expression();
    tokens.expect(";");
    tokens.skipNewlines();
    Stmt each = tokens.peek().is(")") ? NOTHING : simple();
    tokens.expect(")");
    return new Stmt.Loop(first, condition, each, body(), false);
  }

  private Stmt simple() throws SyntaxException {
    Token token = tokens.peek();
    if (tokens.accept("print")) {
      return expressions.print(false, token);
    } else if (tokens.accept("printf")) {
      return expressions.print(true, token);
    } else if (tokens.accept("delete")) {
      return delete();
    } else if (tokens.accept("break") || tokens.accept("continue")) {
      if (loops == 0) {
        throw new SyntaxException(token.line(), token.text() + " statement outside of loop");
      }
      return new Stmt.Jump(token.text().equals("break") ? Flow.BREAK : Flow.CONTINUE);
    } else if (tokens.accept("next") || tokens.accept("nextfile")) {
      if (special) {
        throw new SyntaxException(token.line(), "improper use of " + token.text());
      }
      return new Stmt.Jump(token.text().equals("next") ? Flow.NEXT : Flow.NEXTFILE);
    } else if (tokens.accept("exit")) {
      return new Stmt.Exit(optionalExpression());
    } else if (tokens.accept("return")) {
      if (!names.insideFunction()) {
        throw new SyntaxException(token.line(), "return outside function body");
      }
      return new Stmt.Return(optionalExpression());
    }
    return new Stmt.Effect(expressions.expression());
  }

  private Optional<Expr> optionalExpression() throws SyntaxException {
    return tokens.atTerminator() || tokens.peek().is("}")
        ? Optional.empty()
        : Optional.of(expressions.expression());
  }

  private Stmt delete() throws SyntaxException {
    Token name = tokens.take();
    if (name.kind() != Kind.NAME) {
      throw tokens.unexpected(name);
    }
    Symbol table = names.array(name.text(), name.line());
    if (!tokens.accept("[")) {
      return new Stmt.Delete(table, Optional.empty());
    }
    return new Stmt.Delete(table, Optional.of(expressions.subscript()));
  }

  /** {@code from, to}: one object for each rule of a run; it knows whether it is inside. */
  private static final class Range implements Stmt {
    private final Expr first;
    private final Expr last;
    private final Stmt action;
    private boolean inside;

    Range(Expr first, Expr last, Stmt action) {
      this.first = first;
      this.last = last;
      this.action = action;
    }

    @Override
    public Flow run(Run run) throws modbox.abi.ErrnoException, modbox.user.Failure {
      if (!inside && !first.truth(run)) {
        return Flow.ON;
      }
      inside = !last.truth(run);
      return action.run(run);
    }
  }
}
