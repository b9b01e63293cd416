package modbox.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.udev.device.Files;
import org.jspecify.annotations.Nullable;

/** A small file tree in memory: what tests of udev run on when no machine is needed. */
public final class MemoryFiles implements Files {
  private record Entry(int mode, String text, int uid, int gid, long rdev) {
    Entry withMode(int bits) {
      return new Entry((mode & Mode.FMT) | bits, text, uid, gid, rdev);
    }
  }

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  public MemoryFiles() {
    entries.put("", new Entry(Mode.DIR | 0755, "", 0, 0, 0));
  }

  /** Puts a file there, with the directories above. */
  public void put(String path, String text) {
    put(path, new Entry(Mode.REG | 0644, text, 0, 0, 0));
  }

  /** Puts a node there. */
  public void node(String path, int type, long rdev) {
    put(path, new Entry(type | 0600, "", 0, 0, rdev));
  }

  /** Puts a link there. */
  public void link(String path, String target) {
    put(path, new Entry(Mode.LNK | 0777, target, 0, 0, 0));
  }

  public void dir(String path) {
    put(path, new Entry(Mode.DIR | 0755, "", 0, 0, 0));
  }

  private void put(String path, Entry entry) {
    for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
      entries.putIfAbsent(path.substring(0, i), new Entry(Mode.DIR | 0755, "", 0, 0, 0));
    }
    entries.put(path, entry);
  }

  /** All paths below one, links included, sorted. */
  public List<String> below(String directory) {
    return entries.subMap(directory + "/", directory + "0").keySet().stream().toList();
  }

  private @Nullable String walk(String path, boolean last, int depth) {
    if (depth > 20) {
      return null;
    }
    String done = "";
    String[] parts = path.split("/");
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].equals(".")) {
        continue;
      }
      if (parts[i].equals("..")) {
        done = done.isEmpty() ? "" : done.substring(0, done.lastIndexOf('/'));
        continue;
      }
      String next = done + "/" + parts[i];
      Entry entry = entries.get(next);
      if (entry != null && (entry.mode & Mode.FMT) == Mode.LNK && (last || i + 1 < parts.length)) {
        String target = entry.text.startsWith("/") ? entry.text : done + "/" + entry.text;
        String real = walk(target, true, depth + 1);
        if (real == null) {
          return null;
        }
        next = real;
      }
      done = next;
    }
    return done;
  }

  private @Nullable Entry find(String path, boolean follow) {
    String real = walk(path, follow, 0);
    return real == null ? null : entries.get(real);
  }

  @Override
  public @Nullable String read(String path) {
    Entry entry = find(path, true);
    return entry == null || (entry.mode & Mode.FMT) != Mode.REG ? null : entry.text;
  }

  @Override
  public @Nullable String readPlain(String path) {
    return (linkMode(path) & Mode.FMT) == Mode.REG && (linkMode(path) & 0400) != 0
        ? read(path)
        : null;
  }

  @Override
  public @Nullable String read(String path, long offset, int length) {
    String text = read(path);
    if (text == null) {
      return null;
    }
    int from = (int) Math.min(offset, text.length());
    return text.substring(from, Math.min(text.length(), from + length));
  }

  @Override
  public @Nullable String readlink(String path) {
    Entry entry = find(path, false);
    return entry == null || (entry.mode & Mode.FMT) != Mode.LNK ? null : entry.text;
  }

  @Override
  public @Nullable Stat stat(String path) {
    Entry e = find(path, true);
    return e == null
        ? null
        : new Stat(1, 1, e.mode, 1, e.uid, e.gid, e.rdev, e.text.length(), 0, 0, 1, 1, 1, 1);
  }

  @Override
  public int linkMode(String path) {
    Entry entry = find(path, false);
    return entry == null ? 0 : entry.mode;
  }

  private Entry need(String path) throws ErrnoException {
    Entry entry = find(path, true);
    if (entry == null) {
      throw Errno.ENOENT.on(path);
    }
    return entry;
  }

  @Override
  public List<String> list(String directory) {
    String real = walk(directory, true, 0);
    var names = new ArrayList<String>();
    if (real != null) {
      for (String path : entries.subMap(real + "/", real + "0").keySet()) {
        if (path.indexOf('/', real.length() + 1) < 0) {
          names.add(path.substring(real.length() + 1));
        }
      }
    }
    names.sort(null);
    return names;
  }

  @Override
  public @Nullable String realpath(String path) {
    String real = walk(path, true, 0);
    return real == null || !entries.containsKey(real) ? null : real;
  }

  @Override
  public void store(String path, String text) throws ErrnoException {
    Entry old = need(path);
    if ((old.mode & Mode.FMT) != Mode.REG) {
      throw Errno.EISDIR.on(path);
    }
    String real = walk(path, true, 0);
    entries.put(String.valueOf(real), new Entry(old.mode, text, old.uid, old.gid, 0));
  }

  @Override
  public void replace(String path, String text, int mode) {
    put(path, new Entry(Mode.REG | mode, text, 0, 0, 0));
  }

  @Override
  public void symlink(String target, String path) throws ErrnoException {
    if (linkMode(path) != 0) {
      throw Errno.EEXIST.on(path);
    }
    link(String.valueOf(walk(path, false, 0)), target);
  }

  @Override
  public void rename(String from, String to) throws ErrnoException {
    Entry entry = entries.remove(walk(from, false, 0));
    if (entry == null) {
      throw Errno.ENOENT.on(from);
    }
    entries.put(String.valueOf(walk(to, false, 0)), entry);
  }

  @Override
  public void unlink(String path) throws ErrnoException {
    String real = walk(path, false, 0);
    if (real == null || entries.remove(real) == null) {
      throw Errno.ENOENT.on(path);
    }
  }

  @Override
  public void mkdir(String path, int mode) {
    dir(String.valueOf(walk(path, false, 0)));
  }

  @Override
  public void rmdir(String path) throws ErrnoException {
    if (!list(path).isEmpty()) {
      throw Errno.ENOTEMPTY.on(path);
    }
    unlink(path);
  }

  @Override
  public void chmod(String path, int mode) throws ErrnoException {
    Entry old = need(path);
    entries.put(String.valueOf(walk(path, true, 0)), old.withMode(mode));
  }

  @Override
  public void chown(String path, int uid, int gid) throws ErrnoException {
    Entry old = need(path);
    entries.put(
        String.valueOf(walk(path, true, 0)),
        new Entry(old.mode, old.text, uid < 0 ? old.uid : uid, gid < 0 ? old.gid : gid, old.rdev));
  }
}
