package modbox.user.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled POSIX regular expression. */
public final class Regex {
  /** Which language a pattern is written in. */
  public enum Syntax {
    /** Basic: {@code \( \) \{ \}}; GNU's {@code \| \+ \?} too. */
    BASIC,
    /** Extended. */
    EXTENDED,
    /** Extended as grep -E reads it: forgiving where the other complains. */
    EGREP
  }

  /** Longer texts are read through a checkpoint. */
  private static final int LONG_TEXT = 4096;

  private final int groups;
  private final boolean multiline;
  private final boolean remembers;
  private final Runnable checkpoint;
  private final String literal;
  private final @Nullable Pattern pattern;
  private final @Nullable Program program;

  private Regex(
      RegexParser parser,
      Node tree,
      boolean multiline,
      @Nullable Pattern pattern,
      @Nullable Program program,
      Runnable checkpoint) {
    groups = parser.groups();
    remembers = !parser.hasReferences();
    this.multiline = multiline;
    this.pattern = pattern;
    this.program = program;
    this.checkpoint = checkpoint;
    literal = literal(tree);
  }

  /**
   * Compiles a pattern.
   *
   * @param fold letters match in either case
   * @param multiline {@code ^} and {@code $} match at newlines inside the text as well
   * @param checkpoint called now and then during a long search
   */
  public static Regex compile(
      String text, Syntax syntax, boolean fold, boolean multiline, Runnable checkpoint)
      throws RegexException {
    var parser = new RegexParser(text, syntax, fold);
    Node tree = parser.parse();
    Optional<String> re2 = parser.hasReferences() ? Optional.empty() : Re2Text.of(tree, multiline);
    if (re2.isPresent()) {
      try {
        Pattern pattern =
            literal(tree).isEmpty() ? Pattern.compile(re2.get(), Pattern.LONGEST_MATCH) : null;
        return new Regex(parser, tree, multiline, pattern, null, checkpoint);
      } catch (PatternSyntaxException e) {
        // a limit of RE2's: the other matcher has others
      }
    }
    Program program = Program.of(tree, parser.groups());
    return new Regex(parser, tree, multiline, null, program, checkpoint);
  }

  /** How many groups the pattern has. */
  public int groups() {
    return groups;
  }

  /** Whether the pattern matches anywhere. */
  public boolean matchesIn(String text) throws RegexException {
    return find(text, 0).isPresent();
  }

  /** The leftmost longest match that begins at the index or behind it. */
  public Optional<Match> find(String text, int from) throws RegexException {
    if (!literal.isEmpty()) {
      int at = text.indexOf(literal, from);
      return at < 0
          ? Optional.empty()
          : Optional.of(new Match(text, new int[] {at, at + literal.length()}));
    }
    if (pattern != null) {
      return linear(pattern, text, from);
    }
    if (program == null) {
      return Optional.of(new Match(text, new int[] {from, from})); // the empty pattern
    }
    int[] found = new Backtracker(program, text, multiline, remembers, checkpoint).search(from);
    return found.length == 0 ? Optional.empty() : Optional.of(new Match(text, found));
  }

  private Optional<Match> linear(Pattern compiled, String text, int from) {
    CharSequence input = text.length() > LONG_TEXT ? new CountedText(text, checkpoint) : text;
    Matcher matcher = compiled.matcher(input);
    if (!matcher.find(from)) {
      return Optional.empty();
    }
    var offsets = new int[2 * (groups + 1)];
    for (int i = 0; i <= groups; i++) {
      offsets[2 * i] = matcher.start(i);
      offsets[2 * i + 1] = matcher.end(i);
    }
    return Optional.of(new Match(text, offsets));
  }

  /** The plain text that the tree stands for, empty if it is not one. */
  private static String literal(Node tree) {
    if (tree instanceof Node.Literal(char c)) {
      return String.valueOf(c);
    }
    if (!(tree instanceof Node.Sequence(List<Node> parts))) {
      return "";
    }
    var text = new StringBuilder();
    for (Node part : parts) {
      if (!(part instanceof Node.Literal(char c))) {
        return "";
      }
      text.append(c);
    }
    return text.toString();
  }

  /** The pattern that matches exactly this text, in the given language. */
  public static String quote(String text, Syntax syntax) {
    String special = syntax == Syntax.BASIC ? "\\.[*^$" : "\\.[*^$+?{|()";
    var quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (special.indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.toString();
  }
}
