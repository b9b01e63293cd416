package modbox.vfs;

import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.pseudo.Caller;
import org.jspecify.annotations.Nullable;

/** Calls that make, move and take names. Each decides completely, then commits. */
public final class Names {
  /** Flags of renameat2(2). */
  public static final int NOREPLACE = 1;

  public static final int EXCHANGE = 2;

  private final Vfs vfs;

  Names(Vfs vfs) {
    this.vfs = vfs;
  }

  private Credentials who() {
    return vfs.current().caller().credentials();
  }

  /** Walks from the working directory. */
  Walk.End walk(String path, Walk.Last last) throws ErrnoException {
    return walk(vfs.current().cwd(), path, last, who());
  }

  Walk.End walk(Place start, String path, Walk.Last last, Credentials who) throws ErrnoException {
    Caller caller = vfs.current().caller();
    return new Walk(vfs, caller, who, start, path, last).run();
  }

  /** The place of a path. ENOENT if there is none. */
  public Place resolve(String path, boolean follow) throws ErrnoException {
    return found(walk(path, follow ? Walk.Last.FOLLOW : Walk.Last.KEEP), path);
  }

  static Place found(Walk.End end, String path) throws ErrnoException {
    Place place = end.found();
    if (place == null) {
      throw Errno.ENOENT.on(path);
    }
    return place;
  }

  /** mkdir(2). */
  public void mkdir(String path, int mode) throws ErrnoException {
    make(path, Mode.DIR | (mode & (0777 | Mode.STICKY)), 0, "");
  }

  /** mknod(2). EPERM for a device without CAP_MKNOD. */
  public void mknod(String path, int mode, long dev) throws ErrnoException {
    int type = mode & Mode.FMT;
    if ((type == Mode.CHR || type == Mode.BLK) && !who().has(Capability.MKNOD)) {
      throw Errno.EPERM.on(path);
    }
    switch (type) {
      case Mode.CHR, Mode.BLK, Mode.FIFO, Mode.SOCK, Mode.REG ->
          make(path, type | (mode & Mode.PERM), dev, "");
      case 0 -> make(path, Mode.REG | (mode & Mode.PERM), 0, "");
      case Mode.DIR -> throw Errno.EPERM.on(path);
      default -> throw Errno.EINVAL.on(path);
    }
  }

  /** symlink(2). */
  public void symlink(String target, String path) throws ErrnoException {
    if (target.isEmpty()) {
      throw Errno.ENOENT.on(path);
    }
    if (target.length() >= Walk.PATH_MAX) {
      throw Errno.ENAMETOOLONG.on(path);
    }
    make(path, Mode.LNK | 0777, 0, target);
  }

  private void make(String path, int mode, long dev, String target) throws ErrnoException {
    Walk.End end = walk(path, Walk.Last.NAME);
    free(end, (mode & Mode.FMT) == Mode.DIR, path);
    create(end, mode, dev, target, path);
  }

  /** That a name may be made here. Source: filename_create, fs/namei.c. */
  private void free(Walk.End end, boolean directory, String path) throws ErrnoException {
    if (end.found() != null || !end.plain()) {
      throw Errno.EEXIST.on(path);
    }
    if (end.slash() && !directory) {
      throw Errno.ENOENT.on(path);
    }
  }

  /** Makes a node at the end of a walk, with the caller's ids, the umask and set-gid rules. */
  Place create(Walk.End end, int mode, long dev, String target, String path) throws ErrnoException {
    Place dir = end.dir();
    writableMount(dir, path);
    FileSystem fs = vfs.files(dir.node());
    Meta above = fs.meta(dir.node());
    mayChange(fs, dir, above, path);
    Credentials who = who();
    int type = mode & Mode.FMT;
    int bits = type == Mode.LNK ? mode : mode & ~vfs.current().umask();
    int gid = who.fsgid();
    if ((above.mode() & Mode.SGID) != 0) {
      gid = above.gid();
      if (type == Mode.DIR) {
        bits |= Mode.SGID;
      } else if ((bits & (Mode.SGID | 0010)) == (Mode.SGID | 0010)
          && !who.inGroup(gid)
          && !who.has(Capability.FSETID)) {
        bits &= ~Mode.SGID;
      }
    }
    NodeRef node =
        fs.create(
            dir.node(), end.name(), new FileSystem.Birth(bits, who.fsuid(), gid, dev, target));
    return new Place(dir.mount(), node, dir.node(), end.name());
  }

