package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import modbox.sh.syntax.Outcome.Missing;
import modbox.sh.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Parser of the compound commands. */
final class CompoundParser {
  private final Lexer lexer;
  private final Parser parser;

  CompoundParser(Lexer lexer, Parser parser) {
    this.lexer = lexer;
    this.parser = parser;
  }

  /** The compound command that the token begins; null if it begins none. */
  @Nullable Command compound(Token token) throws SyntaxException {
    if (token.is(Kind.OPEN)) {
      return parenthesis();
    }
    return switch (token.word().bare()) {
      case "{" -> group();
      case "if" -> {
        lexer.next();
        yield branch(token.span());
      }
      case "while", "until" -> loop();
      case "for" -> forLoop();
      case "select" -> select();
      case "case" -> choice();
      case "function" -> function();
      case "[[" -> new TestParser(lexer, parser).conditional();
      case "}", "do", "done", "elif", "else", "esac", "fi", "then" ->
          throw parser.unexpected(token);
      default -> null;
    };
  }

  private Span expect(String reserved) throws SyntaxException {
    if (!lexer.peekCommand().is(reserved)) {
      throw parser.expected("\"" + reserved + "\"", Missing.COMMAND);
    }
    return lexer.next().span();
  }

  /** {@code group = "{" list "}"}. */
  private Command group() throws SyntaxException {
    Span start = lexer.next().span();
    Program body = parser.list(false);
    return new Command.Group(body, start.to(expect("}")));
  }

  /** {@code subshell = "(" list ")"}, or {@code "((" expression "))"}. */
  private Command parenthesis() throws SyntaxException {
    Span start = lexer.next().span();
    if (lexer.source().look() == '(') {
      Part.Arithmetic arithmetic = lexer.words().expansions().arithmetic(true);
      if (arithmetic != null) {
        return new Command.Arithmetic(arithmetic, start.to(lexer.source().here()));
      }
    }
    Program body = parser.list(false);
    if (!lexer.peek().is(Kind.CLOSE)) {
      throw parser.expected("\")\"", Missing.COMMAND);
    }
    return new Command.Subshell(body, start.to(lexer.next().span()));
  }

  /** What follows {@code if} and {@code elif}: {@code list "then" list [ … ] "fi"}. */
  private Command branch(Span start) throws SyntaxException {
    Program condition = parser.list(false);
    expect("then");
    Program then = parser.list(false);
    Token token = lexer.peekCommand();
    Program otherwise = null;
    if (token.is("elif")) {
      lexer.next();
      lexer.enter();
      Command nested = branch(token.span());
      lexer.leave();
      return new Command.If(condition, then, new Program(List.of(nested)), start.to(nested.span()));
    }
    if (token.is("else")) {
      lexer.next();
      otherwise = parser.list(false);
    }
    return new Command.If(condition, then, otherwise, start.to(expect("fi")));
  }

  /** {@code loop = ( "while" | "until" ) list "do" list "done"}. */
  private Command loop() throws SyntaxException {
    Token keyword = lexer.next();
    Program condition = parser.list(false);
    expect("do");
    Program body = parser.list(false);
    Span end = expect("done");
    return new Command.Loop(keyword.is("until"), condition, body, keyword.span().to(end));
  }

  /** {@code for = "for" name [ "in" { word } ] separator "do" list "done"}. */
  private Command forLoop() throws SyntaxException {
    Span start = lexer.next().span();
    if (lexer.peek().is(Kind.OPEN)) {
      lexer.next();
      return arithmeticFor(start);
    }
    String name = variable();
    List<Word> words = words();
    Program body = body();
    return new Command.For(name, words, body, start.to(lexer.source().here()));
  }

  private Command select() throws SyntaxException {
    Span start = lexer.next().span();
    String name = variable();
    List<Word> words = words();
    Program body = body();
    return new Command.Select(name, words, body, start.to(lexer.source().here()));
  }

  private String variable() throws SyntaxException {
    Token token = lexer.peek();
    if (!Names.isName(token.word().bare())) {
      throw new SyntaxException(
          token.span(), "Bad for loop variable", token.is(Kind.END) ? Missing.COMMAND : null);
    }
    return lexer.next().word().bare();
  }

