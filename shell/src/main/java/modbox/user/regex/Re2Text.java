package modbox.user.regex;

import java.util.List;
import java.util.Optional;

/** Says a tree in RE2's syntax, where RE2 has words for it. */
final class Re2Text {
  /** RE2 refuses intervals beyond this. */
  private static final int MOST = 1000;

  private final boolean multiline;
  private boolean possible = true;

  private Re2Text(boolean multiline) {
    this.multiline = multiline;
  }

  /** RE2's text for the tree; empty if it has none. */
  static Optional<String> of(Node node, boolean multiline) {
    var writer = new Re2Text(multiline);
    var text = new StringBuilder("(?s)");
    writer.write(node, text);
    return writer.possible ? Optional.of(text.toString()) : Optional.empty();
  }

  private void write(Node node, StringBuilder text) {
    switch (node) {
      case Node.Literal(char c) -> text.append("\\x{").append(Integer.toHexString(c)).append('}');
      case Node.Any() -> text.append('.');
      case Node.OneOf(var set) -> text.append(set.re2());
      case Node.Sequence(var parts) -> sequence(parts, text);
      case Node.Choice(var branches) -> {
        text.append("(?:");
        for (int i = 0; i < branches.size(); i++) {
          text.append(i == 0 ? "" : "|");
          write(branches.get(i), text);
        }
        text.append(')');
      }
      case Node.Repeat(var body, var min, var max) -> repeat(body, min, max, text);
      case Node.Group(_, var body) -> {
        text.append('(');
        write(body, text);
        text.append(')');
      }
      case Node.Back _ -> possible = false;
      case Node.At(var place) -> place(place, text);
    }
  }

  private void sequence(List<Node> parts, StringBuilder text) {
    for (int i = 0; i < parts.size(); i++) {
      Node part = parts.get(i);
      if (part instanceof Node.At(var place) && place == Node.Place.WORD_START) {
        possible &= i + 1 < parts.size() && edge(parts.get(i + 1), true);
        text.append("\\b");
      } else if (part instanceof Node.At(var place) && place == Node.Place.WORD_END) {
        possible &= i > 0 && edge(parts.get(i - 1), false);
        text.append("\\b");
      } else {
        write(part, text);
      }
    }
  }

  /** Whether all that the node matches begins (or ends) with a word character. */
  private static boolean edge(Node node, boolean first) {
    return switch (node) {
      case Node.Literal(char c) -> CharSet.WORD.has(c);
      case Node.OneOf(var set) -> set.isSubsetOf(CharSet.WORD);
      case Node.Any _, Node.Back _, Node.At _ -> false;
      case Node.Sequence(var parts) ->
          !parts.isEmpty() && edge(first ? parts.getFirst() : parts.getLast(), first);
      case Node.Choice(var branches) -> branches.stream().allMatch(b -> edge(b, first));
      case Node.Repeat(var body, var min, _) -> min > 0 && edge(body, first);
      case Node.Group(_, var body) -> edge(body, first);
    };
  }

  private void repeat(Node body, int min, int max, StringBuilder text) {
    possible &= min <= MOST && max <= MOST;
    text.append("(?:");
    write(body, text);
    text.append(')');
    if (min == 0 && max < 0) {
      text.append('*');
    } else if (min == 1 && max < 0) {
      text.append('+');
    } else if (min == 0 && max == 1) {
      text.append('?');
    } else {
      text.append('{').append(min);
      text.append(max < 0 ? ",}" : max == min ? "}" : "," + max + "}");
    }
  }

  private void place(Node.Place place, StringBuilder text) {
    text.append(
        switch (place) {
          case LINE_START -> multiline ? "(?m:^)" : "\\A";
          case LINE_END -> multiline ? "(?m:$)" : "\\z";
          case TEXT_START -> "\\A";
          case TEXT_END -> "\\z";
          case WORD_EDGE -> "\\b";
          case NO_WORD_EDGE -> "\\B";
          case WORD_START, WORD_END -> {
            possible = false;
            yield "";
          }
        });
  }
}
