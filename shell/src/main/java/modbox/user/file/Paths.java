package modbox.user.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;

/** Path names as text, and as the file system resolves them. */
public final class Paths {
  /** Which parts of a path must exist to be resolved. */
  public enum Existing {
    /** All of it: {@code readlink -e}. */
    ALL,
    /** All but the last part: {@code readlink -f}. */
    ALL_BUT_LAST,
    /** None: {@code readlink -m}. */
    NONE
  }

  private static final int MOST_LINKS = 40;

  private Paths() {}

  /** The last part, as basename(1) prints it. */
  public static String baseName(String path) {
    String bare = withoutTrailingSlashes(path);
    int slash = bare.lastIndexOf('/');
    return bare.equals("/") ? bare : bare.substring(slash + 1);
  }

  /** All but the last part, as dirname(1) prints it. */
  public static String dirName(String path) {
    String bare = withoutTrailingSlashes(path);
    int slash = bare.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    return slash == 0 ? "/" : withoutTrailingSlashes(bare.substring(0, slash));
  }

  /** The path without slashes at its end; the root stays. */
  public static String withoutTrailingSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** A name inside a directory. */
  public static String join(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  /** The path without links, dots and double slashes. */
  public static String canonical(Syscalls sys, String path, Existing existing)
      throws ErrnoException {
    if (path.isEmpty()) {
      throw Errno.ENOENT.on(path);
    }
    var done = new ArrayList<String>();
    var todo = new ArrayDeque<String>();
    if (!path.startsWith("/")) {
      done.addAll(parts(sys.getcwd()));
    }
    todo.addAll(parts(path));
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.pop();
      if (part.equals(".")) {
        continue;
      } else if (part.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        continue;
      }
      String here = "/" + String.join("/", done) + (done.isEmpty() ? "" : "/") + part;
      if (isLink(sys, here, existing, todo.isEmpty() && !path.endsWith("/"))) {
        if (++links > MOST_LINKS) {
          throw Errno.ELOOP.on(path);
        }
        String target = sys.readlink(here);
        if (target.startsWith("/")) {
          done.clear();
        }
        parts(target).reversed().forEach(todo::push);
      } else {
        done.add(part);
      }
    }
    return "/" + String.join("/", done);
  }

  private static boolean isLink(Syscalls sys, String path, Existing existing, boolean last)
      throws ErrnoException {
    try {
      Stat stat = sys.lstat(path);
      if (!last && !stat.isDirectory() && !stat.isSymlink() && existing != Existing.NONE) {
        throw Errno.ENOTDIR.on(path);
      }
      return stat.isSymlink();
    } catch (ErrnoException e) {
      boolean allowed = existing == Existing.NONE || (last && existing == Existing.ALL_BUT_LAST);
      if (allowed && (e.errno() == Errno.ENOENT || existing == Existing.NONE)) {
        return false;
      }
      throw e;
    }
  }

  private static List<String> parts(String path) {
    var parts = new ArrayList<String>();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** {@code to} as seen from the directory {@code from}; both absolute and canonical. */
  public static String relative(String to, String from) {
    List<String> target = parts(to);
    List<String> base = parts(from);
    int same = 0;
    while (same < target.size() && same < base.size() && target.get(same).equals(base.get(same))) {
      same++;
    }
    var all = new ArrayList<String>();
    for (int i = same; i < base.size(); i++) {
      all.add("..");
    }
    all.addAll(target.subList(same, target.size()));
    return all.isEmpty() ? "." : String.join("/", all);
  }
}
