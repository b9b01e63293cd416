package modbox.vfs;

import java.util.List;
import modbox.abi.Capability;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** mount(2) and umount2(2). */
public final class Mounting {
  private static final int MNT_DETACH = 2;
  private static final long KEPT =
      Mount.RDONLY | Mount.NOSUID | Mount.NODEV | Mount.NOEXEC | Mount.NOATIME | Mount.RELATIME;

  private final World world;
  private final Vfs vfs;

  Mounting(World world, Vfs vfs) {
    this.world = world;
    this.vfs = vfs;
  }

  /** Makes the first mount of a machine: its root. Gives the place of the root directory. */
  public Place mountRoot(FileSystemType type, String source, String data) throws ErrnoException {
    Super files = make(type, source, data, 0, false);
    int id = (int) world.next("mount");
    Place root = Place.root(id, files.root());
    vfs.mounts()
        .put(
            new Mount(
                id, id, files.root(), root, files.id(), files.root(), Mount.RELATIME, source));
    return root;
  }

  private Super make(FileSystemType type, String source, String data, long dev, boolean readOnly)
      throws ErrnoException {
    int id = (int) world.next("super");
    long number = dev == 0 ? Dev.make(0, (int) world.next("anonymous-dev") + 20) : dev;
    // The row has to be there before the root is made, which counts against its limits.
    FileSystemType.Made made = type.make(id, data);
    var row =
        new Super(
            id,
            type.name(),
            source,
            made.options(),
            number,
            made.root(),
            made.blocks(),
            made.inodes(),
            readOnly);
    world.put(Vfs.SUPERS, id, row);
    return row;
  }

