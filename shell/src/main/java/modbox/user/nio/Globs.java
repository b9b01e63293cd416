package modbox.user.nio;

import java.util.regex.PatternSyntaxException;

/** The glob syntax of {@link java.nio.file.FileSystem#getPathMatcher}. */
final class Globs {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean group;

  private Globs(String glob) {
    this.glob = glob;
  }

  /** A regular expression that matches what the glob matches. */
  static String toRegex(String glob) {
    return new Globs(glob).translate();
  }

  private String translate() {
    while (at < glob.length()) {
      one(glob.charAt(at++));
    }
    if (group) {
      throw new PatternSyntaxException("Missing '}'", glob, at);
    }
    return regex.toString();
  }

  private void one(char c) {
    switch (c) {
      case '*' -> {
        boolean crossing = at < glob.length() && glob.charAt(at) == '*';
        at += crossing ? 1 : 0;
        regex.append(crossing ? ".*" : "[^/]*");
      }
      case '?' -> regex.append("[^/]");
      case '[' -> bracket();
      case '{' -> {
        if (group) {
          throw new PatternSyntaxException("Cannot nest groups", glob, at);
        }
        group = true;
        regex.append("(?:(?:");
      }
      case '}' -> {
        regex.append(group ? "))" : "\\}");
        group = false;
      }
      case ',' -> regex.append(group ? ")|(?:" : ",");
      case '\\' -> {
        if (at == glob.length()) {
          throw new PatternSyntaxException("No character to escape", glob, at);
        }
        literal(glob.charAt(at++));
      }
      default -> literal(c);
    }
  }

  private void literal(char c) {
    if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private void bracket() {
    int end = glob.indexOf(']', at + 1);
    if (end < 0) {
      throw new PatternSyntaxException("Missing ']'", glob, at);
    }
    String inside = glob.substring(at, end);
    boolean negated = inside.startsWith("!");
    regex.append("(?!/)[").append(negated ? "^" : "");
    for (char c : inside.substring(negated ? 1 : 0).toCharArray()) {
      regex.append("\\[]^&".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    regex.append(']');
    at = end + 1;
  }
}
