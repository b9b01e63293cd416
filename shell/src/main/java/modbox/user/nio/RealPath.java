package modbox.user.nio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;

/** realpath(3): the path without links, "." and "..". */
final class RealPath {
  private static final int MAX_LINKS = 40;

  private RealPath() {}

  static GuestPath of(GuestFileSystem fs, GuestPath path, boolean follow) throws IOException {
    try {
      fs.sys().lstat(path.name());
      String start = path.toAbsolutePath().toString();
      return fs.path(follow ? resolve(fs.sys(), start) : withoutDots(fs.sys(), start));
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  /** Only the last name may stay a link. */
  private static String withoutDots(Syscalls sys, String path) throws ErrnoException {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return resolve(sys, path);
    }
    return resolve(sys, path.substring(0, slash + 1)) + "/" + name;
  }

  private static String resolve(Syscalls sys, String path) throws ErrnoException {
    var rest = new ArrayDeque<>(List.of(path.split("/+")));
    String done = "";
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      switch (name) {
        case "", "." -> {}
        case ".." -> done = done.isEmpty() ? "" : done.substring(0, done.lastIndexOf('/'));
        default -> {
          String next = done + "/" + name;
          Stat stat = sys.lstat(next);
          if (!stat.isSymlink()) {
            done = next;
          } else if (++links > MAX_LINKS) {
            throw Errno.ELOOP.on(path);
          } else {
            String target = sys.readlink(next);
            done = target.startsWith("/") ? "" : done;
            List.of(target.split("/+")).reversed().forEach(rest::push);
          }
        }
      }
    }
    return done.isEmpty() ? "/" : done;
  }
}
