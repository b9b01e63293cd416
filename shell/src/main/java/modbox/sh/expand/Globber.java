package modbox.sh.expand;

import java.util.ArrayList;
import java.util.List;

/** Pathname expansion. */
final class Globber {
  private final Scope scope;
  private final List<String> found = new ArrayList<>();

  private Globber(Scope scope) {
    this.scope = scope;
  }

  /** The files that a pattern matches, sorted by byte; none if it matches nothing. */
  static List<String> expand(Scope scope, String pattern) {
    var globber = new Globber(scope);
    globber.walk("", pattern, 0);
    globber.found.sort(null);
    return globber.found;
  }

  /** Goes on below {@code directory} with the pattern from {@code at}. */
  private void walk(String directory, String pattern, int at) {
    int start = at;
    var path = new StringBuilder(directory);
    while (start < pattern.length()) {
      int slash = slash(pattern, start);
      String component = pattern.substring(start, slash);
      if (hasActive(component)) {
        match(path.toString(), component, pattern, slash);
        return;
      }
      path.append(unescaped(component));
      while (slash < pattern.length() && (pattern.charAt(slash) & 0xff) == '/') {
        path.append('/');
        slash++;
      }
      start = slash;
    }
    String file = path.toString();
    if (scope.exists(file)) {
      found.add(file);
    }
  }

  private void match(String directory, String component, String pattern, int slash) {
    boolean dots = (component.charAt(0) & 0xff) == '.' || component.startsWith("\\.");
    boolean last = slash == pattern.length();
    for (String name : scope.list(directory.isEmpty() ? "." : directory)) {
      if ((name.startsWith(".") && !dots) || !Pattern.matches(component, name)) {
        continue;
      }
      if (last) {
        found.add(directory + name);
      } else {
        walk(directory + name, pattern, slash);
      }
    }
  }

  private static int slash(String pattern, int from) {
    int i = from;
    while (i < pattern.length() && (pattern.charAt(i) & 0xff) != '/') {
      i++;
    }
    return i;
  }

  private static boolean hasActive(String component) {
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (c == '\\') {
        i++;
      } else if (Marks.isPattern(c)) {
        return true;
      }
    }
    return false;
  }

  private static String unescaped(String component) {
    if (component.indexOf('\\') < 0) {
      return Marks.plain(component);
    }
    var text = new StringBuilder();
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (c == '\\' && i + 1 < component.length()) {
        c = component.charAt(++i);
      }
      text.append((char) (c & 0xff));
    }
    return text.toString();
  }
}
