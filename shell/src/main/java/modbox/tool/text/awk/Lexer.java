package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import modbox.tool.text.awk.Token.Kind;
import modbox.user.text.CNumber;
import modbox.user.text.CharacterClass;

/** Cuts a program into tokens. */
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "BEGIN",
          "END",
          "break",
          "continue",
          "delete",
          "do",
          "else",
          "exit",
          "for",
          "func",
          "function",
          "getline",
          "if",
          "in",
          "next",
          "nextfile",
          "print",
          "printf",
          "return",
          "while");

  /** Longest first. */
  private static final List<String> OPERATORS =
      List.of(
          "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "==", "<=", ">=", "!=", "!~",
          ">>", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!", ">", "<",
          "|", "?", ":", "~", "$", "=", "&");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private Lexer(String text) {
    this.text = text;
  }

  /** All tokens; the last is END. */
  static List<Token> tokens(String text) throws SyntaxException {
    var lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Kind.NEWLINE, "\n");
    lexer.line++;
    lexer.add(Kind.END, "end of file");
    return lexer.tokens;
  }

  private void add(Kind kind, String spelling) {
    tokens.add(new Token(kind, spelling, line));
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private void next() throws SyntaxException {
    char c = text.charAt(at);
    if (c == '\n') {
      at++;
      add(Kind.NEWLINE, "\n");
      line++;
    } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
      at += peek(1) == '\n' ? 2 : 3;
      line++;
    } else if (CharacterClass.isSpace(c)) {
      at++;
    } else if (c == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (c == '"') {
      string();
    } else if (CharacterClass.isAlpha(c) || c == '_') {
      word();
    } else if (CharacterClass.isDigit(c) || (c == '.' && CharacterClass.isDigit(peek(1)))) {
      number();
    } else if (c == '/' && (tokens.isEmpty() || !tokens.getLast().endsOperand())) {
      regex();
    } else {
      operator();
    }
  }

  private void word() {
    int start = at;
    while (CharacterClass.isWord(peek(0))) {
      at++;
    }
    String name = text.substring(start, at);
    if (KEYWORDS.contains(name)) {
      add(Kind.KEYWORD, name.equals("func") ? "function" : name);
    } else if (Builtin.exists(name)) {
      add(Kind.BUILTIN, name);
    } else {
      add(peek(0) == '(' ? Kind.CALL : Kind.NAME, name);
    }
  }

  private void number() throws SyntaxException {
    int end = at;
    boolean hex = peek(0) == '0' && (peek(1) | 32) == 'x';
    if (hex) {
      end++; // decimal only in a program: 0x1A is 0 and a name
    } else {
      end = at + CNumber.parse(text.substring(at, Math.min(text.length(), at + 400))).end();
    }
    String digits = text.substring(at, end);
    if (Double.isInfinite(Double.parseDouble(digits))) {
      throw new SyntaxException(line, digits + " : decimal overflow");
    }
    at = end;
    add(Kind.NUMBER, digits);
  }

  private void string() throws SyntaxException {
    int start = ++at;
    while (peek(0) != '"') {
      if (at >= text.length() || peek(0) == '\n') {
        throw runaway("string constant \"", start);
      }
      if (peek(0) == '\\') {
        at++;
      }
      at++;
    }
    add(Kind.STRING, Escape.expand(text.substring(start, at)));
    line += newlines(start);
    at++;
  }

  private int newlines(int start) {
    return (int)
        text.substring(start, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
  }

  private SyntaxException runaway(String what, int start) {
    int end = Math.min(text.length(), start + 10);
    return new SyntaxException(line, "runaway " + what + text.substring(start, end) + " ...");
  }

  /** A slash inside a bracket expression does not end the expression. */
  private void regex() throws SyntaxException {
    int start = ++at;
    var content = new StringBuilder();
    int bracket = -1;
    while (peek(0) != '/' || bracket >= 0) {
      char c = peek(0);
      if (at >= text.length() || c == '\n') {
        throw runaway("regular expression /", start);
      }
      if (c == '\\' && peek(1) == '/') {
        at++;
      } else if (c == '\\' && at + 1 < text.length()) {
        content.append(c);
        at++;
      } else if (c == '[' && bracket < 0) {
        bracket = at + (peek(1) == '^' ? 2 : 1);
      } else if (c == ']' && at > bracket) {
        bracket = -1;
      }
      content.append(peek(0));
      at++;
    }
    add(Kind.REGEX, content.toString());
    at++;
  }

  private void operator() throws SyntaxException {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        add(Kind.PUNCTUATION, operator);
        at += operator.length();
        return;
      }
    }
    throw new SyntaxException(line + ": unexpected character '" + text.charAt(at) + "'");
  }
}