  private void writableMount(Place place, String path) throws ErrnoException {
    if (vfs.mounts().readOnly(place.mount())) {
      throw Errno.EROFS.on(path);
    }
  }

  private void mayChange(FileSystem fs, Place dir, Meta above, String path) throws ErrnoException {
    Access.check(above, Open.W_OK | Open.X_OK, who(), fs.strict(dir.node()), path);
  }

  /** link(2). Does not follow a last symbolic link. */
  public void link(String from, String to) throws ErrnoException {
    Place old = resolve(from, false);
    Walk.End end = walk(to, Walk.Last.NAME);
    if (end.found() != null || !end.plain()) {
      throw Errno.EEXIST.on(to);
    }
    if (old.mount() != end.dir().mount()) {
      throw Errno.EXDEV.on(to);
    }
    writableMount(end.dir(), to);
    FileSystem fs = vfs.files(end.dir().node());
    Meta meta = fs.meta(old.node());
    protectedLink(fs, old, meta, from);
    mayChange(fs, end.dir(), fs.meta(end.dir().node()), to);
    if (meta.isDirectory()) {
      throw Errno.EPERM.on(to);
    }
    fs.link(end.dir().node(), end.name(), old.node());
  }

  /** Source: may_linkat, fs/namei.c; fs.protected_hardlinks. */
  private void protectedLink(FileSystem fs, Place old, Meta meta, String path)
      throws ErrnoException {
    Credentials who = who();
    if (who.fsuid() == meta.uid()
        || who.has(Capability.FOWNER)
        || vfs.sysctl("fs.protected_hardlinks") == 0) {
      return;
    }
    boolean executable = (meta.mode() & (Mode.SGID | 0010)) == (Mode.SGID | 0010);
    boolean special = !meta.isRegular() || (meta.mode() & Mode.SUID) != 0 || executable;
    if (special || !Access.allows(meta, Open.R_OK | Open.W_OK, who, fs.strict(old.node()))) {
      throw Errno.EPERM.on(path);
    }
  }

  /** unlink(2). EISDIR for a directory, EBUSY for a mount point. */
  public void unlink(String path) throws ErrnoException {
    Walk.End end = walk(path, Walk.Last.NAME);
    if (!end.plain()) {
      throw Errno.EISDIR.on(path);
    }
    Place place = found(end, path);
    Meta meta = vfs.files(place.node()).meta(place.node());
    if (end.slash()) {
      throw (meta.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR).on(path);
    }
    mayRemove(end, place, meta, path);
    if (meta.isDirectory()) {
      throw Errno.EISDIR.on(path);
    }
    notMounted(end, place, path);
    vfs.files(end.dir().node()).remove(end.dir().node(), end.name());
    vfs.sweep();
  }

