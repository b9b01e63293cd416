package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds brace expansions in the parts of a word. */
final class Braces {
  /** A piece of a word: a character of a literal, or another part. */
  private final List<Object> pieces;

  private Braces(List<Object> pieces) {
    this.pieces = pieces;
  }

  /** The parts with {@code {a,b}} and {@code {1..3}} as parts of their own. */
  static List<Part> find(List<Part> parts) {
    if (!mayHold(parts)) {
      return parts;
    }
    var pieces = new ArrayList<Object>();
    for (Part part : parts) {
      if (part instanceof Part.Literal(String text)) {
        for (int i = 0; i < text.length(); i++) {
          pieces.add(text.charAt(i));
        }
      } else {
        pieces.add(part);
      }
    }
    return new Braces(pieces).between(0, pieces.size());
  }

  private static boolean mayHold(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Literal(String text) && text.indexOf('{') >= 0) {
        return parts.size() > 1 || text.length() > 2;
      }
    }
    return false;
  }

  private List<Part> between(int from, int to) {
    var parts = new WordReader.Parts();
    int at = from;
    while (at < to) {
      Object piece = pieces.get(at);
      int close = piece.equals('{') ? closing(at, to) : -1;
      Part braces = close < 0 ? null : braces(at, close);
      if (braces != null) {
        parts.add(braces);
        at = close;
      } else if (piece instanceof Character c) {
        parts.append(c);
      } else {
        parts.add((Part) piece);
      }
      at++;
    }
    return parts.end();
  }

  private int closing(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      if (pieces.get(i).equals('{')) {
        depth++;
      } else if (pieces.get(i).equals('}') && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Part braces(int open, int close) {
    var alternatives = new ArrayList<Word>();
    int depth = 0;
    int start = open + 1;
    for (int i = open + 1; i < close; i++) {
      Object piece = pieces.get(i);
      if (piece.equals('{')) {
        depth++;
      } else if (piece.equals('}')) {
        depth--;
      } else if (piece.equals(',') && depth == 0) {
        alternatives.add(new Word(between(start, i), Span.NONE));
        start = i + 1;
      }
    }
    if (alternatives.isEmpty()) {
      return range(open + 1, close);
    }
    alternatives.add(new Word(between(start, close), Span.NONE));
    return new Part.Braces(alternatives);
  }

  private @Nullable Part range(int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (!(pieces.get(i) instanceof Character c)) {
        return null;
      }
      text.append(c);
    }
    List<String> ends = List.of(text.toString().split("\\.\\.", -1));
    if (ends.size() < 2 || ends.size() > 3) {
      return null;
    }
    String step = ends.size() == 3 ? ends.get(2) : "";
    boolean numbers = isInteger(ends.get(0)) && isInteger(ends.get(1));
    boolean letters = isLetter(ends.get(0)) && isLetter(ends.get(1));
    return (numbers || letters) && (step.isEmpty() || isInteger(step))
        ? new Part.BraceRange(ends.get(0), ends.get(1), step)
        : null;
  }

  private static boolean isInteger(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return Names.isNumber(digits) && digits.length() < 18;
  }

  private static boolean isLetter(String text) {
    return text.length() == 1 && Names.startsName(text.charAt(0)) && text.charAt(0) != '_';
  }
}
