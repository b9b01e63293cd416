package modbox.vfs;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.Stamped;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The mount table: what covers what, and the way up. */
public final class Mounts {
  private record Point(int mount, NodeRef node) {
    // By hand: what a record has by itself is spun at run time, and every start would pay for it.
    @Override
    public boolean equals(Object other) {
      return other instanceof Point that && mount == that.mount && node.equals(that.node);
    }

    @Override
    public int hashCode() {
      return mount * 31 + node.hashCode();
    }
  }

  private final World world;
  private final Vfs vfs;
  private Map<Point, Mount> points = new HashMap<>();
  private @Nullable SortedMap<Integer, Stamped<Mount>> indexed;

  Mounts(World world, Vfs vfs) {
    this.world = world;
    this.vfs = vfs;
  }

  /** All mounts that can be reached, in order of mounting. */
  public List<Mount> all() {
    var list = new ArrayList<Mount>();
    for (Mount mount : world.rows(Vfs.MOUNTS)) {
      if (mount.parent() != 0) {
        list.add(mount);
      }
    }
    return list;
  }

  /** The path of a mount's root inside its file system, as mountinfo shows it. */
  public String rootPath(Mount mount) throws ErrnoException {
    FileSystem fs = vfs.files(mount.root());
    var text = new StringBuilder();
    NodeRef at = mount.root();
    while (fs.meta(at).isDirectory() && !fs.parent(at).equals(at)) {
      String name = fs.nameOf(at);
      text.insert(0, "/" + (name == null ? "" : name));
      at = fs.parent(at);
    }
    return text.isEmpty() ? "/" : text.toString();
  }

  Mount mount(int id) throws ErrnoException {
    Mount mount = world.get(Vfs.MOUNTS, id);
    if (mount == null) {
      throw Errno.ENOENT.on("mount " + id);
    }
    return mount;
  }

  boolean has(int mount, long flag) {
    Mount row = world.get(Vfs.MOUNTS, mount);
    return row != null && row.has(flag);
  }

  /** Whether nothing may be written through the mount. */
  boolean readOnly(int mount) {
    Mount row = world.get(Vfs.MOUNTS, mount);
    if (row == null) {
      return true;
    }
    Super files = world.get(Vfs.SUPERS, row.fs());
    return row.has(Mount.RDONLY) || files == null || files.readOnly();
  }

  void put(Mount mount) {
    world.put(Vfs.MOUNTS, mount.id(), mount);
  }

  /** The mount that lies directly on a node, or null. The index is made again when rows change. */
  @Nullable Mount on(int mount, NodeRef node) {
    SortedMap<Integer, Stamped<Mount>> rows = world.map(Vfs.MOUNTS);
    if (rows != indexed) {
      points = new HashMap<>();
      for (Mount row : world.rows(Vfs.MOUNTS)) {
        if (row.parent() != 0 && row.parent() != row.id()) {
          points.put(new Point(row.parent(), row.point()), row);
        }
      }
      indexed = rows;
    }
    return points.get(new Point(mount, node));
  }

  /** The root of what lies topmost on a place; the place itself if nothing does. */
  Place cover(Place place) {
    Place top = place;
    Mount mount = on(top.mount(), top.node());
    while (mount != null) {
      top = Place.root(mount.id(), mount.root());
      mount = on(top.mount(), top.node());
    }
    return top;
  }

  /** The directory above: stays at the root, leaves a mount at its root. */
  Place up(Place place, Place root) throws ErrnoException {
    Place at = place;
    while (true) {
      if (at.same(root)) {
        return at;
      }
      Mount mount = world.get(Vfs.MOUNTS, at.mount());
      if (mount == null || !mount.root().equals(at.node())) {
        NodeRef above = vfs.files(at.node()).parent(at.node());
        return cover(new Place(at.mount(), above, above, ""));
      }
      if (mount.parent() == mount.id() || mount.parent() == 0) {
        return at;
      }
      at = new Place(mount.parent(), mount.point(), mount.place().dir(), mount.place().name());
      if (!vfs.files(at.node()).meta(at.node()).isDirectory()) {
        at = new Place(mount.parent(), mount.place().dir(), mount.place().dir(), "");
        return at;
      }
    }
  }

  /** Whether a file system is mounted anywhere. */
  boolean mounted(int fs) {
    for (Mount mount : world.rows(Vfs.MOUNTS)) {
      if (mount.fs() == fs) {
        return true;
      }
    }
    return false;
  }

  /** The mounts that lie in this one. */
  List<Mount> in(int parent) {
    var list = new ArrayList<Mount>();
    for (Mount mount : world.rows(Vfs.MOUNTS)) {
      if (mount.parent() == parent && mount.id() != parent) {
        list.add(mount);
      }
    }
    return list;
  }

  /**
   * The path of a place below a root. Without a way there the text begins with {@code
   * (unreachable)}; a name that has been removed ends in {@code (deleted)}.
   */
  public String path(Place place, Place root) throws ErrnoException {
    if (place.mount() == 0) {
      return place.name();
    }
    var text = new StringBuilder();
    Place at = place;
    boolean deleted = false;
    while (!at.same(root)) {
      Mount mount = world.get(Vfs.MOUNTS, at.mount());
      if (mount == null || (mount.root().equals(at.node()) && mount.parent() == 0)) {
        text.insert(0, "(unreachable)");
        break;
      }
      if (mount.root().equals(at.node())) {
        if (mount.parent() == mount.id()) {
          break;
        }
        at = new Place(mount.parent(), mount.point(), mount.place().dir(), mount.place().name());
        continue;
      }
      String name = name(at);
      if (name == null) {
        deleted = true;
        name = at.name();
      }
      text.insert(0, "/" + name);
      NodeRef above = isDirectory(at) ? parent(at) : at.dir();
      at = new Place(at.mount(), above, above, "");
    }
    String path = text.isEmpty() ? "/" : text.toString();
    return deleted ? path + " (deleted)" : path;
  }

  private boolean isDirectory(Place at) {
    try {
      return vfs.files(at.node()).meta(at.node()).isDirectory();
    } catch (ErrnoException _) {
      return false; // it is gone: the place knows where it was
    }
  }

  private NodeRef parent(Place at) throws ErrnoException {
    return vfs.files(at.node()).parent(at.node());
  }

  /** The name of a place in its directory, null if the name is gone. */
  private @Nullable String name(Place at) throws ErrnoException {
    FileSystem fs = vfs.files(at.node());
    if (isDirectory(at)) {
      return fs.nameOf(at.node());
    }
    try {
      NodeRef there = fs.lookup(at.dir(), at.name(), vfs.current().caller());
      return at.node().equals(there) ? at.name() : null;
    } catch (ErrnoException _) {
      return null; // the directory is gone too
    }
  }
}
