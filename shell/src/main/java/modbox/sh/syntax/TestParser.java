package modbox.sh.syntax;

import modbox.sh.syntax.Outcome.Missing;
import modbox.sh.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Parser of {@code [[ … ]]}. */
final class TestParser {
  private final Lexer lexer;
  private final Parser parser;

  TestParser(Lexer lexer, Parser parser) {
    this.lexer = lexer;
    this.parser = parser;
  }

  /** {@code conditional = "[[" or "]]"}. */
  Command conditional() throws SyntaxException {
    Span start = lexer.next().span();
    Test test = or();
    if (!lexer.peek().is(Kind.WORD) || !lexer.peek().word().bare().equals("]]")) {
      throw parser.expected("\"]]\"", Missing.COMMAND);
    }
    return new Command.Conditional(test, start.to(lexer.next().span()));
  }

  /** {@code or = and { "||" and }}. */
  private Test or() throws SyntaxException {
    Test left = and();
    while (lexer.peek().is(Kind.OR)) {
      lexer.next();
      left = new Test.Or(left, and());
    }
    return left;
  }

  /** {@code and = primary { "&&" primary }}. */
  private Test and() throws SyntaxException {
    Test left = primary();
    parser.newlines();
    while (lexer.peek().is(Kind.AND)) {
      lexer.next();
      left = new Test.And(left, primary());
      parser.newlines();
    }
    return left;
  }

  /** {@code primary = "!" primary | "(" or ")" | unary word | word [ operator word ]}. */
  private Test primary() throws SyntaxException {
    parser.newlines();
    lexer.enter();
    Test test = operand();
    lexer.leave();
    return test;
  }

  private Test operand() throws SyntaxException {
    if (lexer.peek().is(Kind.OPEN)) {
      lexer.next();
      Test inner = or();
      parser.newlines();
      if (!lexer.peek().is(Kind.CLOSE)) {
        throw parser.expected("\")\"", Missing.COMMAND);
      }
      lexer.next();
      return new Test.Grouped(inner);
    }
    Word word = word();
    if (word.bare().equals("!")) {
      return new Test.Not(primary());
    }
    if (isUnary(word.bare()) && lexer.peek().is(Kind.WORD) && !lexer.peek().is("]]")) {
      Token next = lexer.peek();
      if (!next.word().bare().equals("]]")) {
        return new Test.Unary(word.bare(), word());
      }
    }
    String operator = operator();
    if (operator == null) {
      return new Test.Unary("-n", word);
    }
    if (operator.equals("=~")) {
      lexer.next();
      while (lexer.source().look() == ' ' || lexer.source().look() == '\t') {
        lexer.source().next();
      }
      return new Test.Binary(operator, word, lexer.words().regex());
    }
    lexer.next();
    return new Test.Binary(operator, word, word());
  }

  private Word word() throws SyntaxException {
    if (!lexer.peek().is(Kind.WORD)) {
      throw parser.unexpected(lexer.peek());
    }
    return lexer.next().word();
  }

  private @Nullable String operator() throws SyntaxException {
    Token token = lexer.peek();
    Redirect.Operator redirect = token.redirect();
    if (redirect == Redirect.Operator.INPUT || redirect == Redirect.Operator.OUTPUT) {
      return redirect.text();
    }
    return switch (token.word().bare()) {
      case "=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef" ->
          token.word().bare();
      default -> null;
    };
  }

  private static boolean isUnary(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "abcdefghknoprstuvwxzGLNORS".indexOf(word.charAt(1)) >= 0;
  }
}
