package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import modbox.sh.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the shell language: lists, pipelines and simple commands; {@link CompoundParser} has
 * the rest. It reads one line's commands at a time, so that an alias that a line defines holds for
 * the next.
 */
public final class Parser {
  private final Lexer lexer;
  private final CompoundParser compounds;

  Parser(Lexer lexer) {
    this.lexer = lexer;
    this.compounds = new CompoundParser(lexer, this);
  }

  /** A parser of a whole text whose first line has this number. */
  public Parser(String text, int line, Aliases aliases) {
    this(new Lexer(Source.of(text, 0, line), aliases));
  }

  /** A parser of lines that are asked for as they are needed; each ends in a newline. */
  public Parser(Supplier<@Nullable String> lines, Aliases aliases) {
    this(new Lexer(new Source("", 0, 1, lines, false), aliases));
  }

  /** The fate of a text: what an editor asks before it hands a line on. */
  public static Outcome check(String text, Aliases aliases) {
    var source = new Source(text, 0, 1, () -> null, true);
    try {
      Program program = new Parser(new Lexer(source, aliases)).program();
      String last = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      boolean continued = Lexer.endsInContinuation(last.substring(last.lastIndexOf('\n') + 1));
      return continued && !last.isEmpty()
          ? new Outcome.Unfinished(Outcome.Missing.CONTINUATION, "")
          : new Outcome.Complete(program);
    } catch (SyntaxException e) {
      Outcome.Missing missing = e.missing();
      return missing == null
          ? new Outcome.Malformed(e.span(), e.message())
          : new Outcome.Unfinished(missing, e.message());
    }
  }

  /** The commands up to the end of the next line that holds any; null at the end of the text. */
  public @Nullable Program line() throws SyntaxException {
    var commands = new ArrayList<Command>();
    while (true) {
      Token token = lexer.peekCommand();
      if (token.is(Kind.END)) {
        return commands.isEmpty() ? null : new Program(commands);
      }
      if (token.is(Kind.NEWLINE)) {
        lexer.next();
        return new Program(commands);
      }
      commands.add(terminated(andOr()));
      Token after = lexer.peek();
      if (!separated && !after.is(Kind.NEWLINE) && !after.is(Kind.END)) {
        throw unexpected(after);
      }
    }
  }

  private boolean separated;

  /** The parts of a text in which only expansions count, as in a here-document: a prompt. */
  public static List<Part> quoted(String text) {
    try {
      return new Lexer(Source.of(text, 0, 1), Aliases.NONE).words().hereText();
    } catch (SyntaxException e) {
      // A prompt that cannot be expanded is shown as it stands.
      return List.of(new Part.Literal(text));
    }
  }

  /** How far the text has been read. */
  public int offset() {
    return lexer.source().offset();
  }

  /** Everything up to the end of the text. */
  public Program program() throws SyntaxException {
    var commands = new ArrayList<Command>();
    for (Program line = line(); line != null; line = line()) {
      commands.addAll(line.commands());
    }
    return new Program(commands);
  }

  /** Commands up to a closing parenthesis, which is taken. */
  Program substitution() throws SyntaxException {
    Program program = list(true);
    if (!lexer.peek().is(Kind.CLOSE)) {
      throw expected("\")\"", Outcome.Missing.SUBSTITUTION);
    }
    lexer.next();
    return program;
  }

  /**
   * {@code list = and-or { ( ";" | "&" | newline ) and-or }}, up to a token that cannot begin a
   * command.
   */
  Program list(boolean mayBeEmpty) throws SyntaxException {
    lexer.enter();
    var commands = new ArrayList<Command>();
    newlines();
    while (!endsList(lexer.peekCommand())) {
      commands.add(terminated(andOr()));
      if (!separated && !lexer.peek().is(Kind.NEWLINE)) {
        break;
      }
      newlines();
    }
    if (commands.isEmpty() && !mayBeEmpty && !lexer.peek().is(Kind.END)) {
      throw unexpected(lexer.peek());
    }
    lexer.leave();
    return new Program(commands);
  }

