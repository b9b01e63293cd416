package modbox.vfs;

import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.pseudo.Caller;
import org.jspecify.annotations.Nullable;

/** The walk from a path to a node, with every way it can fail. Source: path_resolution(7). */
final class Walk {
  /** Longest chain of symbolic links; one more is ELOOP. Linux: MAXSYMLINKS. */
  static final int MAX_LINKS = 40;

  /** Longest name. Linux: NAME_MAX. */
  static final int NAME_MAX = 255;

  /** Longest path, its end included. Linux: PATH_MAX. */
  static final int PATH_MAX = 4096;

  /** What to do with a symbolic link at the end. */
  enum Last {
    /** Follow it. */
    FOLLOW,
    /** Follow it only if a slash comes after it. */
    KEEP,
    /** The call is about the name: never follow it. */
    NAME
  }

  /**
   * Where a walk ended.
   *
   * @param dir the directory of the last name
   * @param name the last name; ".", ".." or empty if the path ends so
   * @param found what the name stands for, null if there is nothing
   * @param slash whether a slash came after the last name
   */
  record End(Place dir, String name, @Nullable Place found, boolean slash) {
    /** Whether the last name is one that a call may make or take away. */
    boolean plain() {
      return !name.isEmpty() && !name.equals(".") && !name.equals("..");
    }
  }

  private final Vfs vfs;
  private final Mounts mounts;
  private final Place root;
  private final Caller caller;
  private final Credentials who;
  private final String path;
  private final Last last;

  private Place at;

  /** What is known of the directory where the walk is, null if it was not asked for yet. */
  private @Nullable Meta known;

  private String rest;
  private int position;
  private int links;

  Walk(Vfs vfs, Caller caller, Credentials who, Place start, String path, Last last) {
    this.vfs = vfs;
    this.mounts = vfs.mounts();
    this.root = vfs.current().root();
    this.caller = caller;
    this.who = who;
    this.path = path;
    this.rest = path;
    this.last = last;
    this.at = path.startsWith("/") ? root : start;
  }

  /** Walks to the end. ENOENT for a missing name that is not the last. */
  End run() throws ErrnoException {
    if (path.isEmpty()) {
      throw Errno.ENOENT.on(path);
    }
    if (path.length() >= PATH_MAX) {
      throw Errno.ENAMETOOLONG.on(path);
    }
    while (true) {
      while (position < rest.length() && rest.charAt(position) == '/') {
        position++;
      }
      if (position == rest.length()) {
        return new End(at, "", at, true);
      }
      End end = step();
      if (end != null) {
        return end;
      }
    }
  }

  /** One name; the end if it was the last. */
  private @Nullable End step() throws ErrnoException {
    int stop = rest.indexOf('/', position);
    stop = stop < 0 ? rest.length() : stop;
    String name = rest.substring(position, stop);
    boolean slash = stop < rest.length();
    boolean isLast = !slash || onlySlashes(stop);
    FileSystem fs = vfs.files(at.node());
    Meta dir = known != null ? known : fs.meta(at.node());
    if (!dir.isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
    Access.check(dir, Open.X_OK, who, fs.strict(at.node()), path);
    position = stop;
    if (name.equals(".") || name.equals("..")) {
      Place next = name.equals(".") ? at : mounts.up(at, root);
      return finish(name, next, null, slash, isLast);
    }
    if (name.length() > NAME_MAX) {
      throw Errno.ENAMETOOLONG.on(path);
    }
    NodeRef node = fs.lookup(at.node(), name, caller);
    if (node == null) {
      if (!isLast) {
        throw Errno.ENOENT.on(path);
      }
      return new End(at, name, null, slash);
    }
    Place next = mounts.cover(new Place(at.mount(), node, at.node(), name));
    Meta meta = vfs.files(next.node()).meta(next.node());
    if (meta.isLink() && follows(isLast, slash)) {
      return follow(dir, meta, next, name, slash, isLast);
    }
    return finish(name, next, meta, slash, isLast);
  }

  private boolean follows(boolean isLast, boolean slash) {
    return !isLast || last == Last.FOLLOW || (last == Last.KEEP && slash);
  }

  private @Nullable End follow(
      Meta dir, Meta link, Place next, String name, boolean slash, boolean isLast)
      throws ErrnoException {
    if (++links > MAX_LINKS) {
      throw Errno.ELOOP.on(path);
    }
    protectedLink(dir, link);
    FileSystem fs = vfs.files(next.node());
    Place jump = fs.jump(next.node(), caller);
    if (jump != null) {
      return finish(name, jump, null, slash, isLast);
    }
    String target = fs.readlink(next.node(), caller);
    if (target.isEmpty()) {
      throw Errno.ENOENT.on(path);
    }
    rest = target + rest.substring(position);
    position = 0;
    if (target.startsWith("/")) {
      at = root;
      known = null;
    }
    return null;
  }

  /**
   * In a sticky directory that all may write, only links of one's own or of the directory's owner
   * are followed. Source: fs.protected_symlinks, proc(5).
   */
  private void protectedLink(Meta dir, Meta link) throws ErrnoException {
    int shared = Mode.STICKY | 0002;
    if ((dir.mode() & shared) == shared
        && link.uid() != who.fsuid()
        && link.uid() != dir.uid()
        && vfs.sysctl("fs.protected_symlinks") != 0) {
      throw Errno.EACCES.on(path);
    }
  }

  private @Nullable End finish(
      String name, Place next, @Nullable Meta meta, boolean slash, boolean isLast)
      throws ErrnoException {
    if (!isLast) {
      at = next;
      known = meta;
      return null;
    }
    if (slash && last != Last.NAME) {
      Meta there = meta != null ? meta : vfs.files(next.node()).meta(next.node());
      if (!there.isDirectory()) {
        throw Errno.ENOTDIR.on(path);
      }
    }
    return new End(at, name, next, slash);
  }

  private boolean onlySlashes(int from) {
    for (int i = from; i < rest.length(); i++) {
      if (rest.charAt(i) != '/') {
        return false;
      }
    }
    return true;
  }
}
