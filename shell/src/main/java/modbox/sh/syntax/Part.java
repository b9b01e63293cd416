package modbox.sh.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a word. */
public sealed interface Part {
  /** Text without quotes; its tilde, pattern and brace characters are active. */
  record Literal(String text) implements Part {}

  /** {@code \c}. */
  record Escaped(char character) implements Part {}

  /** {@code '…'}. */
  record SingleQuoted(String text) implements Part {}

  /**
   * {@code $'…'}.
   *
   * @param raw what stands between the quotes, {@code text} what it means
   */
  record AnsiQuoted(String raw, String text) implements Part {}

  /** {@code "…"}. */
  record DoubleQuoted(List<Part> parts) implements Part {
    public DoubleQuoted {
      parts = List.copyOf(parts);
    }
  }

  /**
   * {@code $name} or <code>${…}</code>.
   *
   * @param name a variable, digits, or one of {@code @*#?-$!}
   * @param subscript the index of an array element; may be {@code @} or {@code *}
   * @param braced whether it stands in braces
   * @param prefix what comes before the name in the braces
   * @param modifier what comes behind it
   */
  record Parameter(
      String name,
      @Nullable Word subscript,
      boolean braced,
      Prefix prefix,
      @Nullable Modifier modifier)
      implements Part {}

  /** What may come before the name in <code>${…}</code>. */
  enum Prefix {
    NONE(""),
    /** The length of the value. */
    LENGTH("#"),
    /** The value of the variable that the value names; the indexes of an array. */
    INDIRECT("!");

    private final String text;

    Prefix(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** {@code $(…)} or {@code `…`}. */
  record CommandSubstitution(Program program, boolean backquoted) implements Part {}

  /**
   * {@code $((…))}.
   *
   * @param text the expression as it stands
   * @param tree the expression, if it can be read before its expansions are made
   * @param operands the parameters that {@link Expression.Expansion} counts
   */
  record Arithmetic(Word text, @Nullable Expression tree, List<Parameter> operands)
      implements Part {
    public Arithmetic {
      operands = List.copyOf(operands);
    }
  }

  /** {@code (a b c)} behind {@code name=} among the arguments of {@code declare} and its kin. */
  record ArrayLiteral(List<Word> elements) implements Part {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }
  }

  /** {@code <(…)} or {@code >(…)}. */
  record ProcessSubstitution(Program program, boolean reads) implements Part {}

  /** {@code {a,b}}: each alternative makes a word of its own. */
  record Braces(List<Word> alternatives) implements Part {
    public Braces {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** {@code {a..b}} or {@code {1..9..2}}. */
  record BraceRange(String from, String to, String step) implements Part {}
}
