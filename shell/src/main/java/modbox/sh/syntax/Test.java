package modbox.sh.syntax;

/** What stands in {@code [[ … ]]}. */
public sealed interface Test {
  record Not(Test operand) implements Test {}

  record And(Test left, Test right) implements Test {}

  record Or(Test left, Test right) implements Test {}

  /** {@code ( … )}. */
  record Grouped(Test operand) implements Test {}

  /** {@code -f word}; a word alone is {@code -n word}. */
  record Unary(String operator, Word operand) implements Test {}

  /** {@code a == b}, {@code a -lt b}, {@code a =~ b} … */
  record Binary(String operator, Word left, Word right) implements Test {}
}
