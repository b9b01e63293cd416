package modbox.udev.rule;

/** A line of a rules file. */
public record Place(String file, int line) {
  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
