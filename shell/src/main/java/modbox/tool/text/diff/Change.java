package modbox.tool.text.diff;

/**
 * A stretch of lines of the one file that stands for a stretch of the other.
 *
 * @param from0 first line in the old file, counted from 0
 * @param to0 behind the last
 * @param from1 the same in the new file
 * @param to1 behind the last
 */
public record Change(int from0, int to0, int from1, int to1) {
  /** Lines that only the old file has. */
  public int deleted() {
    return to0 - from0;
  }

  /** Lines that only the new file has. */
  public int inserted() {
    return to1 - from1;
  }
}
