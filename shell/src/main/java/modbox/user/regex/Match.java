package modbox.user.regex;

/** Where a regular expression matched. Group 0 is the whole. */
public final class Match {
  private final String text;
  private final int[] offsets;

  Match(String text, int[] offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  public int start() {
    return offsets[0];
  }

  public int end() {
    return offsets[1];
  }

  /** Where the group begins, -1 if it took no part. */
  public int start(int group) {
    return offsets[2 * group];
  }

  /** Behind the group's end, -1 if it took no part. */
  public int end(int group) {
    return offsets[2 * group + 1];
  }

  /** What the group matched; empty if it took no part. */
  public String group(int group) {
    return start(group) < 0 ? "" : text.substring(start(group), end(group));
  }
}
