package modbox.vfs;

import io.vavr.collection.SortedMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Special;
import modbox.world.Stamped;
import modbox.world.Table;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The file system switch of one machine: tables, types, layers, and the calls by subject. */
public final class Vfs {
  public static final Table<Long, Inode> INODES = Table.of("inodes", Long.class, Inode.class);
  public static final Table<Integer, Super> SUPERS = Table.of("supers", Integer.class, Super.class);
  public static final Table<Integer, Usage> USAGE = Table.of("usage", Integer.class, Usage.class);
  public static final Table<Integer, Mount> MOUNTS = Table.of("mounts", Integer.class, Mount.class);
  public static final Table<Long, OpenFile> FILES = Table.of("files", Long.class, OpenFile.class);
  public static final Table<Long, Pipe> PIPES = Table.of("pipes", Long.class, Pipe.class);

  /** Inodes without a name that somebody may still have open, and their file system. */
  public static final Table<Long, Integer> ORPHANS = Table.of("orphans", Long.class, Integer.class);

  /** Types of file systems that modules have registered. */
  public static final Table<Long, FsTypeRow> TYPES =
      Table.of("fstypes", Long.class, FsTypeRow.class);

  /** Values of /proc/sys that have been written, by dotted name. */
  public static final Table<String, String> SYSCTLS =
      Table.of("sysctls", String.class, String.class);

  /** Super block of a disk that has been mounted once, by its device number. */
  public static final Table<Long, Integer> DISKS = Table.of("disks", Long.class, Integer.class);

  /** All tables of this package. */
  public static final List<Table<?, ?>> TABLES =
      List.of(INODES, SUPERS, USAGE, MOUNTS, FILES, PIPES, ORPHANS, TYPES, SYSCTLS, DISKS);

  /** The file system of anonymous pipes. */
  static final int PIPEFS = 0;

  private final World world;
  private final Current current;
  private final Layers layers = new Layers();
  private final Quota quota;
  private final Store store;
  private final Mounts mounts;
  private final Pipes pipes;
  private final Names names;
  private final Attributes attributes;
  private final Files files;
  private final Mounting mounting;
  private final Map<String, FileSystemType> types = new LinkedHashMap<>();
  private final Map<String, Special> kinds = new HashMap<>();
  private Devices devices = (block, rdev) -> null;
  private Map<Integer, FileSystem> behaviours = new HashMap<>();
  private @Nullable SortedMap<Integer, Stamped<Super>> indexed;

  /**
   * The files of a world.
   *
   * @param pages how many pages of 4096 bytes all stored file systems may hold together
   */
  public Vfs(World world, Current current, long pages) {
    this.world = world;
    this.current = current;
    this.quota = new Quota(world, pages);
    this.store = new Store(world, layers, quota, current::now);
    this.mounts = new Mounts(world, this);
    this.pipes = new Pipes(world, current);
    this.names = new Names(this);
    this.attributes = new Attributes(this);
    this.files = new Files(world, this, pipes);
    this.mounting = new Mounting(world, this);
  }

  /** The lower layers. */
  public Layers layers() {
    return layers;
  }

  /** The inodes of stored file systems. */
  public Store store() {
    return store;
  }

  /** The mount table. */
  public Mounts mounts() {
    return mounts;
  }

  /** mount(2) and umount(2). */
  public Mounting mounting() {
    return mounting;
  }

  /** Calls that make, move and take names. */
  public Names names() {
    return names;
  }

  /** Calls that read and change what is known of a node. */
  public Attributes attributes() {
    return attributes;
  }

  /** Open files. */
  public Files open() {
    return files;
  }

  /** The task that runs, and the rest of the kernel. */
  public Current current() {
    return current;
  }

  Quota quota() {
    return quota;
  }

  World world() {
    return world;
  }

  /** Makes a type known; behaviour, not state. */
  public void register(FileSystemType type) {
    types.put(type.name(), type);
  }

  /** Makes a kind of open files known that is not a node: sockets, for instance. */
  public void register(String kind, Special behaviour) {
    kinds.put(kind, behaviour);
  }

  /** Fills in who finds drivers of device nodes. */
  public void setDevices(Devices port) {
    devices = port;
  }

  Devices devices() {
    return devices;
  }

  Special kind(String name) throws ErrnoException {
    Special behaviour = kinds.get(name);
    if (behaviour == null) {
      throw Errno.EBADFD.on(name);
    }
    return behaviour;
  }

  /** The built-in types in the order in which they were made known. */
  public Iterable<FileSystemType> types() {
    return types.values();
  }

  /** The behaviour of a type, null if the machine has none. */
  @Nullable FileSystemType type(String name) {
    FileSystemType type = types.get(name);
    if (type != null) {
      return type;
    }
    for (FsTypeRow row : world.rows(TYPES)) {
      if (row.name().equals(name)) {
        return row.needsDevice() ? new DiskType(name, store) : new MemoryType(name, store);
      }
    }
    return null;
  }

