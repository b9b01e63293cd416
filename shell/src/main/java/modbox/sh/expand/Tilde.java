package modbox.sh.expand;

import org.jspecify.annotations.Nullable;

/** Tilde expansion. */
final class Tilde {
  private Tilde() {}

  /**
   * A literal that begins with a tilde.
   *
   * @param closed whether nothing of the word follows it: else a name without slash is cut by a
   *     quote, and nothing is expanded
   */
  static void leading(Scope scope, String text, boolean closed, Fields fields) {
    prefix(scope, text, 0, text.length(), '/', closed, fields);
  }

  /** A literal of an assigned value: a tilde counts at its beginning and behind colons. */
  static void assigned(Scope scope, String text, boolean first, boolean closed, Fields fields) {
    int at = 0;
    while (at <= text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      if ((at > 0 || first) && text.startsWith("~", at)) {
        prefix(scope, text, at, end, ':', closed || colon >= 0, fields);
      } else {
        fields.literal(text.substring(at, end));
      }
      if (colon < 0) {
        return;
      }
      fields.literal(":");
      at = colon + 1;
    }
  }

  private static void prefix(
      Scope scope, String text, int from, int to, char end, boolean closed, Fields fields) {
    int slash = text.indexOf('/', from);
    int stop = slash < 0 || slash > to ? to : slash;
    boolean whole = stop < to || closed || (end == ':' && stop < text.length());
    String home = whole ? home(scope, text.substring(from + 1, stop)) : null;
    if (home == null) {
      fields.literal(text.substring(from, to));
      return;
    }
    // With HOME=/ the result of ~/x is /x.
    boolean root = home.endsWith("/") && stop < to;
    fields.quoted(root ? home.substring(0, home.length() - 1) : home);
    fields.literal(text.substring(stop, to));
  }

  private static @Nullable String home(Scope scope, String user) {
    return switch (user) {
      case "" -> scope.get("HOME");
      case "+" -> scope.get("PWD");
      case "-" -> scope.get("OLDPWD");
      default -> scope.home(user);
    };
  }
}
