package modbox.sh.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of the grammar.
 *
 * @param word the word, an empty one for operators
 * @param redirect the operator of a redirection
 * @param fd the number before it, -1 for none
 * @param aliasable whether it follows an alias text that ends in a blank
 */
record Token(
    Kind kind,
    Word word,
    Redirect.@Nullable Operator redirect,
    int fd,
    boolean aliasable,
    Span span) {
  private static final Word NO_WORD = new Word(List.of(), Span.NONE);

  /** Kinds of tokens with the name that messages use. */
  enum Kind {
    END("end of file"),
    NEWLINE("newline"),
    WORD("word"),
    REDIRECTION("redirection"),
    SEMICOLON("\";\""),
    AMPERSAND("\"&\""),
    AND("\"&&\""),
    OR("\"||\""),
    PIPE("\"|\""),
    PIPE_BOTH("\"|&\""),
    OPEN("\"(\""),
    CLOSE("\")\""),
    CASE_BREAK("\";;\""),
    CASE_FALL("\";&\""),
    CASE_NEXT("\";;&\"");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  static Token operator(Kind kind, Span span) {
    return new Token(kind, NO_WORD, null, -1, false, span);
  }

  static Token redirection(Redirect.Operator operator, int fd, Span span) {
    return new Token(Kind.REDIRECTION, NO_WORD, operator, fd, false, span);
  }

  static Token word(Word word, boolean aliasable) {
    return new Token(Kind.WORD, word, null, -1, aliasable, word.span());
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it is this reserved word. */
  boolean is(String reserved) {
    return kind == Kind.WORD && word.bare().equals(reserved);
  }

  /** The name that messages use. */
  String title() {
    String bare = word.bare();
    return Names.isReserved(bare) ? "\"" + bare + "\"" : kind.title;
  }
}
