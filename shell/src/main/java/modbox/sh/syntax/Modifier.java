package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/** What stands behind the name in <code>${name…}</code>. */
public sealed interface Modifier {
  /** {@code -word}, {@code =word}, {@code ?word}, {@code +word}; with {@code :} also if empty. */
  record Default(Kind kind, boolean colon, Word word) implements Modifier {}

  /** The four kinds of {@link Default}. */
  enum Kind {
    USE('-'),
    ASSIGN('='),
    ERROR('?'),
    ALTERNATIVE('+');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    public char sign() {
      return sign;
    }
  }

  /** {@code %p}, {@code %%p}, {@code #p}, {@code ##p}. */
  record Trim(boolean suffix, boolean longest, Word pattern) implements Modifier {}

  /** {@code :offset} or {@code :offset:length}. */
  record Substring(Word offset, @Nullable Word length) implements Modifier {}

  /** {@code /p/r} and its kin. */
  record Replace(Where where, Word pattern, @Nullable Word replacement) implements Modifier {}

  /** Where {@link Replace} looks. */
  enum Where {
    FIRST("/"),
    ALL("//"),
    PREFIX("/#"),
    SUFFIX("/%");

    private final String sign;

    Where(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** {@code ^p}, {@code ^^p}, {@code ,p}, {@code ,,p}. */
  record Case(boolean upper, boolean all, Word pattern) implements Modifier {}

  /** {@code @Q} and other letters. */
  record Transform(char operator) implements Modifier {}

  /** The {@code *} or {@code @} of <code>${!prefix*}</code>. */
  record Names(char sign) implements Modifier {}

  /** Anything else: an error, but only when it is expanded. */
  record Bad(String text) implements Modifier {}
}
