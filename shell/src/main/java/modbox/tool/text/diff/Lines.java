package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * A file as lines.
 *
 * @param lines without their newlines
 * @param terminated whether the last one has its newline
 */
public record Lines(List<String> lines, boolean terminated) {
  public Lines {
    lines = List.copyOf(lines);
  }

  /** Cuts a text at its newlines. */
  public static Lines of(String text) {
    var lines = new ArrayList<String>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return new Lines(lines, start == text.length());
  }

  /** How many lines there are. */
  public int size() {
    return lines.size();
  }

  /** Whether the line of this index has no newline. */
  public boolean open(int index) {
    return !terminated && index == lines.size() - 1;
  }
}
