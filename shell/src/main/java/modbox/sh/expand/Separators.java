package modbox.sh.expand;

import org.jspecify.annotations.Nullable;

/** The characters of IFS. */
public final class Separators {
  private static final String DEFAULT = " \t\n";

  private final String ifs;

  private Separators(String ifs) {
    this.ifs = ifs;
  }

  /** The separators for a value of IFS, null if it is unset. */
  public static Separators of(@Nullable String ifs) {
    return new Separators(ifs == null ? DEFAULT : ifs);
  }

  /** Whether these are the separators for a value of IFS. */
  boolean are(@Nullable String value) {
    return ifs.equals(value == null ? DEFAULT : value);
  }

  /** Whether a character separates fields. */
  public boolean isSeparator(char c) {
    return ifs.indexOf(c) >= 0;
  }

  /** Whether a character is white space, so that a run of it counts once. */
  public static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  /** What joins the fields of {@code "$*"}. */
  public String joiner() {
    return ifs.isEmpty() ? "" : ifs.substring(0, 1);
  }
}