  private static boolean endsList(Token token) {
    return switch (token.kind()) {
      case END, CLOSE, CASE_BREAK, CASE_FALL, CASE_NEXT -> true;
      case WORD ->
          switch (token.word().bare()) {
            case "}", "do", "done", "elif", "else", "esac", "fi", "then" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private Command terminated(Command command) throws SyntaxException {
    Token after = lexer.peek();
    separated = after.is(Kind.SEMICOLON) || after.is(Kind.AMPERSAND);
    if (separated) {
      lexer.next();
    }
    return after.is(Kind.AMPERSAND)
        ? new Command.Background(command, command.span().to(after.span()))
        : command;
  }

  void newlines() throws SyntaxException {
    while (lexer.peek().is(Kind.NEWLINE)) {
      lexer.next();
    }
  }

  /** {@code and-or = pipeline { ( "&&" | "||" ) newlines pipeline }}. */
  private Command andOr() throws SyntaxException {
    Command left = pipeline();
    while (lexer.peek().is(Kind.AND) || lexer.peek().is(Kind.OR)) {
      boolean and = lexer.next().is(Kind.AND);
      newlines();
      Command right = pipeline();
      left = new Command.AndOr(left, and, right, left.span().to(right.span()));
    }
    return left;
  }

  /** {@code pipeline = [ "!" ] command { "|" newlines command }}. */
  private Command pipeline() throws SyntaxException {
    boolean negated = false;
    Span start = lexer.peekCommand().span();
    boolean bang = false;
    while (lexer.peekCommand().is("!")) {
      lexer.next();
      negated = !negated;
      bang = true;
    }
    var stages = new ArrayList<Command>();
    stages.add(command());
    while (lexer.peek().is(Kind.PIPE) || lexer.peek().is(Kind.PIPE_BOTH)) {
      Token pipe = lexer.next();
      if (pipe.is(Kind.PIPE_BOTH)) {
        stages.add(joined(stages.removeLast(), pipe.span()));
      }
      newlines();
      stages.add(command());
    }
    return stages.size() == 1 && !bang
        ? stages.getFirst()
        : new Command.Pipeline(negated, stages, start.to(stages.getLast().span()));
  }

  /** {@code a |& b} is {@code a 2>&1 | b}. */
  private static Command joined(Command command, Span span) {
    Word one = new Word(List.of(new Part.Literal("1")), span);
    var redirect = new Redirect(2, Redirect.Operator.DUPLICATE_OUTPUT, one, null, span);
    if (command instanceof Command.Simple(var assignments, var words, var redirects, Span at)) {
      return new Command.Simple(assignments, words, and(redirects, redirect), at);
    } else if (command instanceof Command.Redirected(Command body, var redirects, Span at)) {
      return new Command.Redirected(body, and(redirects, redirect), at);
    }
    return new Command.Redirected(command, List.of(redirect), command.span());
  }

  private static List<Redirect> and(List<Redirect> redirects, Redirect last) {
    var all = new ArrayList<>(redirects);
    all.add(last);
    return all;
  }

  /** {@code command = simple | compound { redirection } | function}. */
  Command command() throws SyntaxException {
    lexer.enter();
    Command command = compounds.compound(lexer.peekCommand());
    if (command == null) {
      command = simple();
    } else if (!(command instanceof Command.Function)) {
      var redirects = new ArrayList<Redirect>();
      while (lexer.peek().is(Kind.REDIRECTION)) {
        redirects.add(redirect());
      }
      if (!redirects.isEmpty()) {
        Span span = command.span().to(redirects.getLast().span());
        command = new Command.Redirected(command, redirects, span);
      }
    }
    lexer.leave();
    return command;
  }

  /** {@code simple = { assignment | redirection } [ word { word | redirection } ]}. */
  private Command simple() throws SyntaxException {
    var assignments = new ArrayList<Assignment>();
    var words = new ArrayList<Word>();
    var redirects = new ArrayList<Redirect>();
    Span start = lexer.peek().span();
    Span end = start;
    while (true) {
      Token token = lexer.peekArgument(!words.isEmpty());
      if (token.is(Kind.REDIRECTION)) {
        redirects.add(redirect());
        end = redirects.getLast().span();
        continue;
      }
      if (!token.is(Kind.WORD)) {
        break;
      }
      Word word = lexer.next().word();
      end = word.span();
      Assignment assignment = words.isEmpty() ? Assignments.of(word) : null;
      if (assignment != null) {
        assignments.add(withArray(assignment, word));
      } else {
        words.add(words.isEmpty() ? word : withArray(word));
      }
      if (words.size() == 1 && assignments.isEmpty() && redirects.isEmpty()) {
        if (lexer.peek().is(Kind.OPEN)) {
          return function(word);
        }
      }
    }
    if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
      throw unexpected(lexer.peek());
    }
    return new Command.Simple(assignments, words, redirects, start.to(end));
  }

  /** The array literal that may stand right behind {@code name=}. */
  private Assignment withArray(Assignment assignment, Word word) throws SyntaxException {
    if (!assignment.value().parts().isEmpty() || !opensArray(word)) {
      return assignment;
    }
    List<Word> elements = elements();
    return new Assignment(
        assignment.name(),
        assignment.subscript(),
        assignment.append(),
        assignment.value(),
        elements,
        assignment.span());
  }

  private Word withArray(Word word) throws SyntaxException {
    Assignment assignment = Assignments.of(word);
    if (assignment == null || !assignment.value().parts().isEmpty() || !opensArray(word)) {
      return word;
    }
    var parts = new ArrayList<Part>(word.parts());
    parts.add(new Part.ArrayLiteral(elements()));
    return new Word(parts, word.span());
  }

  private boolean opensArray(Word word) throws SyntaxException {
    return lexer.peek().is(Kind.OPEN) && lexer.touches(word);
  }

  private List<Word> elements() throws SyntaxException {
    lexer.next();
    var elements = new ArrayList<Word>();
    newlines();
    while (lexer.peek().is(Kind.WORD)) {
      elements.add(lexer.next().word());
      newlines();
    }
    if (!lexer.peek().is(Kind.CLOSE)) {
      throw expected("\")\"", Outcome.Missing.COMMAND);
    }
    lexer.next();
    return elements;
  }

  /** {@code function = name "(" ")" newlines command}. */
  private Command function(Word name) throws SyntaxException {
    lexer.next();
    if (!lexer.peek().is(Kind.CLOSE)) {
      throw unexpected(lexer.peek());
    }
    lexer.next();
    if (!Names.isName(name.bare())) {
      throw new SyntaxException(name.span(), "Bad function name", null);
    }
    newlines();
    Command body = command();
    return new Command.Function(name.bare(), body, name.span().to(body.span()));
  }

  Redirect redirect() throws SyntaxException {
    Token operator = lexer.next();
    Token target = lexer.peek();
    if (!target.is(Kind.WORD)) {
      throw unexpected(target);
    }
    // A here-document must be waiting before the newline behind its delimiter is read.
    Word word = lexer.next().word();
    Redirect.Operator kind = operator.redirect();
    if (kind == null) {
      throw unexpected(operator);
    }
    HereText here =
        switch (kind) {
          case HERE -> lexer.expectHere(word, false);
          case HERE_STRIPPED -> lexer.expectHere(word, true);
          case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> {
            checkNumber(word);
            yield null;
          }
          default -> null;
        };
    return new Redirect(operator.fd(), kind, word, here, operator.span().to(word.span()));
  }

  private static void checkNumber(Word word) throws SyntaxException {
    String bare = word.bare();
    if (!bare.isEmpty() && !bare.equals("-") && !Names.isNumber(bare)) {
      throw new SyntaxException(word.span(), "Bad fd number", null);
    }
  }

  SyntaxException unexpected(Token token) {
    return new SyntaxException(
        token.span(),
        token.title() + " unexpected",
        token.is(Kind.END) ? Outcome.Missing.COMMAND : null);
  }

  SyntaxException expected(String what, Outcome.Missing missing) throws SyntaxException {
    Token token = lexer.peek();
    return new SyntaxException(
        token.span(),
        token.title() + " unexpected (expecting " + what + ")",
        token.is(Kind.END) ? missing : null);
  }
}
