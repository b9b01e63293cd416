package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quotes and, with {@link ExpansionReader}, expansions. */
final class WordReader {
  /** Where text stands: what is special in it and what ends it. */
  enum Place {
    /** Outside of quotes. */
    PLAIN,
    /** Between double quotes. */
    DOUBLE,
    /** Between braces between double quotes. */
    DOUBLE_BRACED,
    /** A here-document. */
    HERE,
    /** An arithmetic expression. */
    ARITHMETIC;

    boolean quoted() {
      return this != PLAIN;
    }
  }

  private final Source source;
  private final ExpansionReader expansions;

  WordReader(Lexer lexer, Source source) {
    this.source = source;
    this.expansions = new ExpansionReader(lexer, source, this);
  }

  ExpansionReader expansions() {
    return expansions;
  }

  /** A word outside of quotes, up to a blank or operator. */
  Word word() throws SyntaxException {
    int start = source.offset();
    int line = source.line();
    var parts = new Parts();
    int c = source.look();
    if ((c == '<' || c == '>') && source.peekAt(1) == '(') {
      parts.add(expansions.process());
      c = source.look();
    }
    while (!endsWord(c)) {
      plain(c, parts);
      c = source.look();
    }
    return new Word(Braces.find(parts.end()), source.since(start, line));
  }

  /** The right side of {@code =~}: a word in which parentheses and bars are ordinary. */
  Word regex() throws SyntaxException {
    int start = source.offset();
    int line = source.line();
    var parts = new Parts();
    int depth = 0;
    int c = source.look();
    while (c != Source.END && c != '\n' && (depth > 0 || (c != ' ' && c != '\t' && c != ')'))) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      plain(c, parts);
      c = source.look();
    }
    return new Word(parts.end(), source.since(start, line));
  }

  /** Text up to one of the characters of {@code ends}, which stays, inside <code>${…}</code>. */
  Word until(String ends, Place place) throws SyntaxException {
    int start = source.offset();
    int line = source.line();
    var parts = new Parts();
    int c = source.look();
    while (ends.indexOf(c) < 0) {
      if (c == Source.END) {
        throw missing("Missing '}'", Outcome.Missing.QUOTE);
      }
      if (place.quoted()) {
        quoted(c, parts, place);
      } else {
        plain(c, parts);
      }
      c = source.look();
    }
    return new Word(parts.end(), source.since(start, line));
  }

  /** The parts of a here-document's text. */
  List<Part> hereText() throws SyntaxException {
    var parts = new Parts();
    int c = source.look();
    while (c != Source.END) {
      quoted(c, parts, Place.HERE);
      c = source.look();
    }
    return parts.end();
  }

  /**
   * An arithmetic expression up to the closing parentheses, which are taken. Null, with the source
   * anywhere, if no two of them stand together.
   *
   * @param end the character that ends it: {@code )} for two closing parentheses, else itself
   */
  @Nullable Word arithmetic(char end) throws SyntaxException {
    int start = source.offset();
    int line = source.line();
    var parts = new Parts();
    int depth = 0;
    while (true) {
      int c = source.look();
      if (c == Source.END) {
        throw missing("Missing '))'", Outcome.Missing.SUBSTITUTION);
      } else if (depth == 0 && c == end) {
        Word word = new Word(parts.end(), source.since(start, line));
        source.next();
        return end != ')' || source.accept(')') ? word : null;
      } else if (depth == 0 && c == ')' && end == ';') {
        return null;
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
        parts.append(source.next());
      } else if (c == '\'') {
        parts.append(source.next());
      } else {
        quoted(c, parts, Place.ARITHMETIC);
      }
    }
  }

  private static boolean endsWord(int c) {
    return switch (c) {
      case Source.END, ' ', '\t', '\n', '|', '&', ';', '<', '>', '(', ')' -> true;
      default -> false;
    };
  }

  /** One piece of text outside of quotes that begins with {@code c}. */
  private void plain(int c, Parts parts) throws SyntaxException {
    switch (c) {
      case '\\' -> {
        source.next();
        int escaped = source.next();
        if (escaped == Source.END) {
          parts.append('\\');
        } else {
          parts.add(new Part.Escaped((char) escaped));
        }
      }
      case '\'' -> parts.add(new Part.SingleQuoted(single()));
      case '"' -> parts.add(new Part.DoubleQuoted(doubleQuoted()));
      case '$', '`' -> expansions.read(c, parts, Place.PLAIN);
      default -> parts.append(source.next());
    }
  }

  /** One piece of text in quotes that begins with {@code c}. */
  private void quoted(int c, Parts parts, Place place) throws SyntaxException {
    switch (c) {
      case '\\' -> {
        source.next();
        int escaped = source.peek();
        if (escaped == '$' || escaped == '`' || escaped == '\\' || escapes(escaped, place)) {
          parts.add(new Part.Escaped((char) source.next()));
        } else {
          parts.append('\\');
        }
      }
      case '"' -> {
        if (place == Place.HERE) {
          parts.append(source.next());
        } else {
          parts.add(new Part.DoubleQuoted(doubleQuoted()));
        }
      }
      case '$', '`' -> expansions.read(c, parts, place);
      default -> parts.append(source.next());
    }
  }

  private static boolean escapes(int c, Place place) {
    return (c == '"' && place != Place.HERE) || (c == '}' && place == Place.DOUBLE_BRACED);
  }

  private String single() throws SyntaxException {
    source.next();
    var text = new StringBuilder();
    int c = source.next();
    while (c != '\'') {
      if (c == Source.END) {
        throw missing("Unterminated quoted string", Outcome.Missing.QUOTE);
      }
      text.append((char) c);
      c = source.next();
    }
    return text.toString();
  }

  private List<Part> doubleQuoted() throws SyntaxException {
    source.next();
    var parts = new Parts();
    int c = source.look();
    while (c != '"') {
      if (c == Source.END) {
        throw missing("Unterminated quoted string", Outcome.Missing.QUOTE);
      }
      quoted(c, parts, Place.DOUBLE);
      c = source.look();
    }
    source.next();
    return parts.end();
  }

  SyntaxException missing(String message, Outcome.Missing missing) {
    return new SyntaxException(source.here(), message, missing);
  }

  /** Collects parts, running literal characters together. */
  static final class Parts {
    private final List<Part> all = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    void append(int c) {
      literal.append((char) c);
    }

    void add(Part part) {
      flush();
      all.add(part);
    }

    List<Part> end() {
      flush();
      return all;
    }

    private void flush() {
      if (!literal.isEmpty()) {
        all.add(new Part.Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}
