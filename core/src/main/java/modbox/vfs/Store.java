package modbox.vfs;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import modbox.abi.Dirent;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.pseudo.Caller;
import modbox.world.Bytes;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The inodes of every stored file system: tmpfs, devtmpfs, the root, and disks. Entries of lower
 * layers become rows when they are first looked up; their bytes stay below until they are written.
 */
public final class Store implements FileSystem {
  private final World world;
  private final Layers layers;
  private final LongSupplier clock;
  private final Pages pages;
  private final LowerInodes lowers;

  Store(World world, Layers layers, Quota quota, LongSupplier clock) {
    this.world = world;
    this.layers = layers;
    this.clock = clock;
    this.pages = new Pages(world, layers, quota);
    this.lowers = new LowerInodes(layers);
  }

  /** Makes the root directory of a new file system. */
  public NodeRef root(int fs, int mode, int uid, int gid, io.vavr.collection.List<Data.Lower> lower)
      throws ErrnoException {
    long ino = world.next("inode");
    var data = new Data.Dir(io.vavr.collection.TreeMap.empty(), ino, lower);
    world.put(Vfs.USAGE, fs, new Usage(0, 1));
    long now = clock.getAsLong();
    int nlink = 2 + (lower.isEmpty() ? 0 : lowers.subdirectories(lower));
    put(ino, Inode.born(fs, Mode.DIR | mode, uid, gid, 0, data, now).links(nlink, now));
    return NodeRef.stored(fs, ino);
  }

  /** The row of a node; ESTALE if it is gone. */
  public Inode inode(NodeRef node) throws ErrnoException {
    return inode(node.ino());
  }

  private Inode inode(long ino) throws ErrnoException {
    Inode inode = world.get(Vfs.INODES, ino);
    if (inode == null) {
      throw Errno.ESTALE.on("inode " + ino);
    }
    return inode;
  }

  private Data.Dir dir(Inode inode) throws ErrnoException {
    if (inode.data() instanceof Data.Dir dir) {
      return dir;
    }
    throw Errno.ENOTDIR.on("inode");
  }

  private void put(long ino, Inode inode) {
    world.put(Vfs.INODES, ino, inode);
  }

  @Override
  public Meta meta(NodeRef node) throws ErrnoException {
    return inode(node);
  }

  @Override
  public Stat stat(NodeRef node, Super files) throws ErrnoException {
    Inode i = inode(node);
    long size = i.size();
    long blocks = 0;
    if (i.data() instanceof Data.Dir) {
      size = 4096;
      blocks = 8;
    } else if (i.data() instanceof Data.File file) {
      blocks = Pages.blocks(file, size);
    }
    return new Stat(
        files.dev(),
        node.ino(),
        i.mode(),
        i.nlink(),
        i.uid(),
        i.gid(),
        i.rdev(),
        size,
        blocks,
        Data.PAGE,
        i.atime(),
        i.mtime(),
        i.ctime(),
        i.btime());
  }

  @Override
  public @Nullable NodeRef lookup(NodeRef dirRef, String name, Caller caller)
      throws ErrnoException {
    Inode row = inode(dirRef);
    Data.Dir dir = dir(row);
    Long ino = dir.entries().getOrElse(name, null);
    if (ino != null) {
      return ino == 0 ? null : NodeRef.stored(row.fs(), ino);
    }
    return dir.lower().isEmpty() ? null : materialise(dirRef.ino(), row, dir, name);
  }

  /** Makes a row of a lower entry. Its number of links is counted for a directory. */
  private @Nullable NodeRef materialise(long dirIno, Inode row, Data.Dir dir, String name)
      throws ErrnoException {
    Layers.Found found = layers.find(dir.lower(), name);
    if (found == null) {
      return null;
    }
    pages.takeInode(row.fs());
    long ino = world.next("inode");
    put(ino, lowers.inode(row.fs(), dirIno, found));
    put(dirIno, row.data(new Data.Dir(dir.entries().put(name, ino), dir.parent(), dir.lower())));
    return NodeRef.stored(row.fs(), ino);
  }

  @Override
  public NodeRef parent(NodeRef ref) throws ErrnoException {
    return NodeRef.stored(ref.fs(), dir(inode(ref)).parent());
  }

  @Override
  public @Nullable String nameOf(NodeRef ref) throws ErrnoException {
    Inode row = inode(ref);
    Inode above = world.get(Vfs.INODES, dir(row).parent());
    if (above == null || row.nlink() == 0) {
      return null;
    }
    for (Tuple2<String, Long> entry : dir(above).entries()) {
      if (entry._2 == ref.ino()) {
        return entry._1;
      }
    }
    return null;
  }

