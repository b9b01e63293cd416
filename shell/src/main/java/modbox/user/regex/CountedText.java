package modbox.user.regex;

/** A text whose reading counts as work, so that a long search can be interrupted. */
public final class CountedText implements CharSequence {
  private static final int READS_BETWEEN_CHECKPOINTS = 16384;

  private final String text;
  private final Runnable checkpoint;
  private int reads;

  /** A search in {@code text} calls {@code checkpoint} from time to time. */
  public CountedText(String text, Runnable checkpoint) {
    this.text = text;
    this.checkpoint = checkpoint;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++reads % READS_BETWEEN_CHECKPOINTS == 0) {
      checkpoint.run();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
