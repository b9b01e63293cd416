package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import modbox.sh.syntax.Redirect.Operator;
import modbox.sh.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Cuts a source into tokens; one token may be looked at before it is taken. */
final class Lexer {
  /** How deep commands and words may nest. */
  private static final int DEPTH = 1000;

  /** A here-document whose lines come after the next newline. */
  private record Pending(HereText text, String delimiter, boolean quoted, boolean strip) {}

  private final Source source;
  private final Aliases aliases;
  private final List<Pending> pending;
  private final WordReader words;
  private int depth;
  private @Nullable Token peeked;

  Lexer(Source source, Aliases aliases) {
    this(source, aliases, new ArrayList<>(), 0);
  }

  private Lexer(Source source, Aliases aliases, List<Pending> pending, int depth) {
    this.source = source;
    this.aliases = aliases;
    this.pending = pending;
    this.depth = depth;
    this.words = new WordReader(this, source);
  }

  /** A lexer for a command substitution inside the present word. */
  Lexer nested() {
    return new Lexer(source, aliases, pending, depth);
  }

  /** A lexer for another text inside the present word: a backquoted one. */
  Lexer nested(Source other) {
    return new Lexer(other, aliases, new ArrayList<>(), depth);
  }

  Source source() {
    return source;
  }

  WordReader words() {
    return words;
  }

  /** One level deeper. */
  void enter() throws SyntaxException {
    if (++depth > DEPTH) {
      throw new SyntaxException(source.here(), "Nesting too deep", null);
    }
  }

  void leave() {
    depth--;
  }

  /** The next token, which stays. */
  Token peek() throws SyntaxException {
    Token token = peeked;
    if (token == null) {
      token = read();
      peeked = token;
    }
    return token;
  }

  /** Takes the next token. */
  Token next() throws SyntaxException {
    Token token = peek();
    peeked = null;
    return token;
  }

  /** The next token where a command may begin: aliases are replaced. */
  Token peekCommand() throws SyntaxException {
    Token token = peek();
    while (!Names.isReserved(token.word().bare()) && replacesAlias(token)) {
      token = peek();
    }
    return token;
  }

  /**
   * The next token inside a simple command: aliases are replaced before the command's name, and
   * behind an alias that ends in a blank.
   */
  Token peekArgument(boolean named) throws SyntaxException {
    Token token = peek();
    while ((!named || token.aliasable()) && replacesAlias(token)) {
      token = peek();
    }
    return token;
  }

  private boolean replacesAlias(Token token) {
    String name = token.word().bare();
    if (name.isEmpty()) {
      return false;
    }
    String value = aliases.find(name);
    if (value == null || source.reads(name)) {
      return false;
    }
    peeked = null;
    source.push(name, value);
    return true;
  }

  /** Whether the token that was looked at begins right here, without blanks between. */
  boolean touches(Word word) throws SyntaxException {
    return peek().span().start() == word.span().end();
  }

  /** The delimiter of a here-document has been read: its text comes behind the line. */
  HereText expectHere(Word delimiter, boolean strip) {
    var text = new HereText();
    boolean quoted = false;
    var plain = new StringBuilder();
    for (Part part : delimiter.parts()) {
      quoted |= !(part instanceof Part.Literal || part instanceof Part.Parameter);
      plain.append(Printer.bare(part));
    }
    pending.add(new Pending(text, plain.toString(), quoted, strip));
    return text;
  }

  private Token read() throws SyntaxException {
    source.takeBlankTail();
    skipBlanks();
    boolean aliasable = source.takeBlankTail();
    int start = source.offset();
    int line = source.line();
    int c = source.look();
    Kind kind = operator(c);
    if (kind != null) {
      Token token = Token.operator(kind, source.since(start, line));
      if (kind == Kind.NEWLINE || kind == Kind.END) {
        readPending();
      }
      return token;
    }
    Token redirection = redirection(c, start, line);
    return redirection != null ? redirection : Token.word(words.word(), aliasable);
  }

  private void skipBlanks() {
    int c = source.look();
    while (c == ' ' || c == '\t') {
      source.next();
      c = source.look();
    }
    if (c == '#') {
      while (source.peek() != Source.END && source.peek() != '\n') {
        source.next();
      }
    }
  }

