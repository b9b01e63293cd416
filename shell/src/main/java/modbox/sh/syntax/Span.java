package modbox.sh.syntax;

/**
 * Where a piece of a tree stands in its text: offsets {@code start} to {@code end}, exclusive, and
 * the line of its beginning, from 1. Two spans are always equal, so that trees are equal when they
 * mean the same wherever they stand.
 */
public record Span(int start, int end, int line) {
  /** No place in any text. */
  public static final Span NONE = new Span(0, 0, 0);

  /** From the beginning of this to the end of the other. */
  public Span to(Span other) {
    return new Span(start, other.end, line);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
