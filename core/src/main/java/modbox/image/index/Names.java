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
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '-' -> text.setCharAt(i, '_');
        case ']' -> {
          return Optional.empty();
        }
        case '[' -> {
          i = alias.indexOf(']', i);
          if (i < 0) {
            return Optional.empty();
          }
        }
        default -> {}
      }
    }
    return Optional.of(text.toString());
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
