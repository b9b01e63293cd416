package modbox.vfs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A lower layer that is a list of files. Bytes are made when they are first read; the last file
 * that was read is kept.
 */
public final class LowerFiles implements LowerTree {
  /** Makes the bytes of a file; must give the same ones each time. */
  @FunctionalInterface
  public interface Source {
    byte[] bytes() throws ErrnoException;
  }

  private record File(LowerNode node, @Nullable Source source) {}

  private final String name;
  private final long mtime;
  private final TreeMap<String, File> files = new TreeMap<>();
  private final TreeMap<String, TreeSet<String>> names = new TreeMap<>();
  private String lastPath = "";
  private byte @Nullable [] lastBytes;

  /**
   * An empty list.
   *
   * @param mtime of directories that are there only because something lies in them
   */
  public LowerFiles(String name, long mtime) {
    this.name = name;
    this.mtime = mtime;
    files.put("", new File(LowerNode.directory(mtime), null));
    names.put("", new TreeSet<>());
  }

  /** Adds a directory or link. Directories above are made as needed. */
  public void add(String path, LowerNode node) {
    enter(path, new File(node, null));
  }

  /** Adds a file. */
  public void add(String path, LowerNode node, Source source) {
    enter(path, new File(node, source));
  }

  private void enter(String path, File file) {
    files.put(path, file);
    if (file.node.isDirectory()) {
      names.computeIfAbsent(path, at -> new TreeSet<>());
    }
    int slash = path.lastIndexOf('/');
    String above = slash < 0 ? "" : path.substring(0, slash);
    TreeSet<String> there = names.get(above);
    if (there == null) {
      enter(above, new File(LowerNode.directory(mtime), null));
      there = names.get(above);
    }
    if (there != null) {
      there.add(path.substring(slash + 1));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable LowerNode node(String path) {
    File file = files.get(path);
    return file == null ? null : file.node;
  }

  @Override
  public List<String> names(String path) {
    TreeSet<String> there = names.get(path);
    return there == null ? List.of() : new ArrayList<>(there);
  }

  @Override
  public int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    byte[] bytes = lastBytes;
    if (bytes == null || !lastPath.equals(path)) {
      File file = files.get(path);
      if (file == null || file.source == null) {
        throw Errno.EIO.on(path);
      }
      bytes = file.source.bytes();
      lastBytes = bytes;
      lastPath = path;
    }
    int count = (int) Math.max(0, Math.min(length, bytes.length - position));
    if (count > 0) {
      System.arraycopy(bytes, (int) position, buffer, offset, count);
    }
    return count;
  }
}
