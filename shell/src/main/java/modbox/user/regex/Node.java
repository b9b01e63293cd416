package modbox.user.regex;

import java.util.List;

/** A regular expression as a tree. */
sealed interface Node {
  /** What an assertion asks of a place. */
  enum Place {
    LINE_START,
    LINE_END,
    TEXT_START,
    TEXT_END,
    WORD_START,
    WORD_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }

  record Literal(char c) implements Node {}

  record Any() implements Node {}

  record OneOf(CharSet set) implements Node {}

  record Sequence(List<Node> parts) implements Node {}

  record Choice(List<Node> branches) implements Node {}

  /** {@code max} is -1 for no limit. */
  record Repeat(Node body, int min, int max) implements Node {}

  record Group(int index, Node body) implements Node {}

  record Back(int group) implements Node {}

  record At(Place place) implements Node {}

  /** Whether the node can match nothing at all. */
  default boolean nullable() {
    return switch (this) {
      case Literal _, Any _, OneOf _ -> false;
      case Back _, At _ -> true;
      case Sequence(var parts) -> parts.stream().allMatch(Node::nullable);
      case Choice(var branches) -> branches.stream().anyMatch(Node::nullable);
      case Repeat(var body, var min, _) -> min == 0 || body.nullable();
      case Group(_, var body) -> body.nullable();
    };
  }
}
