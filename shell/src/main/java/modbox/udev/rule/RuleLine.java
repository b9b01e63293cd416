package modbox.udev.rule;

import java.util.List;

/**
 * A logical line of a rules file.
 *
 * @param tokens in the order in which they are looked at
 * @param label empty if it has none
 * @param jump the index, in the same file, of the line that GOTO leads to; -1 if there is no GOTO
 * @param hasName whether it assigns NAME; {@code hasLink}: SYMLINK, OWNER, GROUP or MODE; {@code
 *     hasStaticNode}: a static node; {@code updates}: anything else
 */
public record RuleLine(
    Place place,
    String text,
    List<Token> tokens,
    String label,
    String goTo,
    int jump,
    boolean hasName,
    boolean hasLink,
    boolean hasStaticNode,
    boolean updates) {
  public RuleLine {
    tokens = List.copyOf(tokens);
  }

  /** Whether the line can do anything for an event of this sort. */
  boolean concerns(boolean node, boolean interfaces) {
    return jump >= 0 || updates || (node && hasLink) || (interfaces && hasName);
  }

  RuleLine jumpingTo(int index) {
    return new RuleLine(
        place, text, tokens, label, goTo, index, hasName, hasLink, hasStaticNode, updates);
  }
}
