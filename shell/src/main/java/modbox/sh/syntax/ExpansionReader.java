package modbox.sh.syntax;

import modbox.sh.syntax.Part.Prefix;
import modbox.sh.syntax.WordReader.Parts;
import modbox.sh.syntax.WordReader.Place;
import org.jspecify.annotations.Nullable;

/** Reads what begins with a dollar sign or a backquote. */
final class ExpansionReader {
  private static final String SPECIAL = "@*#?-$!";

  private final Lexer lexer;
  private final Source source;
  private final WordReader words;

  ExpansionReader(Lexer lexer, Source source, WordReader words) {
    this.lexer = lexer;
    this.source = source;
    this.words = words;
  }

  /** Reads the expansion that begins with {@code c}; a dollar sign alone is a literal. */
  void read(int c, Parts parts, Place place) throws SyntaxException {
    lexer.enter();
    if (c == '`') {
      parts.add(backquoted(place));
    } else {
      source.next();
      dollar(parts, place);
    }
    lexer.leave();
  }

  /** {@code <(…)} or {@code >(…)}. */
  Part process() throws SyntaxException {
    boolean reads = source.next() == '<';
    source.next();
    return new Part.ProcessSubstitution(new Parser(lexer.nested()).substitution(), reads);
  }

  private void dollar(Parts parts, Place place) throws SyntaxException {
    int c = source.look();
    if (c == '(') {
      source.next();
      parts.add(parenthesis());
    } else if (c == '{') {
      source.next();
      parts.add(new BraceReader(source, words, place).read());
    } else if (c == '\'' && place == Place.PLAIN) {
      parts.add(ansi());
    } else if (Names.startsName(c)) {
      parts.add(simple(name(source)));
    } else if (Names.isDigit(c) || (c > 0 && SPECIAL.indexOf(c) >= 0)) {
      parts.add(simple(String.valueOf((char) source.next())));
    } else if (c != '"' || place != Place.PLAIN) {
      parts.append('$');
    }
  }

  private static Part simple(String name) {
    return new Part.Parameter(name, null, false, Prefix.NONE, null);
  }

  /** The name that begins here. */
  static String name(Source source) {
    var name = new StringBuilder();
    int c = source.look();
    while (Names.inName(c)) {
      name.append((char) source.next());
      c = source.look();
    }
    return name.toString();
  }

  static boolean isSpecial(int c) {
    return c > 0 && SPECIAL.indexOf(c) >= 0;
  }

  private Part parenthesis() throws SyntaxException {
    if (source.look() == '(') {
      Part arithmetic = arithmetic(false);
      if (arithmetic != null) {
        return arithmetic;
      }
    }
    return new Part.CommandSubstitution(new Parser(lexer.nested()).substitution(), false);
  }

  /**
   * {@code ((…))} from its second parenthesis on; null, back at the start, if it is none.
   *
   * @param command whether it is a command: then two subshells can look like it
   */
  Part.@Nullable Arithmetic arithmetic(boolean command) throws SyntaxException {
    int[] mark = source.mark();
    source.next();
    Word text = words.arithmetic(')');
    Part.Arithmetic part = text == null ? null : ArithmeticParser.part(text);
    if (mark == null) {
      if (part == null) {
        throw words.missing("Missing '))'", Outcome.Missing.SUBSTITUTION);
      }
      return part;
    }
    boolean subshells = command && part != null && part.tree() == null && isLiteral(part.text());
    if (part == null || subshells) {
      source.reset(mark);
      return null;
    }
    source.release();
    return part;
  }

  private static boolean isLiteral(Word word) {
    return word.parts().size() == 1 && word.parts().getFirst() instanceof Part.Literal;
  }

  private Part backquoted(Place place) throws SyntaxException {
    source.next();
    int start = source.offset();
    int line = source.line();
    var text = new StringBuilder();
    int c = source.next();
    while (c != '`') {
      if (c == '\\') {
        int next = source.peek();
        boolean dropped =
            next == '$'
                || next == '`'
                || next == '\\'
                || (next == '"' && (place == Place.DOUBLE || place == Place.DOUBLE_BRACED));
        if (dropped) {
          c = source.next();
        }
      }
      if (c == Source.END) {
        throw words.missing("EOF in backquote substitution", Outcome.Missing.SUBSTITUTION);
      }
      text.append((char) c);
      c = source.next();
    }
    Source inner = Source.of(text.toString(), start, line);
    return new Part.CommandSubstitution(new Parser(lexer.nested(inner)).program(), true);
  }

  private Part ansi() throws SyntaxException {
    source.next();
    var raw = new StringBuilder();
    int c = source.next();
    while (c != '\'') {
      if (c == Source.END) {
        throw words.missing("Unterminated quoted string", Outcome.Missing.QUOTE);
      }
      raw.append((char) c);
      if (c == '\\' && source.peek() != Source.END) {
        raw.append((char) source.next());
      }
      c = source.next();
    }
    return new Part.AnsiQuoted(raw.toString(), AnsiText.read(raw.toString()));
  }
}
