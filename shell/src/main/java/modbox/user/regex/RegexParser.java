package modbox.user.regex;

import java.util.ArrayList;
import java.util.List;
import modbox.user.regex.Node.Place;
import modbox.user.text.CharacterClass;

/** Reads the text of a regular expression. The grammar is that of POSIX.1 with GNU's additions. */
final class RegexParser {
  /** Most repetitions of an interval: RE_DUP_MAX. */
  private static final int MOST = 32767;

  private static final int MAX_DEPTH = 500;

  private final String text;
  private final Regex.Syntax syntax;
  private final boolean fold;
  private int at;
  private int groups;
  private int depth;
  private boolean references;

  RegexParser(String text, Regex.Syntax syntax, boolean fold) {
    this.text = text;
    this.syntax = syntax;
    this.fold = fold;
  }

  /** How many groups were read. */
  int groups() {
    return groups;
  }

  boolean hasReferences() {
    return references;
  }

  Node parse() throws RegexException {
    Node node = choice();
    if (at < text.length()) {
      throw new RegexException("Unmatched ) or \\)");
    }
    return node;
  }

  private boolean basic() {
    return syntax == Regex.Syntax.BASIC;
  }

  private boolean ahead(String word) {
    return text.startsWith(word, at);
  }

  private boolean accept(String word) {
    if (ahead(word)) {
      at += word.length();
      return true;
    }
    return false;
  }

  /** {@code choice = branch { "|" branch } .} */
  private Node choice() throws RegexException {
    if (++depth > MAX_DEPTH) {
      throw new RegexException("Regular expression too big");
    }
    var branches = new ArrayList<Node>();
    branches.add(branch());
    while (accept(basic() ? "\\|" : "|")) {
      branches.add(branch());
    }
    depth--;
    return branches.size() == 1 ? branches.getFirst() : new Node.Choice(List.copyOf(branches));
  }

  private boolean atBranchEnd() {
    if (at >= text.length()) {
      return true;
    }
    if (basic()) {
      return ahead("\\|") || ahead("\\)");
    }
    return ahead("|") || (ahead(")") && (depth > 1 || syntax == Regex.Syntax.EXTENDED));
  }

  /** {@code branch = { atom { repetition } } .} */
  private Node branch() throws RegexException {
    var parts = new ArrayList<Node>();
    boolean start = true;
    while (!atBranchEnd()) {
      if (start && !basic() && atRepetition()) {
        if (syntax == Regex.Syntax.EXTENDED) {
          throw new RegexException("Invalid preceding regular expression");
        }
        repetition(
            new Node.Sequence(List.of())); // grep -E lets a leading repetition count for nothing
        continue;
      }
      Node atom = atom(start);
      boolean anchor = atom instanceof Node.At(var place) && place == Place.LINE_START;
      if (basic() && anchor && ahead("*")) {
        parts.add(atom);
        at++;
        atom = new Node.Literal('*');
      }
      while (!atBranchEnd() && atRepetition()) {
        atom = repetition(atom);
      }
      parts.add(atom);
      start = basic() ? false : anchor;
    }
    return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(List.copyOf(parts));
  }

  private boolean atRepetition() throws RegexException {
    if (ahead("*")) {
      return true;
    }
    if (basic()) {
      return ahead("\\+") || ahead("\\?") || ahead("\\{");
    }
    if (ahead("{")) {
      if (isInterval()) {
        return true;
      } else if (syntax == Regex.Syntax.EXTENDED) {
        throw new RegexException(
            text.indexOf('}', at) < 0 ? "Unmatched { or \\{" : "Invalid content of \\{\\}");
      }
      return false;
    }
    return ahead("+") || ahead("?");
  }

  private boolean isInterval() {
    int i = at + 1;
    int start = i;
    while (i < text.length() && (CharacterClass.isDigit(text.charAt(i)) || text.charAt(i) == ',')) {
      i++;
    }
    return i > start
        && i < text.length()
        && text.charAt(i) == '}'
        && text.substring(start, i).chars().filter(c -> c == ',').count() <= 1;
  }

