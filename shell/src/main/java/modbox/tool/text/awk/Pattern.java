package modbox.tool.text.awk;

import java.util.Optional;
import modbox.user.Failure;
import modbox.user.regex.Match;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** A compiled regular expression. */
final class Pattern {
  private final Regex regex;

  Pattern(Regex regex) {
    this.regex = regex;
  }

  boolean matchesIn(String text) throws Failure {
    return find(text, 0).isPresent();
  }

  Optional<Match> find(String text, int from) throws Failure {
    try {
      return regex.find(text, from);
    } catch (RegexException e) {
      throw new Failure(2, "regular expression: " + e.getMessage());
    }
  }
}