  /** rmdir(2). EINVAL for ".", ENOTEMPTY for "..". */
  public void rmdir(String path) throws ErrnoException {
    Walk.End end = walk(path, Walk.Last.NAME);
    switch (end.name()) {
      case ".." -> throw Errno.ENOTEMPTY.on(path);
      case "." -> throw Errno.EINVAL.on(path);
      case "" -> throw Errno.EBUSY.on(path);
      default -> {}
    }
    Place place = found(end, path);
    Meta meta = vfs.files(place.node()).meta(place.node());
    mayRemove(end, place, meta, path);
    if (!meta.isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
    notMounted(end, place, path);
    vfs.files(end.dir().node()).remove(end.dir().node(), end.name());
    vfs.sweep();
  }

  /** Source: may_delete, fs/namei.c. */
  private void mayRemove(Walk.End end, Place place, Meta meta, String path) throws ErrnoException {
    writableMount(end.dir(), path);
    FileSystem fs = vfs.files(end.dir().node());
    Meta above = fs.meta(end.dir().node());
    mayChange(fs, end.dir(), above, path);
    Meta covered = place.mount() == end.dir().mount() ? meta : above;
    Access.sticky(above, covered, who(), path);
  }

  private void notMounted(Walk.End end, Place place, String path) throws ErrnoException {
    if (place.mount() != end.dir().mount() || place.name().isEmpty()) {
      throw Errno.EBUSY.on(path);
    }
  }

  /** renameat2(2). Source: do_renameat2 and vfs_rename, fs/namei.c. */
  public void rename(String from, String to, int flags) throws ErrnoException {
    if ((flags & ~(NOREPLACE | EXCHANGE)) != 0 || flags == (NOREPLACE | EXCHANGE)) {
      throw Errno.EINVAL.on(from);
    }
    Walk.End old = walk(from, Walk.Last.NAME);
    Walk.End now = walk(to, Walk.Last.NAME);
    if (old.dir().mount() != now.dir().mount()) {
      throw Errno.EXDEV.on(to);
    }
    if (!old.plain() || !now.plain()) {
      throw (flags & NOREPLACE) != 0 && !now.plain() ? Errno.EEXIST.on(to) : Errno.EBUSY.on(from);
    }
    writableMount(old.dir(), from);
    Place moved = found(old, from);
    Place target = now.found();
    if (target != null && (flags & NOREPLACE) != 0) {
      throw Errno.EEXIST.on(to);
    }
    if (target == null && (flags & EXCHANGE) != 0) {
      throw Errno.ENOENT.on(to);
    }
    slashes(old, now, moved, target, (flags & EXCHANGE) != 0, from, to);
    noLoop(moved, now, from);
    if (target != null && (flags & EXCHANGE) == 0) {
      notAbove(target, old, to);
    } else if (target != null) {
      noLoop(target, old, to);
    }
    if (target != null && target.node().equals(moved.node())) {
      return;
    }
    mayRename(old, now, moved, target, (flags & EXCHANGE) != 0, from, to);
    vfs.files(old.dir().node())
        .rename(
            old.dir().node(), old.name(), now.dir().node(), now.name(), (flags & EXCHANGE) != 0);
    vfs.sweep();
  }

  private void slashes(
      Walk.End old,
      Walk.End now,
      Place moved,
      @Nullable Place target,
      boolean exchange,
      String from,
      String to)
      throws ErrnoException {
    boolean directory = vfs.files(moved.node()).meta(moved.node()).isDirectory();
    if (!directory && old.slash()) {
      throw Errno.ENOTDIR.on(from);
    }
    if (!directory && !exchange && now.slash()) {
      throw Errno.ENOTDIR.on(to);
    }
    if (exchange
        && target != null
        && now.slash()
        && !vfs.files(target.node()).meta(target.node()).isDirectory()) {
      throw Errno.ENOTDIR.on(to);
    }
  }

  /** EINVAL if the directory would be moved below itself. */
  private void noLoop(Place moved, Walk.End now, String path) throws ErrnoException {
    if (isAbove(moved, now.dir())) {
      throw Errno.EINVAL.on(path);
    }
  }

  /** ENOTEMPTY if what would be replaced is a directory above. */
  private void notAbove(Place target, Walk.End old, String path) throws ErrnoException {
    if (isAbove(target, old.dir())) {
      throw Errno.ENOTEMPTY.on(path);
    }
  }

  private boolean isAbove(Place node, Place below) throws ErrnoException {
    if (!vfs.files(node.node()).meta(node.node()).isDirectory()) {
      return false;
    }
    FileSystem fs = vfs.files(below.node());
    NodeRef at = below.node();
    while (!at.equals(node.node())) {
      NodeRef above = fs.parent(at);
      if (above.equals(at)) {
        return false;
      }
      at = above;
    }
    return true;
  }

  private void mayRename(
      Walk.End old,
      Walk.End now,
      Place moved,
      @Nullable Place target,
      boolean exchange,
      String from,
      String to)
      throws ErrnoException {
    FileSystem fs = vfs.files(moved.node());
    Meta what = fs.meta(moved.node());
    mayRemove(old, moved, what, from);
    FileSystem dirs = vfs.files(now.dir().node());
    mayChange(dirs, now.dir(), dirs.meta(now.dir().node()), to);
    if (target != null) {
      Meta there = vfs.files(target.node()).meta(target.node());
      mayRemove(now, target, there, to);
      if (!exchange && what.isDirectory() && !there.isDirectory()) {
        throw Errno.ENOTDIR.on(to);
      }
      if (!exchange && !what.isDirectory() && there.isDirectory()) {
        throw Errno.EISDIR.on(to);
      }
      notMounted(now, target, to);
    }
    notMounted(old, moved, from);
    if (what.isDirectory() && !old.dir().node().equals(now.dir().node())) {
      Access.check(what, Open.W_OK, who(), fs.strict(moved.node()), from);
    }
  }
}