  private Node repetition(Node body) throws RegexException {
    if (accept("*")) {
      return new Node.Repeat(body, 0, -1);
    } else if (accept(basic() ? "\\+" : "+")) {
      return new Node.Repeat(body, 1, -1);
    } else if (accept(basic() ? "\\?" : "?")) {
      return new Node.Repeat(body, 0, 1);
    }
    at += basic() ? 2 : 1;
    return interval(body);
  }

  private Node interval(Node body) throws RegexException {
    int min = number();
    int max = min;
    if (accept(",")) {
      max = number();
      min = Math.max(0, min);
    }
    if (!accept(basic() ? "\\}" : "}")) {
      throw new RegexException(
          text.indexOf('}', at) < 0 ? "Unmatched { or \\{" : "Invalid content of \\{\\}");
    }
    if (min < 0 || (max >= 0 && max < min)) {
      throw new RegexException("Invalid content of \\{\\}");
    }
    if (min > MOST || max > MOST) {
      throw new RegexException("Regular expression too big");
    }
    return new Node.Repeat(body, min, max);
  }

  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length() && CharacterClass.isDigit(text.charAt(at))) {
      value = Math.min(MOST + 1, value * 10 + text.charAt(at++) - '0');
    }
    return at == start ? -1 : value;
  }

  private Node atom(boolean start) throws RegexException {
    char c = text.charAt(at++);
    switch (c) {
      case '.' -> {
        return new Node.Any();
      }
      case '[' -> {
        return new Node.OneOf(BracketParser.parse(this, fold));
      }
      case '^' -> {
        if (!basic() || start) {
          return new Node.At(Place.LINE_START);
        }
      }
      case '$' -> {
        if (!basic() || atBranchEnd()) {
          return new Node.At(Place.LINE_END);
        }
      }
      case '\\' -> {
        return escape();
      }
      case '(' -> {
        if (!basic()) {
          return group(")");
        }
      }
      default -> {}
    }
    return literal(c);
  }

  private Node literal(char c) {
    if (fold && CharacterClass.isAlpha(c)) {
      char other = (char) (c ^ 32);
      return new Node.OneOf(CharSet.of(d -> d == c || d == other));
    }
    return new Node.Literal(c);
  }

  private Node group(String close) throws RegexException {
    int index = ++groups;
    Node body = choice();
    if (!accept(close)) {
      throw new RegexException("Unmatched ( or \\(");
    }
    return new Node.Group(index, body);
  }

  private Node escape() throws RegexException {
    if (at >= text.length()) {
      throw new RegexException("Trailing backslash");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '(' -> basic() ? group("\\)") : literal(c);
      case '{' -> {
        if (basic()) {
          throw new RegexException("Invalid preceding regular expression");
        }
        yield literal(c);
      }
      case '<' -> new Node.At(Place.WORD_START);
      case '>' -> new Node.At(Place.WORD_END);
      case 'b' -> new Node.At(Place.WORD_EDGE);
      case 'B' -> new Node.At(Place.NO_WORD_EDGE);
      case '`' -> new Node.At(Place.TEXT_START);
      case '\'' -> new Node.At(Place.TEXT_END);
      case 'w' -> new Node.OneOf(CharSet.WORD);
      case 'W' -> new Node.OneOf(CharSet.WORD.complement());
      case 's' -> new Node.OneOf(CharSet.of(CharacterClass::isSpace));
      case 'S' -> new Node.OneOf(CharSet.of(CharacterClass::isSpace).complement());
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> back(c - '0');
      default -> literal(c);
    };
  }

  private Node back(int group) throws RegexException {
    if (group > groups) {
      throw new RegexException("Invalid back reference");
    }
    references = true;
    return new Node.Back(group);
  }

  // What the bracket parser reads.

  boolean more() {
    return at < text.length();
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  char take() {
    return text.charAt(at++);
  }

  /** The text up to the closing word, which is skipped. */
  String takeUntil(String close) throws RegexException {
    int end = text.indexOf(close, at);
    if (end < 0) {
      throw new RegexException(BracketParser.UNMATCHED);
    }
    String name = text.substring(at, end);
    at = end + close.length();
    return name;
  }
}
