package modbox.image.index;

import java.util.List;
import java.util.Optional;

/** How kmod folds names: dash and underscore are the same, except inside brackets. */
public final class Names {
  /** File name endings that make a file a module, longest last. */
  public static final List<String> SUFFIXES = List.of(".ko", ".ko.gz", ".ko.xz", ".ko.zst");

  private Names() {}

  /**
   * An alias or its pattern with {@code -} turned into {@code _} outside brackets; empty if the
   * brackets do not match.
   */
  public static Optional<String> normalise(String alias) {
    if (alias.indexOf('-') < 0 && alias.indexOf('[') < 0 && alias.indexOf(']') < 0) {
      return Optional.of(alias);
    }
    var text = new StringBuilder(alias);
    return fold(text) ? Optional.of(text.toString()) : Optional.empty();
  }

  /** A name as far as it could be folded: what kmod shows of one whose brackets do not match. */
  public static String begun(String name) {
    var text = new StringBuilder(name);
    var _ = fold(text);
    return text.toString();
  }

  /** Folds in place; false if the brackets do not match, with what stands before them folded. */
  private static boolean fold(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '-' -> text.setCharAt(i, '_');
        case ']' -> {
          return false;
        }
        case '[' -> {
          i = text.indexOf("]", i);
          if (i < 0) {
            return false;
          }
        }
        default -> {}
      }
    }
    return true;
  }

  /** A module's name: dashes folded, cut at the first dot. */
  public static String module(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).replace('-', '_');
  }

  /** The module's name that a file's path gives. */
  public static String ofPath(String path) {
    return module(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Whether a file name ends as a module's does. */
  public static boolean isModuleFile(String name) {
    for (String suffix : SUFFIXES) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