  private @Nullable List<Word> words() throws SyntaxException {
    parser.newlines();
    if (!lexer.peek().is("in")) {
      if (lexer.peek().is(Kind.SEMICOLON)) {
        lexer.next();
      }
      return null;
    }
    lexer.next();
    var words = new ArrayList<Word>();
    while (lexer.peek().is(Kind.WORD)) {
      words.add(lexer.next().word());
    }
    if (!lexer.peek().is(Kind.SEMICOLON) && !lexer.peek().is(Kind.NEWLINE)) {
      throw parser.unexpected(lexer.peek());
    }
    lexer.next();
    return words;
  }

  /** The loop's commands, between {@code do} and {@code done} or in braces. */
  private Program body() throws SyntaxException {
    parser.newlines();
    boolean braces = lexer.peekCommand().is("{");
    if (braces) {
      lexer.next();
    } else {
      expect("do");
    }
    Program body = parser.list(false);
    expect(braces ? "}" : "done");
    return body;
  }

  /** {@code "((" [ e ] ";" [ e ] ";" [ e ] "))" [ ";" ] body}; one parenthesis has been taken. */
  private Command arithmeticFor(Span start) throws SyntaxException {
    if (!lexer.source().accept('(')) {
      throw new SyntaxException(start, "Bad for loop variable", null);
    }
    Part.Arithmetic init = section(';', start);
    Part.Arithmetic condition = section(';', start);
    Part.Arithmetic step = section(')', start);
    if (lexer.peek().is(Kind.SEMICOLON)) {
      lexer.next();
    }
    Program body = body();
    return new Command.ArithmeticFor(init, condition, step, body, start.to(lexer.source().here()));
  }

  private Part.Arithmetic section(char end, Span start) throws SyntaxException {
    Word text = lexer.words().arithmetic(end);
    if (text == null) {
      throw new SyntaxException(start, "Bad for loop variable", null);
    }
    return ArithmeticParser.part(text);
  }

  /** {@code case = "case" word "in" { item } "esac"}. */
  private Command choice() throws SyntaxException {
    Span start = lexer.next().span();
    if (!lexer.peek().is(Kind.WORD)) {
      throw parser.expected("word", Missing.COMMAND);
    }
    Word subject = lexer.next().word();
    parser.newlines();
    if (!lexer.peek().is("in")) {
      throw parser.expected("\"in\"", Missing.COMMAND);
    }
    lexer.next();
    var items = new ArrayList<Command.Case.Item>();
    parser.newlines();
    while (!lexer.peek().is("esac")) {
      items.add(item());
      parser.newlines();
    }
    return new Command.Case(subject, items, start.to(lexer.next().span()));
  }

  /** {@code item = [ "(" ] word { "|" word } ")" [ list ] ( ";;" | ";&" | before "esac" )}. */
  private Command.Case.Item item() throws SyntaxException {
    if (lexer.peek().is(Kind.OPEN)) {
      lexer.next();
    }
    var patterns = new ArrayList<Word>();
    while (true) {
      if (!lexer.peek().is(Kind.WORD)) {
        throw patterns.isEmpty() && lexer.peek().is(Kind.END)
            ? parser.expected("\")\"", Missing.COMMAND)
            : parser.unexpected(lexer.peek());
      }
      patterns.add(lexer.next().word());
      if (!lexer.peek().is(Kind.PIPE)) {
        break;
      }
      lexer.next();
    }
    if (!lexer.peek().is(Kind.CLOSE)) {
      throw parser.expected("\")\"", Missing.COMMAND);
    }
    lexer.next();
    Program body = parser.list(true);
    Token end = lexer.peekCommand();
    Command.Case.End kind =
        switch (end.kind()) {
          case CASE_FALL -> Command.Case.End.FALL_THROUGH;
          case CASE_NEXT -> Command.Case.End.TEST_NEXT;
          default -> Command.Case.End.BREAK;
        };
    if (end.is(Kind.CASE_BREAK) || kind != Command.Case.End.BREAK) {
      lexer.next();
    } else if (!end.is("esac")) {
      throw parser.expected("\";;\"", Missing.COMMAND);
    }
    return new Command.Case.Item(patterns, body, kind);
  }

  /** {@code "function" name [ "(" ")" ] newlines command}. */
  private Command function() throws SyntaxException {
    Span start = lexer.next().span();
    Token name = lexer.next();
    if (name.word().bare().isEmpty()) {
      throw parser.unexpected(name);
    }
    if (lexer.peek().is(Kind.OPEN)) {
      lexer.next();
      if (!lexer.peek().is(Kind.CLOSE)) {
        throw parser.unexpected(lexer.peek());
      }
      lexer.next();
    }
    parser.newlines();
    Command body = parser.command();
    return new Command.Function(name.word().bare(), body, start.to(body.span()));
  }
}
