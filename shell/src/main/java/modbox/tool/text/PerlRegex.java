package modbox.tool.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import modbox.user.Failure;
import modbox.user.regex.CountedText;

/** grep -P on Java's expressions, which are Perl's but for rare forms. */
final class PerlRegex {
  private final Pattern pattern;
  private final Runnable checkpoint;

  private PerlRegex(Pattern pattern, Runnable checkpoint) {
    this.pattern = pattern;
    this.checkpoint = checkpoint;
  }

  static PerlRegex compile(String text, boolean fold, Runnable checkpoint) throws Failure {
    try {
      return new PerlRegex(
          Pattern.compile(text, Pattern.MULTILINE | (fold ? Pattern.CASE_INSENSITIVE : 0)),
          checkpoint);
    } catch (PatternSyntaxException e) {
      throw new Failure(2, e.getDescription());
    }
  }

  Optional<GrepMatcher.Hit> find(String text, int from) {
    Matcher matcher = pattern.matcher(new CountedText(text, checkpoint));
    return matcher.find(from)
        ? Optional.of(new GrepMatcher.Hit(matcher.start(), matcher.end()))
        : Optional.empty();
  }
}
