package modbox.sh.syntax;

import java.util.List;
import modbox.sh.syntax.Part.Parameter;
import modbox.sh.syntax.Part.Prefix;
import modbox.sh.syntax.WordReader.Place;
import org.jspecify.annotations.Nullable;

/** Reads <code>${…}</code> from behind its opening brace. */
final class BraceReader {
  private final Source source;
  private final WordReader words;

  /** The place of words that are quoted as the expansion itself is. */
  private final Place place;

  BraceReader(Source source, WordReader words, Place outer) {
    this.source = source;
    this.words = words;
    boolean quoted = outer == Place.DOUBLE || outer == Place.HERE;
    this.place = quoted ? Place.DOUBLE_BRACED : outer;
  }

  Part read() throws SyntaxException {
    Prefix prefix = prefix();
    if (prefix != Prefix.NONE) {
      source.next();
    }
    String name = name();
    if (name.isEmpty()) {
      return bad(prefix.text());
    }
    Word subscript = null;
    if (Names.startsName(name.charAt(0)) && source.accept('[')) {
      subscript = words.until("]", Place.PLAIN);
      source.next();
    }
    Modifier modifier = modifier();
    if (prefix == Prefix.LENGTH && modifier != null) {
      modifier = new Modifier.Bad("");
    }
    if (!source.accept('}')) {
      if (source.peek() == Source.END) {
        throw words.missing("Missing '}'", Outcome.Missing.QUOTE);
      }
      Word rest = words.until("}", place);
      source.next();
      modifier = new Modifier.Bad(Printer.text(rest));
    }
    return new Parameter(name, subscript, true, prefix, modifier);
  }

  private Prefix prefix() {
    int c = source.look();
    int next = source.peekAt(1);
    if (c == '#') {
      boolean name = Names.inName(next);
      boolean special = ExpansionReader.isSpecial(next) && source.peekAt(2) == '}';
      return name || special ? Prefix.LENGTH : Prefix.NONE;
    }
    return c == '!' && (Names.inName(next) || next == '#' || next == '@' || next == '*')
        ? Prefix.INDIRECT
        : Prefix.NONE;
  }

  private String name() {
    int c = source.look();
    if (Names.startsName(c)) {
      return ExpansionReader.name(source);
    }
    if (Names.isDigit(c)) {
      var digits = new StringBuilder();
      while (Names.isDigit(source.look())) {
        digits.append((char) source.next());
      }
      return digits.toString();
    }
    return ExpansionReader.isSpecial(c) ? String.valueOf((char) source.next()) : "";
  }

  private Part bad(String before) throws SyntaxException {
    Word rest = words.until("}", place);
    source.next();
    return new Parameter(
        "", null, true, Prefix.NONE, new Modifier.Bad(before + Printer.text(rest)));
  }

  private @Nullable Modifier modifier() throws SyntaxException {
    int c = source.look();
    switch (c) {
      case ':' -> {
        source.next();
        Modifier.Kind kind = kind(source.look());
        return kind == null ? substring() : substitute(kind, true);
      }
      case '-', '=', '?', '+' -> {
        Modifier.Kind kind = kind(c);
        return kind == null ? null : substitute(kind, false);
      }
      case '#', '%' -> {
        source.next();
        boolean longest = source.accept((char) c);
        return new Modifier.Trim(c == '%', longest, pattern("}"));
      }
      case '/' -> {
        source.next();
        return replace();
      }
      case '^', ',' -> {
        source.next();
        boolean all = source.accept((char) c);
        return new Modifier.Case(c == '^', all, pattern("}"));
      }
      case '@', '*' -> {
        return at();
      }
      default -> {
        return null;
      }
    }
  }

  private @Nullable Modifier at() {
    if (source.peekAt(1) == '}') {
      return new Modifier.Names((char) source.next());
    }
    if (source.peekAt(2) == '}' && Names.startsName(source.peekAt(1))) {
      source.next();
      return new Modifier.Transform((char) source.next());
    }
    return null;
  }

  private static Modifier.@Nullable Kind kind(int c) {
    for (Modifier.Kind kind : Modifier.Kind.values()) {
      if (kind.sign() == c) {
        return kind;
      }
    }
    return null;
  }

  private Modifier substitute(Modifier.Kind kind, boolean colon) throws SyntaxException {
    source.next();
    return new Modifier.Default(kind, colon, words.until("}", place));
  }

  private Modifier substring() throws SyntaxException {
    Word offset = words.until(":}", Place.ARITHMETIC);
    return new Modifier.Substring(
        offset, source.accept(':') ? words.until("}", Place.ARITHMETIC) : null);
  }

  private Modifier replace() throws SyntaxException {
    Modifier.Where where =
        source.accept('/')
            ? Modifier.Where.ALL
            : source.accept('#')
                ? Modifier.Where.PREFIX
                : source.accept('%') ? Modifier.Where.SUFFIX : Modifier.Where.FIRST;
    Word pattern = pattern("/}");
    return new Modifier.Replace(
        where, pattern, source.accept('/') ? words.until("}", place) : null);
  }

  private Word pattern(String ends) throws SyntaxException {
    return source.look() == ends.charAt(ends.length() - 1)
        ? new Word(List.of(), source.here())
        : words.until(ends, Place.PLAIN);
  }
}
