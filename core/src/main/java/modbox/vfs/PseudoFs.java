package modbox.vfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import modbox.abi.Dirent;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.pseudo.Caller;
import modbox.pseudo.Content;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import org.jspecify.annotations.Nullable;

/** A file system that is a view: each look-up asks the tree anew. */
public class PseudoFs implements FileSystem {
  private static final int MOST_KNOWN = 4096;

  private final Tree root;
  private final LongSupplier time;
  private final LongSupplier version;
  private final Map<String, Tree> known = new HashMap<>();
  private long knownAt = -1;

  /**
   * A view of a directory.
   *
   * @param time what stat(2) shows for every node, nanoseconds since 1970
   */
  public PseudoFs(Directory root, LongSupplier time) {
    this(root, time, () -> -1);
  }

  /**
   * A view that remembers where it has been, so that a walk does not begin at the root for each
   * name.
   *
   * @param version changes whenever the tree may look different; negative if nobody knows
   */
  public PseudoFs(Directory root, LongSupplier time, LongSupplier version) {
    this.root = new Tree.Dir(root, 0555, 0, 0);
    this.time = time;
    this.version = version;
  }

  /** The root of a mount of this view. */
  public NodeRef root(int fs) {
    return new NodeRef(fs, 0, "");
  }

  /** The node at a path, null if there is none now. */
  protected @Nullable Tree find(String path) {
    Tree at = root;
    int from = 1;
    while (at != null && from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      at = at instanceof Tree.Dir dir ? dir.entries().child(path.substring(from, to)) : null;
      from = to + 1;
    }
    return at;
  }

  private Tree tree(NodeRef node) throws ErrnoException {
    Tree tree = known(node.path());
    if (tree == null) {
      tree = find(node.path());
      if (tree == null) {
        throw Errno.ENOENT.on(node.path());
      }
      remember(node.path(), tree);
    }
    return tree;
  }

  /** What stood at a path when it was last looked at, if nothing can have changed since. */
  private @Nullable Tree known(String path) {
    long now = version.getAsLong();
    if (now != knownAt || now < 0 || known.size() > MOST_KNOWN) {
      known.clear();
      knownAt = now;
    }
    return known.get(path);
  }

  private void remember(String path, Tree tree) {
    if (knownAt >= 0) {
      known.put(path, tree);
    }
  }

  private record View(int mode, int uid, int gid) implements Meta {}

  @Override
  public Meta meta(NodeRef node) throws ErrnoException {
    Tree tree = tree(node);
    return new View(tree.fullMode(), tree.uid(), tree.gid());
  }

  @Override
  public Stat stat(NodeRef node, Super files) throws ErrnoException {
    Tree tree = tree(node);
    long size = 0;
    if (tree instanceof Tree.File file) {
      size = file.size();
    } else if (tree instanceof Tree.Link link) {
      // Links of /proc/PID/fd are the only ones with a size. Source: proc_fd_instantiate.
      size = link.mode() == 0777 ? 0 : 64;
    }
    long at = time.getAsLong();
    int nlink = tree instanceof Tree.Dir ? 2 : 1;
    return new Stat(
        files.dev(),
        ino(node.path()),
        tree.fullMode(),
        nlink,
        tree.uid(),
        tree.gid(),
        tree instanceof Tree.File file ? file.rdev() : 0,
        size,
        0,
        tree instanceof Tree.File ? 4096 : 1024,
        at,
        at,
        at,
        at);
  }

  /** A number that depends on the path only: 1 for the root. Source: FNV-1a. */
  private static long ino(String path) {
    if (path.isEmpty()) {
      return 1;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    return (hash >>> 32) + 2;
  }

  @Override
  public @Nullable NodeRef lookup(NodeRef dir, String name, Caller caller) throws ErrnoException {
    if (!(tree(dir) instanceof Tree.Dir at)) {
      throw Errno.ENOTDIR.on(dir.path());
    }
    String path = dir.path() + "/" + name;
    if (known(path) == null) {
      Tree child = at.entries().child(name);
      if (child == null) {
        return null;
      }
      remember(path, child);
    }
    return new NodeRef(dir.fs(), 0, path);
  }

  @Override
  public NodeRef parent(NodeRef dir) {
    int slash = dir.path().lastIndexOf('/');
    return slash < 0 ? dir : new NodeRef(dir.fs(), 0, dir.path().substring(0, slash));
  }

  @Override
  public @Nullable String nameOf(NodeRef dir) {
    return find(dir.path()) == null ? null : dir.path().substring(dir.path().lastIndexOf('/') + 1);
  }

  @Override
  public List<Dirent> list(NodeRef dir, Caller caller) throws ErrnoException {
    if (!(tree(dir) instanceof Tree.Dir at)) {
      throw Errno.ENOTDIR.on(dir.path());
    }
    var list = new ArrayList<Dirent>();
    for (String name : at.entries().names()) {
      Tree child = at.entries().child(name);
      if (child != null) {
        list.add(new Dirent(name, ino(dir.path() + "/" + name), child.fullMode() & Mode.FMT));
      }
    }
    return list;
  }

  @Override
  public String readlink(NodeRef link, Caller caller) throws ErrnoException {
    if (tree(link) instanceof Tree.Link l) {
      return l.target().text(caller);
    }
    throw Errno.EINVAL.on(link.path());
  }

  @Override
  public @Nullable Content content(NodeRef file) throws ErrnoException {
    return tree(file) instanceof Tree.File f ? f.content() : null;
  }
}
