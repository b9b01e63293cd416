package modbox.tool.text.awk;

import java.util.List;
import modbox.tool.text.awk.Token.Kind;

/** The tokens and the place that the parser has reached. */
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean accept(String spelling) {
    if (!peek().is(spelling)) {
      return false;
    }
    take();
    return true;
  }

  void expect(String spelling) throws SyntaxException {
    if (!accept(spelling)) {
      boolean lineEnds = peek().kind() == Kind.NEWLINE || peek().kind() == Kind.END;
      if (spelling.equals(")") && lineEnds) {
        throw new SyntaxException(peek().line(), "missing ) near end of line");
      }
      throw unexpected();
    }
  }

  SyntaxException unexpected() {
    return unexpected(peek());
  }

  SyntaxException unexpected(Token token) {
    if (closesNothing(token, "{", "}") || closesNothing(token, "(", ")")) {
      return new SyntaxException(token.line(), "extra '" + token.text() + "'");
    }
    String near =
        switch (token.kind()) {
          case NEWLINE, END -> "end of line";
          case STRING -> "\"" + token.text();
          case REGEX -> "/" + token.text() + "/";
          default -> token.text();
        };
    return new SyntaxException(token.line(), "syntax error at or near " + near);
  }

  private boolean closesNothing(Token token, String open, String close) {
    if (!token.is(close)) {
      return false;
    }
    int depth = 0;
    for (Token each : tokens.subList(0, tokens.indexOf(token))) {
      boolean opens = each.is(open) || (open.equals("(") && each.kind() == Kind.CALL);
      depth += opens ? 1 : each.is(close) ? -1 : 0;
    }
    return depth <= 0;
  }

  void skipNewlines() {
    while (peek().kind() == Kind.NEWLINE) {
      take();
    }
  }

  void skipTerminators() {
    while (peek().kind() == Kind.NEWLINE || peek().is(";")) {
      take();
    }
  }

  boolean atTerminator() {
    return peek().kind() == Kind.NEWLINE || peek().kind() == Kind.END || peek().is(";");
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }
}
