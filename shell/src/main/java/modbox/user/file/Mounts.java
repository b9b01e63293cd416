package modbox.user.file;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Proc;

/** What /proc/self/mounts lists. */
public final class Mounts {
  /** A line of the list. */
  public record Mount(String source, String target, String type, String options) {}

  private Mounts() {}

  /** All mounts, in the kernel's order. */
  public static List<Mount> read(Proc proc) throws ErrnoException {
    var mounts = new ArrayList<Mount>();
    for (String line : proc.readText("/proc/self/mounts").split("\n")) {
      String[] f = line.split(" ");
      if (f.length >= 4) {
        mounts.add(new Mount(unescape(f[0]), unescape(f[1]), f[2], f[3]));
      }
    }
    return mounts;
  }

  /** The mount that holds a path. */
  public static Mount holding(Proc proc, List<Mount> mounts, String path) throws ErrnoException {
    String at = Paths.canonical(proc.sys(), path, Paths.Existing.ALL);
    Mount best = new Mount("-", "/", "-", "");
    for (Mount mount : mounts) {
      String target = mount.target();
      boolean holds = target.equals("/") || at.equals(target) || at.startsWith(target + "/");
      if (holds && target.length() >= best.target().length()) {
        best = mount;
      }
    }
    return best;
  }

  /** Blanks and backslashes are written as three octal digits. */
  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && text.substring(i + 1).matches("[0-7]{3}(?s:.*)")) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