  @Override
  public List<Dirent> list(NodeRef ref, Caller caller) throws ErrnoException {
    Data.Dir dir = dir(inode(ref));
    if (!dir.lower().isEmpty()) {
      for (String name : layers.names(dir.lower())) {
        if (!dir.entries().containsKey(name)) {
          lookup(ref, name, caller);
        }
      }
      dir = dir(inode(ref));
    }
    var list = new ArrayList<Dirent>(dir.entries().size());
    for (Tuple2<String, Long> entry : dir.entries()) {
      if (entry._2 != 0) {
        list.add(new Dirent(entry._1, entry._2, inode(entry._2).type()));
      }
    }
    return list;
  }

  private boolean isEmpty(Data.Dir dir) throws ErrnoException {
    for (Tuple2<String, Long> entry : dir.entries()) {
      if (entry._2 != 0) {
        return false;
      }
    }
    if (!dir.lower().isEmpty()) {
      for (String name : layers.names(dir.lower())) {
        if (!dir.entries().containsKey(name)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String readlink(NodeRef link, Caller caller) throws ErrnoException {
    if (inode(link).data() instanceof Data.Link(var target)) {
      return target;
    }
    throw Errno.EINVAL.on("readlink");
  }

  @Override
  public NodeRef create(NodeRef dirRef, String name, Birth birth) throws ErrnoException {
    Inode above = inode(dirRef);
    alive(above, name);
    pages.takeInode(above.fs());
    long ino = world.next("inode");
    Data data =
        switch (birth.mode() & Mode.FMT) {
          case Mode.DIR -> Data.Dir.empty(dirRef.ino());
          case Mode.REG -> Data.File.empty();
          case Mode.LNK -> new Data.Link(birth.target());
          default -> new Data.None();
        };
    long now = clock.getAsLong();
    put(
        ino,
        Inode.born(above.fs(), birth.mode(), birth.uid(), birth.gid(), birth.rdev(), data, now));
    enter(dirRef.ino(), above, name, ino, data instanceof Data.Dir ? 1 : 0, now);
    return NodeRef.stored(above.fs(), ino);
  }

  /** A directory that has been removed takes no new names. */
  private static void alive(Inode dir, String name) throws ErrnoException {
    if (dir.nlink() == 0) {
      throw Errno.ENOENT.on(name);
    }
  }

  private void enter(long dirIno, Inode above, String name, long ino, int links, long now)
      throws ErrnoException {
    Data.Dir dir = dir(above);
    var entries = dir.entries().put(name, ino);
    put(
        dirIno,
        above
            .content(new Data.Dir(entries, dir.parent(), dir.lower()), 0, now)
            .links(above.nlink() + links, now));
  }

  /** Takes a name out of a directory; what lies below stays hidden. */
  private void leave(long dirIno, Inode above, String name, int links, long now)
      throws ErrnoException {
    Data.Dir dir = dir(above);
    boolean below = !dir.lower().isEmpty() && layers.find(dir.lower(), name) != null;
    var entries = below ? dir.entries().put(name, 0L) : dir.entries().remove(name);
    put(
        dirIno,
        above
            .content(new Data.Dir(entries, dir.parent(), dir.lower()), 0, now)
            .links(above.nlink() - links, now));
  }

  @Override
  public void link(NodeRef dirRef, String name, NodeRef node) throws ErrnoException {
    Inode above = inode(dirRef);
    alive(above, name);
    Inode inode = inode(node);
    long now = clock.getAsLong();
    put(node.ino(), inode.links(inode.nlink() + 1, now));
    enter(dirRef.ino(), above, name, node.ino(), 0, now);
  }

  @Override
  public void remove(NodeRef dirRef, String name) throws ErrnoException {
    NodeRef node = lookup(dirRef, name, Caller.KERNEL);
    if (node == null) {
      throw Errno.ENOENT.on(name);
    }
    Inode above = inode(dirRef);
    boolean isDir = inode(node).data() instanceof Data.Dir dir && checkEmpty(dir, name);
    long now = clock.getAsLong();
    leave(dirRef.ino(), above, name, isDir ? 1 : 0, now);
    drop(node.ino(), now);
  }

  private boolean checkEmpty(Data.Dir dir, String name) throws ErrnoException {
    if (!isEmpty(dir)) {
      throw Errno.ENOTEMPTY.on(name);
    }
    return true;
  }

  /** One name less; without names the inode waits for the last who has it open. */
  private void drop(long ino, long now) throws ErrnoException {
    Inode inode = inode(ino);
    int left = inode.data() instanceof Data.Dir ? 0 : inode.nlink() - 1;
    put(ino, inode.links(left, now));
    if (left == 0) {
      world.put(Vfs.ORPHANS, ino, inode.fs());
    }
  }

  @Override
  public void forget(NodeRef node) {
    Inode inode = world.get(Vfs.INODES, node.ino());
    if (inode != null && inode.nlink() == 0) {
      pages.release(inode);
      world.remove(Vfs.INODES, node.ino());
      world.remove(Vfs.PIPES, node.ino());
    }
    world.remove(Vfs.ORPHANS, node.ino());
  }

  @Override
  public void rename(NodeRef fromDir, String from, NodeRef toDir, String to, boolean exchange)
      throws ErrnoException {
    NodeRef moved = lookup(fromDir, from, Caller.KERNEL);
    NodeRef target = lookup(toDir, to, Caller.KERNEL);
    if (moved == null || moved.equals(target)) {
      return;
    }
    long now = clock.getAsLong();
    boolean movedDir = inode(moved).data() instanceof Data.Dir;
    alive(inode(toDir), to);
    if (exchange && target != null) {
      boolean targetDir = inode(target).data() instanceof Data.Dir;
      int shift = (targetDir ? 1 : 0) - (movedDir ? 1 : 0);
      enter(fromDir.ino(), inode(fromDir), from, target.ino(), shift, now);
      enter(toDir.ino(), inode(toDir), to, moved.ino(), -shift, now);
      move(target, fromDir, now);
    } else {
      boolean replaced = target != null && inode(target).data() instanceof Data.Dir;
      if (target != null && inode(target).data() instanceof Data.Dir dir) {
        checkEmpty(dir, to);
      }
      leave(fromDir.ino(), inode(fromDir), from, movedDir ? 1 : 0, now);
      int links = (movedDir ? 1 : 0) - (replaced ? 1 : 0);
      enter(toDir.ino(), inode(toDir), to, moved.ino(), links, now);
      if (target != null) {
        drop(target.ino(), now);
      }
    }
    move(moved, toDir, now);
  }

  private void move(NodeRef node, NodeRef dir, long now) throws ErrnoException {
    Inode inode = inode(node);
    Data data =
        inode.data() instanceof Data.Dir d
            ? new Data.Dir(d.entries(), dir.ino(), d.lower())
            : inode.data();
    put(node.ino(), inode.data(data).links(inode.nlink(), now));
  }

  @Override
  public void chmod(NodeRef node, int mode, int uid, int gid) throws ErrnoException {
    put(node.ino(), inode(node).owner(uid, gid, mode, clock.getAsLong()));
  }

  @Override
  public void utimens(NodeRef node, long atime, long mtime) throws ErrnoException {
    put(node.ino(), inode(node).times(atime, mtime, clock.getAsLong()));
  }

  @Override
  public int read(NodeRef file, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    return pages.read(inode(file), position, buffer, offset, length);
  }

  @Override
  public int write(NodeRef file, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    Inode inode = inode(file);
    var writing = pages.write(inode, position, buffer, offset, length);
    put(file.ino(), inode.content(writing.data(), writing.size(), clock.getAsLong()));
    return writing.count();
  }

  @Override
  public void truncate(NodeRef file, long size) throws ErrnoException {
    Inode inode = inode(file);
    put(file.ino(), inode.content(pages.truncate(inode, size), size, clock.getAsLong()));
  }

  /** Source: relatime_need_update, fs/inode.c. */
  @Override
  public void accessed(NodeRef file) {
    Inode inode = world.get(Vfs.INODES, file.ino());
    if (inode == null) {
      return;
    }
    long now = clock.getAsLong();
    boolean stale = inode.atime() <= inode.mtime() || inode.atime() <= inode.ctime();
    if (stale || now - inode.atime() >= 86_400_000_000_000L) {
      put(file.ino(), inode.accessed(now));
    }
  }

  @Override
  public SortedMap<String, Bytes> xattrs(NodeRef node) throws ErrnoException {
    return inode(node).xattrs();
  }

  @Override
  public void xattr(NodeRef node, String name, @Nullable Bytes value) throws ErrnoException {
    Inode inode = inode(node);
    var others = value == null ? inode.xattrs().remove(name) : inode.xattrs().put(name, value);
    put(node.ino(), inode.xattrs(others, clock.getAsLong()));
  }
}
