package modbox.udev.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic on path texts. */
public final class Paths {
  private static final int MOST_LINKS = 40;

  private Paths() {}

  /** What follows the last slash. */
  public static String tail(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What stands before the last slash; empty for a name in the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The path without "//", "/./" and a trailing slash; ".." is kept. */
  public static String simplify(String path) {
    if (!path.contains("//") && !path.contains("/.") && !path.endsWith("/")) {
      return path;
    }
    var out = new StringBuilder();
    for (String part : parts(path)) {
      if (!part.equals(".")) {
        out.append(out.isEmpty() && !path.startsWith("/") ? "" : "/").append(part);
      }
    }
    return out.isEmpty() && path.startsWith("/") ? "/" : out.toString();
  }

  /** Whether no component is "..", as path_is_normalized(3) of systemd wants it. */
  public static boolean isNormalized(String path) {
    return !("/" + path + "/").contains("/../");
  }

  /** The text of a symbolic link at {@code link} that leads to {@code target}, both absolute. */
  public static String relative(String link, String target) {
    List<String> from = parts(parent(link));
    List<String> to = parts(target);
    int common = 0;
    while (common < from.size()
        && common < to.size() - 1
        && from.get(common).equals(to.get(common))) {
      common++;
    }
    return "../".repeat(from.size() - common) + String.join("/", to.subList(common, to.size()));
  }

  static List<String> parts(String path) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (i > start) {
          parts.add(path.substring(start, i));
        }
        start = i + 1;
      }
    }
    return parts;
  }

  /** realpath(3) by readlink; null if something on the way is not there. */
  static @Nullable String resolve(Files files, String path) {
    var rest = new ArrayList<>(parts(path).reversed());
    String done = "";
    int links = 0;
    while (!rest.isEmpty()) {
      String part = rest.removeLast();
      if (part.equals(".")) {
        continue;
      } else if (part.equals("..")) {
        done = parent(done);
        continue;
      }
      String next = done + "/" + part;
      String target = files.readlink(next);
      if (target == null) {
        done = next;
      } else if (++links > MOST_LINKS) {
        return null;
      } else {
        done = target.startsWith("/") ? "" : done;
        rest.addAll(parts(target).reversed());
      }
    }
    return done.isEmpty() ? "/" : files.linkMode(done) == 0 ? null : done;
  }
}
