package modbox.vfs;

import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Files as a child would write them: objects that point at each other. The oracle of VfsStormTest.
 */
final class Model {
  abstract static class Node {
    int nlink = 1;
  }

  static final class Dir extends Node {
    final TreeMap<String, Node> entries = new TreeMap<>();
    @Nullable Dir parent;
  }

  static final class File extends Node {
    StringBuilder bytes = new StringBuilder();
  }

  static final class Link extends Node {
    String target = "";
  }

  /** Where a path leads. */
  record End(Dir dir, String name, @Nullable Node node) {}

  final Dir root = new Dir();

  Model() {
    root.parent = root;
  }

  private static ErrnoException fail(Errno errno) {
    return errno.on("model");
  }

  End walk(String path, boolean follow) throws ErrnoException {
    return walk(root, path, follow, new int[1]);
  }

  private End walk(Dir start, String path, boolean follow, int[] links) throws ErrnoException {
    Dir at = path.startsWith("/") ? root : start;
    String[] words = path.replaceAll("^/+|/+$", "").split("/+");
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      boolean last = i == words.length - 1;
      Node node = word.equals("..") ? at.parent : at.entries.get(word);
      if (node == null) {
        if (last) {
          return new End(at, word, null);
        }
        throw fail(Errno.ENOENT);
      }
      if (node instanceof Link link && (!last || follow)) {
        if (++links[0] > 40) {
          throw fail(Errno.ELOOP);
        }
        End end = walk(at, link.target, true, links);
        if (last) {
          return end;
        }
        node = end.node;
        if (node == null) {
          throw fail(Errno.ENOENT);
        }
      }
      if (last) {
        return new End(at, word, node);
      }
      if (!(node instanceof Dir dir)) {
        throw fail(Errno.ENOTDIR);
      }
      at = dir;
    }
    throw new AssertionError(path);
  }

  void mkdir(String path) throws ErrnoException {
    var dir = new Dir();
    End end = free(path);
    dir.parent = end.dir;
    dir.nlink = 2;
    end.dir.entries.put(end.name, dir);
  }

  private End free(String path) throws ErrnoException {
    End end = walk(path, false);
    if (end.node != null) {
      throw fail(Errno.EEXIST);
    }
    return end;
  }

  void symlink(String target, String path) throws ErrnoException {
    End end = free(path);
    var link = new Link();
    link.target = target;
    end.dir.entries.put(end.name, link);
  }

  void link(String from, String to) throws ErrnoException {
    Node node = walk(from, false).node;
    if (node == null) {
      throw fail(Errno.ENOENT);
    }
    End end = free(to);
    if (node instanceof Dir) {
      throw fail(Errno.EPERM);
    }
    node.nlink++;
    end.dir.entries.put(end.name, node);
  }

  void unlink(String path) throws ErrnoException {
    End end = walk(path, false);
    if (end.node == null) {
      throw fail(Errno.ENOENT);
    }
    if (end.node instanceof Dir) {
      throw fail(Errno.EISDIR);
    }
    end.node.nlink--;
    end.dir.entries.remove(end.name);
  }

  void rmdir(String path) throws ErrnoException {
    End end = walk(path, false);
    if (end.node == null) {
      throw fail(Errno.ENOENT);
    }
    if (!(end.node instanceof Dir dir)) {
      throw fail(Errno.ENOTDIR);
    }
    if (!dir.entries.isEmpty()) {
      throw fail(Errno.ENOTEMPTY);
    }
    end.dir.entries.remove(end.name);
  }

  void write(String path, String text, boolean append) throws ErrnoException {
    End end = walk(path, true);
    if (end.node == null) {
      var file = new File();
      file.bytes.append(text);
      end.dir.entries.put(end.name, file);
      return;
    }
    if (end.node instanceof Dir) {
      throw fail(Errno.EISDIR);
    }
    File file = (File) end.node;
    if (!append) {
      file.bytes.setLength(0);
    }
    file.bytes.append(text);
  }

  void truncate(String path, int size) throws ErrnoException {
    Node node = found(path);
    if (node instanceof Dir) {
      throw fail(Errno.EISDIR);
    }
    ((File) node).bytes.setLength(size);
  }

  private Node found(String path) throws ErrnoException {
    Node node = walk(path, true).node;
    if (node == null) {
      throw fail(Errno.ENOENT);
    }
    return node;
  }

  String read(String path) throws ErrnoException {
    Node node = found(path);
    if (node instanceof Dir) {
      throw fail(Errno.EISDIR);
    }
    return ((File) node).bytes.toString();
  }

  void rename(String from, String to, boolean exchange) throws ErrnoException {
    End old = walk(from, false);
    End now = walk(to, false);
    if (old.node == null || (exchange && now.node == null)) {
      throw fail(Errno.ENOENT);
    }
    if (isAbove(old.node, now.dir)) {
      throw fail(Errno.EINVAL);
    }
    if (now.node != null && isAbove(now.node, old.dir)) {
      throw fail(exchange ? Errno.EINVAL : Errno.ENOTEMPTY);
    }
    if (old.node == now.node) {
      return;
    }
    if (now.node != null && !exchange) {
      if (old.node instanceof Dir && !(now.node instanceof Dir)) {
        throw fail(Errno.ENOTDIR);
      }
      if (!(old.node instanceof Dir) && now.node instanceof Dir) {
        throw fail(Errno.EISDIR);
      }
      if (now.node instanceof Dir dir && !dir.entries.isEmpty()) {
        throw fail(Errno.ENOTEMPTY);
      }
      now.node.nlink--;
    }
    old.dir.entries.remove(old.name);
    if (exchange && now.node != null) {
      old.dir.entries.put(old.name, now.node);
      adopt(now.node, old.dir);
    }
    now.dir.entries.put(now.name, old.node);
    adopt(old.node, now.dir);
  }

  private static void adopt(Node node, Dir parent) {
    if (node instanceof Dir dir) {
      dir.parent = parent;
    }
  }

  private boolean isAbove(Node node, Dir below) {
    for (Dir at = below; at != null; at = at == root ? null : at.parent) {
      if (at == node) {
        return true;
      }
    }
    return false;
  }

  /** Everything, a line for each name. */
  String dump() {
    var text = new StringBuilder();
    dump(root, "", text);
    return text.toString();
  }

  private static void dump(Dir dir, String path, StringBuilder text) {
    for (Map.Entry<String, Node> entry : dir.entries.entrySet()) {
      String name = path + "/" + entry.getKey();
      switch (entry.getValue()) {
        case Dir below -> {
          text.append(name).append(" dir ").append(2 + directories(below)).append('\n');
          dump(below, name, text);
        }
        case File file -> text.append(name + " file " + file.nlink + " " + file.bytes + "\n");
        case Link link -> text.append(name + " link " + link.nlink + " " + link.target + "\n");
        default -> throw new AssertionError(name);
      }
    }
  }

  private static long directories(Dir dir) {
    return dir.entries.values().stream().filter(Dir.class::isInstance).count();
  }
}
