package modbox.sh.syntax;

import java.util.List;

/** A word: parts that stand without blanks between them. */
public record Word(List<Part> parts, Span span) {
  public Word {
    parts = List.copyOf(parts);
  }

  /** The text if the word is a single unquoted literal, else the empty string. */
  public String bare() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Literal(String text) ? text : "";
  }
}
