package modbox.user;

/** Which modbox this is. */
public final class Version {
  /** As in the build file. */
  public static final String TEXT = "0.1.0";

  private Version() {}
}