  /** mount(2). */
  public void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    if (!vfs.current().caller().credentials().has(Capability.SYS_ADMIN)) {
      throw Errno.EPERM.on(target);
    }
    Place point = vfs.names().resolve(target, true);
    if ((flags & Mount.REMOUNT) != 0) {
      remount(point, flags, data, target);
    } else if ((flags & Mount.BIND) != 0) {
      bind(source, point, (flags & Mount.REC) != 0, target);
    } else if ((flags & Mount.MOVE) != 0) {
      move(source, point, target);
    } else if ((flags & ((1 << 17) | (1 << 18) | (1 << 19) | (1 << 20))) != 0) {
      rootOf(point, target); // propagation has nothing to change here: there is one namespace
    } else {
      fresh(source, point, type, flags, data, target);
    }
  }

  /** The mount whose root the place is. EINVAL if it is not. */
  private Mount rootOf(Place place, String path) throws ErrnoException {
    Mount mount = vfs.mounts().mount(place.mount());
    if (!mount.root().equals(place.node())) {
      throw Errno.EINVAL.on(path);
    }
    return mount;
  }

  private void remount(Place point, long flags, String data, String path) throws ErrnoException {
    Mount mount = rootOf(point, path);
    long kept = flags & KEPT;
    if ((flags & Mount.BIND) == 0) {
      Super files = vfs.files(mount.fs());
      FileSystemType type = vfs.type(files.type());
      FileSystemType.Made made =
          type == null
              ? new FileSystemType.Made(
                  files.root(), files.options(), files.blocks(), files.inodes())
              : type.remake(files, data);
      boolean readOnly = (flags & Mount.RDONLY) != 0;
      if (readOnly && !files.readOnly() && written(mount.fs())) {
        throw Errno.EBUSY.on(path);
      }
      world.put(
          Vfs.SUPERS,
          files.id(),
          new Super(
              files.id(),
              files.type(),
              files.source(),
              made.options(),
              files.dev(),
              files.root(),
              made.blocks(),
              made.inodes(),
              readOnly));
    }
    vfs.mounts().put(with(mount, (kept & Mount.NOATIME) == 0 ? kept | Mount.RELATIME : kept));
  }

  private static Mount with(Mount m, long flags) {
    return new Mount(m.id(), m.parent(), m.point(), m.place(), m.fs(), m.root(), flags, m.source());
  }

  /** Whether a regular file of the file system is open for writing. */
  private boolean written(int fs) {
    for (OpenFile row : world.rows(Vfs.FILES)) {
      if (row.place().node().fs() == fs && row.kind().equals(OpenFile.FILE) && row.writable()) {
        return true;
      }
    }
    return false;
  }

  private void bind(String source, Place point, boolean recursive, String path)
      throws ErrnoException {
    Place from = vfs.names().resolve(source, true);
    sameKind(from, point, path);
    Mount below = vfs.mounts().mount(from.mount());
    Mount copy = attach(point, below.fs(), from.node(), below.flags(), below.source());
    if (recursive) {
      copyTree(below, copy, from);
    }
  }

  private void copyTree(Mount from, Mount to, Place origin) throws ErrnoException {
    for (Mount child : vfs.mounts().in(from.id())) {
      if (child.id() != to.id() && isBelow(child.point(), origin.node())) {
        Place point = new Place(to.id(), child.point(), child.place().dir(), child.place().name());
        Mount copy = attach(point, child.fs(), child.root(), child.flags(), child.source());
        copyTree(child, copy, Place.root(child.id(), child.root()));
      }
    }
  }

  private boolean isBelow(NodeRef node, NodeRef top) throws ErrnoException {
    FileSystem fs = vfs.files(node);
    NodeRef at = node;
    while (!at.equals(top)) {
      if (!fs.meta(at).isDirectory()) {
        return false;
      }
      NodeRef above = fs.parent(at);
      if (above.equals(at)) {
        return false;
      }
      at = above;
    }
    return true;
  }

  private void sameKind(Place from, Place point, String path) throws ErrnoException {
    boolean dir = vfs.files(from.node()).meta(from.node()).isDirectory();
    if (dir != vfs.files(point.node()).meta(point.node()).isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
  }

  private void move(String source, Place point, String path) throws ErrnoException {
    Place from = vfs.names().resolve(source, true);
    Mount moved = rootOf(from, source);
    if (moved.parent() == moved.id()) {
      throw Errno.EINVAL.on(source);
    }
    sameKind(from, point, path);
    for (int up = point.mount(); ; up = vfs.mounts().mount(up).parent()) {
      if (up == moved.id()) {
        throw Errno.ELOOP.on(path);
      }
      if (vfs.mounts().mount(up).parent() == up) {
        break;
      }
    }
    vfs.mounts()
        .put(
            new Mount(
                moved.id(),
                point.mount(),
                point.node(),
                point,
                moved.fs(),
                moved.root(),
                moved.flags(),
                moved.source()));
  }

  private void fresh(String source, Place point, String name, long flags, String data, String path)
      throws ErrnoException {
    FileSystemType type = vfs.type(name);
    if (type == null && vfs.current().requestModule("fs-" + name)) {
      type = vfs.type(name);
    }
    if (type == null) {
      throw Errno.ENODEV.on(path);
    }
    if (!vfs.files(point.node()).meta(point.node()).isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
    long kept = flags & KEPT;
    long shown = (kept & Mount.NOATIME) == 0 ? kept | Mount.RELATIME : kept;
    Super files = existing(type, source, path);
    Mount there = vfs.mounts().mount(point.mount());
    if (files != null && there.root().equals(point.node()) && there.fs() == files.id()) {
      throw Errno.EBUSY.on(path);
    }
    if (files == null) {
      long dev = type.needsDevice() ? blockDevice(source) : 0;
      files = make(type, source, data, dev, (flags & Mount.RDONLY) != 0);
      if (type.needsDevice()) {
        world.put(Vfs.DISKS, dev, files.id());
      }
    }
    attach(point, files.id(), files.root(), shown, source.isEmpty() ? "none" : source);
  }

  /** The file system that is already there: the only one of its type, or the disk's. */
  private @Nullable Super existing(FileSystemType type, String source, String path)
      throws ErrnoException {
    if (type.single()) {
      for (Super row : world.rows(Vfs.SUPERS)) {
        if (row.type().equals(type.name())) {
          return row;
        }
      }
    }
    if (type.needsDevice()) {
      Integer id = world.get(Vfs.DISKS, blockDevice(source));
      Super row = id == null ? null : world.get(Vfs.SUPERS, id);
      if (row != null && !row.type().equals(type.name())) {
        throw (vfs.mounts().mounted(row.id()) ? Errno.EBUSY : Errno.EINVAL).on(path);
      }
      return row;
    }
    return null;
  }

  private long blockDevice(String source) throws ErrnoException {
    Place place = vfs.names().resolve(source, true);
    if (vfs.files(place.node()).meta(place.node()).type() != Mode.BLK) {
      throw Errno.ENOTBLK.on(source);
    }
    long rdev = vfs.attributes().stat(place).rdev();
    if (vfs.devices().find(true, rdev) == null) {
      throw Errno.ENXIO.on(source);
    }
    return rdev;
  }

  private Mount attach(Place point, int fs, NodeRef root, long flags, String source) {
    int id = (int) world.next("mount");
    var mount = new Mount(id, point.mount(), point.node(), point, fs, root, flags, source);
    vfs.mounts().put(mount);
    return mount;
  }

  /** umount2(2). EINVAL if nothing is mounted there, EBUSY while it is in use. */
  public void umount(String target, int flags) throws ErrnoException {
    if (!vfs.current().caller().credentials().has(Capability.SYS_ADMIN)) {
      throw Errno.EPERM.on(target);
    }
    Place place = vfs.names().resolve(target, true);
    Mount mount = rootOf(place, target);
    if (mount.parent() == mount.id()) {
      throw (flags & MNT_DETACH) != 0 ? Errno.EINVAL.on(target) : Errno.EBUSY.on(target);
    }
    if ((flags & MNT_DETACH) == 0 && busy(mount)) {
      throw Errno.EBUSY.on(target);
    }
    detach(mount);
    vfs.sweep();
  }

  private boolean busy(Mount mount) {
    return !vfs.mounts().in(mount.id()).isEmpty()
        || vfs.open().isBusy(mount.id())
        || vfs.current().holdsMount(mount.id());
  }

  private void detach(Mount mount) {
    for (Mount child : vfs.mounts().in(mount.id())) {
      detach(child);
    }
    if (vfs.open().isBusy(mount.id()) || vfs.current().holdsMount(mount.id())) {
      vfs.mounts()
          .put(
              new Mount(
                  mount.id(),
                  0,
                  mount.point(),
                  mount.place(),
                  mount.fs(),
                  mount.root(),
                  mount.flags(),
                  mount.source()));
      return;
    }
    world.remove(Vfs.MOUNTS, mount.id());
    if (!vfs.mounts().mounted(mount.fs())) {
      drop(mount.fs());
    }
  }

  /** The last mount of a file system is gone: memory is given back, a disk keeps what it has. */
  private void drop(int fs) {
    Super files = world.get(Vfs.SUPERS, fs);
    FileSystemType type = files == null ? null : vfs.type(files.type());
    if (type == null || type.needsDevice() || type.single()) {
      return;
    }
    var gone = new java.util.ArrayList<Long>();
    world
        .map(Vfs.INODES)
        .forEach(
            entry -> {
              if (entry._2.row().fs() == fs) {
                gone.add(entry._1);
              }
            });
    for (Long ino : List.copyOf(gone)) {
      world.remove(Vfs.INODES, ino);
    }
    world.remove(Vfs.USAGE, fs);
    world.remove(Vfs.SUPERS, fs);
  }
}