  private @Nullable Kind operator(int c) {
    return switch (c) {
      case Source.END -> Kind.END;
      case '\n' -> take(Kind.NEWLINE);
      case '(' -> take(Kind.OPEN);
      case ')' -> take(Kind.CLOSE);
      case ';' -> semicolon();
      case '|' -> {
        source.next();
        yield source.accept('|') ? Kind.OR : source.accept('&') ? Kind.PIPE_BOTH : Kind.PIPE;
      }
      case '&' -> {
        if (source.peekAt(1) == '>') {
          yield null;
        }
        source.next();
        yield source.accept('&') ? Kind.AND : Kind.AMPERSAND;
      }
      default -> null;
    };
  }

  private Kind take(Kind kind) {
    source.next();
    return kind;
  }

  private Kind semicolon() {
    source.next();
    if (source.accept('&')) {
      return Kind.CASE_FALL;
    }
    if (!source.accept(';')) {
      return Kind.SEMICOLON;
    }
    return source.accept('&') ? Kind.CASE_NEXT : Kind.CASE_BREAK;
  }

  private @Nullable Token redirection(int first, int start, int line) {
    int digits = 0;
    while (Names.isDigit(source.peekAt(digits)) && digits < 9) {
      digits++;
    }
    int c = digits == 0 ? first : source.peekAt(digits);
    boolean process = digits == 0 && source.peekAt(1) == '(';
    if ((c != '<' && c != '>' && c != '&') || process || (c == '&' && digits > 0)) {
      return null;
    }
    int fd = -1;
    for (int i = 0; i < digits; i++) {
      fd = Math.max(fd, 0) * 10 + source.next() - '0';
    }
    Operator operator = redirectionOperator(source.next());
    return Token.redirection(operator, fd, source.since(start, line));
  }

  private Operator redirectionOperator(int c) {
    if (c == '&') {
      source.next();
      return source.accept('>') ? Operator.BOTH_APPEND : Operator.BOTH;
    }
    if (c == '<') {
      if (source.accept('<')) {
        return source.accept('-')
            ? Operator.HERE_STRIPPED
            : source.accept('<') ? Operator.HERE_STRING : Operator.HERE;
      }
      return source.accept('>')
          ? Operator.READ_WRITE
          : source.accept('&') ? Operator.DUPLICATE_INPUT : Operator.INPUT;
    }
    if (source.accept('>')) {
      return Operator.APPEND;
    }
    return source.accept('|')
        ? Operator.CLOBBER
        : source.accept('&') ? Operator.DUPLICATE_OUTPUT : Operator.OUTPUT;
  }

  private void readPending() throws SyntaxException {
    while (!pending.isEmpty()) {
      readHere(pending.removeFirst());
    }
  }

  private void readHere(Pending here) throws SyntaxException {
    var raw = new StringBuilder();
    int start = source.offset();
    int line = source.line();
    while (true) {
      String text = hereLine(here);
      if (text == null) {
        if (source.partial()) {
          throw new SyntaxException(
              source.here(), "end of file in here-document", Outcome.Missing.HERE_DOCUMENT);
        }
        break;
      }
      if ((here.quoted ? text : text.replace("\\\n", "")).equals(here.delimiter)) {
        break;
      }
      raw.append(text).append('\n');
    }
    String body = raw.toString();
    List<Part> parts =
        here.quoted
            ? List.of(new Part.Literal(body))
            : nested(Source.of(body, start, line)).words().hereText();
    here.text.fill(parts, body, here.quoted);
  }

  private @Nullable String hereLine(Pending here) {
    String text = source.rawLine();
    if (text == null) {
      return null;
    }
    text = here.strip ? stripTabs(text) : text;
    while (!here.quoted && endsInContinuation(text)) {
      String next = source.rawLine();
      if (next == null) {
        break;
      }
      text = text + "\n" + next;
    }
    return text;
  }

  private static String stripTabs(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) == '\t') {
      i++;
    }
    return text.substring(i);
  }

  /** Whether a line ends in an odd number of backslashes. */
  static boolean endsInContinuation(String text) {
    int i = text.length();
    while (i > 0 && text.charAt(i - 1) == '\\') {
      i--;
    }
    return (text.length() - i) % 2 == 1;
  }
}
