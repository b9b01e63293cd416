package modbox.tool.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import modbox.user.Failure;

/** grep -P on Java's expressions, which are Perl's but for rare forms. */
final class PerlRegex {
  private static final int READS_BETWEEN_CHECKPOINTS = 4096;

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
    Matcher matcher = pattern.matcher(new Checked(text, checkpoint));
    return matcher.find(from)
        ? Optional.of(new GrepMatcher.Hit(matcher.start(), matcher.end()))
        : Optional.empty();
  }

  /** A text whose reading counts as work: a search that backtracks for ever can be interrupted. */
  private static final class Checked implements CharSequence {
    private final String text;
    private final Runnable checkpoint;
    private int reads;

    Checked(String text, Runnable checkpoint) {
      this.text = text;
      this.checkpoint = checkpoint;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++reads % READS_BETWEEN_CHECKPOINTS == 0) {
        checkpoint.run();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
