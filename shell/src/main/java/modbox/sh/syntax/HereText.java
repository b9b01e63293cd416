package modbox.sh.syntax;

import java.util.List;
import java.util.Objects;

/**
 * The text of a here-document: it is known only when the line after its operator has been read, so
 * the parser fills it in later.
 */
public final class HereText {
  private List<Part> parts = List.of();
  private String raw = "";
  private boolean quoted;

  HereText() {}

  void fill(List<Part> parts, String raw, boolean quoted) {
    this.parts = List.copyOf(parts);
    this.raw = raw;
    this.quoted = quoted;
  }

  /** The text in parts, as inside double quotes; one literal if the delimiter is quoted. */
  public List<Part> parts() {
    return parts;
  }

  /** The lines as they stand, tabs of {@code <<-} removed. */
  public String raw() {
    return raw;
  }

  /** Whether the delimiter is quoted, so that nothing is expanded. */
  public boolean quoted() {
    return quoted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HereText text && parts.equals(text.parts) && quoted == text.quoted;
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts, quoted);
  }
}