  /** A type that the machine is known to have. */
  public FileSystemType requireType(String name) {
    FileSystemType type = type(name);
    if (type == null) {
      throw new IllegalStateException("no file system " + name);
    }
    return type;
  }

  /** A module registers a type: register_filesystem. EBUSY if there is one of that name. */
  public void registerType(String name, boolean needsDevice, String module) throws ErrnoException {
    if (type(name) != null) {
      throw Errno.EBUSY.on(name);
    }
    long order = world.next("fstype");
    world.put(TYPES, order, new FsTypeRow(order, name, needsDevice, module));
  }

  /** A module takes its types away. */
  public void unregisterTypes(String module) {
    for (FsTypeRow row : world.rows(TYPES)) {
      if (row.module().equals(module)) {
        world.remove(TYPES, row.order());
      }
    }
  }

  /** How often file systems of a module's types are mounted: references to the module. */
  public int mountsOfModule(String module) {
    int count = 0;
    for (FsTypeRow row : world.rows(TYPES)) {
      if (row.module().equals(module)) {
        for (Super files : world.rows(SUPERS)) {
          count += files.type().equals(row.name()) && mounts.mounted(files.id()) ? 1 : 0;
        }
      }
    }
    return count;
  }

  /** The behaviour of the file system that a node belongs to. */
  FileSystem files(NodeRef node) throws ErrnoException {
    SortedMap<Integer, Stamped<Super>> rows = world.map(SUPERS);
    if (rows != indexed) {
      behaviours = new HashMap<>();
      indexed = rows;
    }
    FileSystem found = behaviours.get(node.fs());
    if (found == null) {
      found = behaviour(node.fs());
      behaviours.put(node.fs(), found);
    }
    return found;
  }

  private FileSystem behaviour(int fs) throws ErrnoException {
    if (fs == PIPEFS) {
      return store;
    }
    Super row = world.get(SUPERS, fs);
    FileSystemType type = row == null ? null : types.get(row.type());
    return type == null ? store : type.files();
  }

  /** The file system that a mount shows. */
  public Super superOf(Mount mount) throws ErrnoException {
    return files(mount.fs());
  }

  Super files(int fs) throws ErrnoException {
    Super row = world.get(SUPERS, fs);
    if (row != null) {
      return row;
    }
    if (fs == PIPEFS) {
      return PIPES_SUPER;
    }
    throw Errno.ESTALE.on("file system " + fs);
  }

  private static final Super PIPES_SUPER =
      new Super(PIPEFS, "pipefs", "pipefs", "", 13, NodeRef.stored(PIPEFS, 0), 0, 0, false);

  /** A value of /proc/sys as it was written, by dotted name. */
  public String sysctl(String name, String otherwise) {
    String text = world.get(SYSCTLS, name);
    return text == null ? otherwise : text;
  }

  /** A numeric value of /proc/sys, by dotted name; 1 if nobody wrote it. */
  long sysctl(String name) {
    String text = world.get(SYSCTLS, name);
    return text == null ? 1 : Long.parseLong(text.trim());
  }

  /**
   * What statfs(2) tells, in pages and inodes.
   *
   * @param type magic number
   */
  public record Space(
      long type, long blocks, long free, long inodes, long inodesFree, long flags) {}

  /** The room that a file system has. */
  public Space space(Place place) throws ErrnoException {
    Super row = files(place.node().fs());
    FileSystemType type = type(row.type());
    Mount mount = world.get(MOUNTS, place.mount());
    long flags = (mount == null ? 0 : mount.flags()) & 15;
    long magic = type == null ? 0 : type.magic();
    boolean pseudo = !place.node().path().isEmpty() || place.node().ino() == 0;
    if (pseudo || (type != null && !type.hasSpace())) {
      return new Space(magic, 0, 0, 0, 0, flags);
    }
    // What others hold of the machine's memory is neither free nor used here.
    long free = quota.free(row.id());
    long blocks = quota.usage(row.id()).pages() + free;
    long inodes = row.inodes() == 0 ? quota.machine() : row.inodes();
    long left = Math.max(0, inodes - quota.usage(row.id()).inodes());
    return new Space(magic, blocks, free, inodes, left, flags);
  }

  /** A disk is gone: what is mounted of it stays, a later mount of its number is another disk. */
  public void forgetDisk(long rdev) {
    world.remove(DISKS, rdev);
  }

  /** Takes away nameless inodes that nobody holds; after close, chdir and exit. */
  public void sweep() {
    if (world.size(ORPHANS) == 0) {
      return;
    }
    for (Long ino : world.keys(ORPHANS)) {
      Integer fs = world.get(ORPHANS, ino);
      NodeRef node = NodeRef.stored(fs == null ? 0 : fs, ino);
      if (!files.isOpen(node) && !current.holds(node)) {
        store.forget(node);
      }
    }
  }
}
