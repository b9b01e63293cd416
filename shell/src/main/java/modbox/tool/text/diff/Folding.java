package modbox.tool.text.diff;

import modbox.user.text.CharacterClass;

/**
 * What of a line does not count.
 *
 * @param letterCase -i
 * @param allSpace -w
 * @param spaceAmount -b
 * @param trailing -Z
 * @param tabs -E
 * @param carriage --strip-trailing-cr
 */
public record Folding(
    boolean letterCase,
    boolean allSpace,
    boolean spaceAmount,
    boolean trailing,
    boolean tabs,
    boolean carriage) {
  /** What counts of a line. */
  public String apply(String line) {
    String text = carriage && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (letterCase) {
      text = CharacterClass.toLower(text);
    }
    if (allSpace || spaceAmount || trailing) {
      text = spaces(text);
    }
    return tabs && !allSpace && !spaceAmount ? DiffPrinter.expand(text) : text;
  }

  private String spaces(String line) {
    var out = new StringBuilder();
    int end = line.length();
    while (end > 0 && CharacterClass.isSpace(line.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      boolean space = CharacterClass.isSpace(line.charAt(i));
      if (!space || (!allSpace && !spaceAmount)) {
        out.append(line.charAt(i));
      } else if (!allSpace && !CharacterClass.isSpace(line.charAt(i + 1))) {
        out.append(' ');
      }
    }
    return out.toString();
  }
}
