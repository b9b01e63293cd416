package modbox.udev.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value to match: alternatives divided by "|". An empty alternative matches what is empty or not
 * set.
 *
 * @param how how the alternatives are compared
 * @param empty whether an empty or missing text matches as well
 */
public record Pattern(List<String> alternatives, How how, boolean empty) {
  /** How alternatives are compared. */
  public enum How {
    EMPTY,
    PLAIN,
    GLOB,
    /** {@code subsystem}, {@code bus} or {@code class}: each stands for all three. */
    SUBSYSTEM
  }

  private static final List<String> SUBSYSTEM_WORDS = List.of("subsystem", "class", "bus");

  public Pattern {
    alternatives = List.copyOf(alternatives);
  }

  /** The value that udev reads as "not empty": the operator is turned round. */
  static final String NOT_EMPTY = "?*";

  /** Compiles a value. */
  static Pattern of(Kind kind, String value) {
    if (kind == Kind.M_SUBSYSTEM && SUBSYSTEM_WORDS.contains(value)) {
      return new Pattern(SUBSYSTEM_WORDS, How.SUBSYSTEM, false);
    }
    if (value.isEmpty() || value.equals(NOT_EMPTY)) {
      return new Pattern(List.of(), How.EMPTY, true);
    }
    var alternatives = new ArrayList<String>();
    boolean empty = false;
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) == '|') {
        if (i == start) {
          empty = true;
        } else {
          alternatives.add(value.substring(start, i));
        }
        start = i + 1;
      }
    }
    return new Pattern(alternatives, Glob.isGlob(value) ? How.GLOB : How.PLAIN, empty);
  }

  /** Whether the text matches; null stands for what is not set and counts as empty. */
  boolean matches(@Nullable String given) {
    String text = given == null ? "" : given;
    if (text.isEmpty() && empty) {
      return true;
    }
    return switch (how) {
      case EMPTY -> false;
      case PLAIN, SUBSYSTEM -> alternatives.contains(text);
      case GLOB -> {
        for (String alternative : alternatives) {
          if (Glob.matches(alternative, text)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
