package modbox.js;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/** Path names that match a pattern: {@code *} and {@code ?} within a name. */
final class GlobWalk {
  private final Syscalls sys;

  GlobWalk(Syscalls sys) {
    this.sys = sys;
  }

  /** Existing paths that match the absolute pattern, in byte order. */
  List<String> find(String pattern) throws ErrnoException {
    var found = new ArrayList<>(List.of(""));
    for (String part : pattern.split("/")) {
      if (!part.isEmpty()) {
        var next = new ArrayList<String>();
        for (String dir : found) {
          next.addAll(step(dir, part));
        }
        found = next;
      }
    }
    return found;
  }

  private List<String> step(String dir, String part) throws ErrnoException {
    var next = new ArrayList<String>();
    int fd;
    try {
      fd = sys.open(dir.isEmpty() ? "/" : dir, Open.RDONLY | Open.DIRECTORY);
    } catch (ErrnoException _) {
      return next; // not a directory: nothing below it matches
    }
    try {
      Pattern regex =
          Pattern.compile(("\\Q" + part + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
      for (Dirent entry : sys.getdents(fd)) {
        if (!entry.name().startsWith(".") && regex.matcher(entry.name()).matches()) {
          next.add(dir + "/" + entry.name());
        }
      }
    } finally {
      sys.close(fd);
    }
    next.sort(null);
    return next;
  }
}
