package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a patch.
 *
 * @param oldStart first line in the old file, counted from 1; 0 before all
 * @param newStart the same in the new file
 * @param lines each with its mark: blank, minus or plus
 * @param oldOpen whether the old side's last line has no newline
 * @param newOpen the same for the new side
 */
public record Hunk(
    int oldStart, int newStart, List<String> lines, boolean oldOpen, boolean newOpen) {
  public Hunk {
    lines = List.copyOf(lines);
  }

  private List<String> side(char mark) {
    var side = new ArrayList<String>();
    for (String line : lines) {
      if (line.charAt(0) == ' ' || line.charAt(0) == mark) {
        side.add(line.substring(1));
      }
    }
    return side;
  }

  /** The lines that must be there. */
  public List<String> old() {
    return side('-');
  }

  /** The lines that take their place. */
  public List<String> young() {
    return side('+');
  }

  /** Lines of context before the first change. */
  public int leading() {
    int count = 0;
    while (count < lines.size() && lines.get(count).charAt(0) == ' ') {
      count++;
    }
    return count;
  }

  /** Lines of context behind the last change. */
  public int trailing() {
    int count = 0;
    while (count < lines.size() && lines.get(lines.size() - 1 - count).charAt(0) == ' ') {
      count++;
    }
    return count;
  }

  /** The hunk that undoes this one. */
  public Hunk reversed() {
    var turned = new ArrayList<String>();
    for (String line : lines) {
      char mark = line.charAt(0);
      turned.add((mark == '-' ? '+' : mark == '+' ? '-' : mark) + line.substring(1));
    }
    return new Hunk(newStart, oldStart, turned, newOpen, oldOpen);
  }

  /** The hunk in the unified format. */
  public String unified() {
    var text = new StringBuilder("@@ -");
    text.append(range(oldStart, old().size())).append(" +").append(range(newStart, young().size()));
    text.append(" @@\n");
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String range(int start, int count) {
    return count == 1 ? Integer.toString(start) : start + "," + count;
  }
}
