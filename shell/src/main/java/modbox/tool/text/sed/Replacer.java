package modbox.tool.text.sed;

import java.util.Locale;
import java.util.Optional;
import modbox.user.regex.Match;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.CharacterClass;

/** Carries out an s on one line. */
final class Replacer {
  private Replacer() {}

  /** The new text; empty if nothing was replaced. */
  static Optional<String> replace(Action.Substitute s, Regex regex, String text)
      throws RegexException {
    var out = new StringBuilder();
    int from = 0;
    int done = 0;
    int count = 0;
    boolean any = false;
    int previousEnd = -1;
    while (from <= text.length()) {
      Optional<Match> found = regex.find(text, from);
      if (found.isEmpty()) {
        break;
      }
      Match match = found.get();
      boolean empty = match.start() == match.end();
      if (empty && match.start() == previousEnd) {
        from = match.start() + 1; // nothing right behind a match is no match of its own
        continue;
      }
      count++;
      previousEnd = match.end();
      if (count >= s.which()) {
        out.append(text, done, match.start());
        expand(s, match, out);
        done = match.end();
        any = true;
        if (!s.global()) {
          break;
        }
      }
      from = empty ? match.end() + 1 : match.end();
    }
    return any ? Optional.of(out.append(text, done, text.length()).toString()) : Optional.empty();
  }

  private static void expand(Action.Substitute s, Match match, StringBuilder out) {
    char mode = 'E';
    char once = 'E';
    for (Action.Piece piece : s.replacement()) {
      String text;
      switch (piece) {
        case Action.Piece.Case(char letter) -> {
          if (letter == 'l' || letter == 'u') {
            once = letter;
          } else {
            mode = letter;
            once = 'E';
          }
          continue;
        }
        case Action.Piece.Literal(String literal) -> text = literal;
        case Action.Piece.Group(int number) -> text = match.group(number);
      }
      if (text.isEmpty()) {
        continue;
      }
      String cased =
          switch (mode) {
            case 'U' -> text.toUpperCase(Locale.ROOT);
            case 'L' -> CharacterClass.toLower(text);
            default -> text;
          };
      if (once != 'E') {
        char first = cased.charAt(0);
        out.append(once == 'u' ? CharacterClass.toUpper(first) : CharacterClass.toLower(first));
        cased = cased.substring(1);
        once = 'E';
      }
      out.append(cased);
    }
  }
}
