package modbox.vfs;

import java.util.List;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Dirent;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.pseudo.Special;
import modbox.world.Bytes;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** Open files: what descriptors refer to, by number. */
public final class Files {
  private final World world;
  private final Vfs vfs;
  private final Pipes pipes;
  private final Opening opening;
  private final Texts texts;

  Files(World world, Vfs vfs, Pipes pipes) {
    this.world = world;
    this.vfs = vfs;
    this.pipes = pipes;
    this.opening = new Opening(vfs, this, pipes);
    this.texts = new Texts(vfs, this);
  }

  /** The row of an open file. EBADF if it is closed. */
  public OpenFile row(long id) throws ErrnoException {
    OpenFile row = world.get(Vfs.FILES, id);
    if (row == null) {
      throw Errno.EBADF.on("file " + id);
    }
    return row;
  }

  void put(OpenFile row) {
    world.put(Vfs.FILES, row.id(), row);
  }

  /** open(2): a new open file with one reference. May block for a fifo or a device. */
  public long open(Place start, String path, int flags, int mode) throws ErrnoException {
    return opening.open(start, path, flags, mode);
  }

  /** Opens a node that has already been found, for the kernel itself. */
  public long open(Place place, int flags) throws ErrnoException {
    return opening.open(place, flags, "");
  }

  /** A new open file of a registered kind, with one reference. */
  public long adopt(String kind, int flags, long data) {
    long ino = world.next("inode");
    NodeRef node = NodeRef.stored(Vfs.PIPEFS, ino);
    String shown = kind.equals("host") ? "pipe" : kind;
    OpenFile row = insert(kind, new Place(0, node, node, shown + ":[" + ino + "]"), flags, 0);
    put(row.data(data));
    return row.id();
  }

  OpenFile insert(String kind, Place place, int flags, long rdev) {
    int kept = flags & (Open.ACCMODE | Open.APPEND | Open.NONBLOCK | Open.PATH);
    var row = new OpenFile(world.next("file"), kind, place, rdev, kept, 0, 1, 0, Bytes.EMPTY, 0);
    put(row);
    return row;
  }

  void remove(long id) {
    world.remove(Vfs.FILES, id);
  }

  /** pipe2(2): reading and writing end. */
  public long[] pipe(int flags) {
    long ino = world.next("inode");
    NodeRef node = NodeRef.stored(Vfs.PIPEFS, ino);
    Place place = new Place(0, node, node, "pipe:[" + ino + "]");
    var who = vfs.current().caller().credentials();
    world.put(
        Vfs.INODES,
        ino,
        Inode.born(
            Vfs.PIPEFS,
            Mode.FIFO | 0600,
            who.fsuid(),
            who.fsgid(),
            0,
            new Data.None(),
            vfs.current().now()));
    int kept = flags & Open.NONBLOCK;
    OpenFile reading = insert(OpenFile.PIPE, place, Open.RDONLY | kept, 0);
    OpenFile writing = insert(OpenFile.PIPE, place, Open.WRONLY | kept, 0);
    pipes.attach(reading);
    pipes.attach(writing);
    return new long[] {reading.id(), writing.id()};
  }

  /** One more descriptor refers to it. */
  public void retain(long id) throws ErrnoException {
    OpenFile row = row(id);
    put(row.references(row.references() + 1));
  }

  /** One more descriptor refers to it, if it is still open. */
  public void share(long id) {
    OpenFile row = world.get(Vfs.FILES, id);
    if (row != null) {
      put(row.references(row.references() + 1));
    }
  }

  /** fcntl(F_SETFL): O_APPEND and O_NONBLOCK only. */
  public void setFlags(long id, int flags) throws ErrnoException {
    OpenFile row = row(id);
    int changing = Open.APPEND | Open.NONBLOCK;
    put(row.flags((row.flags() & ~changing) | (flags & changing)));
  }

  /** One descriptor less; with the last one it is closed. */
  public void release(long id) {
    OpenFile row = world.get(Vfs.FILES, id);
    if (row == null) {
      return;
    }
    if (row.references() > 1) {
      put(row.references(row.references() - 1));
      return;
    }
    Special special = special(row);
    if (special != null) {
      special.release(new FileHandle(vfs, id));
    }
    world.remove(Vfs.FILES, id);
    if (row.kind().equals(OpenFile.PIPE)) {
      pipes.detach(row);
      dropPipe(row);
    }
    if (row.lock() != 0) {
      vfs.current().wake(lockChannel(row));
    }
    vfs.sweep();
  }

  private void dropPipe(OpenFile row) {
    NodeRef node = row.place().node();
    if (node.fs() == Vfs.PIPEFS && !world.has(Vfs.PIPES, node.ino())) {
      world.remove(Vfs.INODES, node.ino());
    }
  }

  /** Behaviour of its own, if the open file has one that is still there. */
  private @Nullable Special special(OpenFile row) {
    try {
      return switch (row.kind()) {
        case OpenFile.FILE, OpenFile.DIRECTORY, OpenFile.PATH, OpenFile.PIPE -> null;
        default -> behaviour(row);
      };
    } catch (ErrnoException _) {
      return null; // the driver or the node has gone before the file
    }
  }

  /** Behaviour of an open device, special pseudo file or registered kind; null for plain text. */
  @Nullable Special behaviour(OpenFile row) throws ErrnoException {
    return switch (row.kind()) {
      case OpenFile.DEVICE -> {
        boolean block = isBlock(row);
        Special driver = vfs.devices().find(block, row.rdev());
        if (driver == null) {
          throw Errno.ENODEV.on(row.place().name());
        }
        yield driver;
      }
      case OpenFile.TEXT ->
          vfs.files(row.place().node()).content(row.place().node()) instanceof Special special
              ? special
              : null;
      default -> vfs.kind(row.kind());
    };
  }

  private boolean isBlock(OpenFile row) throws ErrnoException {
    return vfs.files(row.place().node()).meta(row.place().node()).type() == Mode.BLK;
  }

  /** Whether anybody has the node open. */
  boolean isOpen(NodeRef node) {
    for (OpenFile row : world.rows(Vfs.FILES)) {
      if (row.place().node().equals(node)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The open file of a kind without inodes that is meant by a node: what /proc/PID/fd leads to is
   * then the open file itself. 0 if there is none.
   */
  long sameStream(NodeRef node) {
    if (node.fs() == Vfs.PIPEFS && !world.has(Vfs.INODES, node.ino())) {
      for (OpenFile row : world.rows(Vfs.FILES)) {
        if (row.place().node().equals(node)) {
          return row.id();
        }
      }
    }
    return 0;
  }

  /** Whether a file of the mount is open. */
  boolean isBusy(int mount) {
    for (OpenFile row : world.rows(Vfs.FILES)) {
      if (row.place().mount() == mount) {
        return true;
      }
    }
    return false;
  }

  /** read(2). */
  public int read(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    OpenFile row = row(id);
    if (!row.readable()) {
      throw Errno.EBADF.on("read");
    }
    return switch (row.kind()) {
      case OpenFile.FILE -> {
        int count = readFile(row, row.position(), buffer, offset, length);
        if (count > 0) {
          put(row.position(row.position() + count));
        }
        yield count;
      }
      case OpenFile.DIRECTORY -> throw Errno.EISDIR.on("read");
      case OpenFile.PIPE -> pipes.read(row, buffer, offset, length);
      default -> texts.read(row, buffer, offset, length);
    };
  }

  private int readFile(OpenFile row, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    NodeRef node = row.place().node();
    FileSystem fs = vfs.files(node);
    int count = fs.read(node, position, buffer, offset, length);
    if (count > 0 && !vfs.mounts().has(row.place().mount(), Mount.NOATIME)) {
      fs.accessed(node);
    }
    return count;
  }

  /** write(2). */
  public int write(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    OpenFile row = row(id);
    if (!row.writable()) {
      throw Errno.EBADF.on("write");
    }
    return switch (row.kind()) {
      case OpenFile.FILE -> {
        NodeRef node = row.place().node();
        long at = row.position();
        if ((row.flags() & Open.APPEND) != 0) {
          at = vfs.store().inode(node).size();
        }
        int count = length == 0 ? 0 : writeFile(row, at, buffer, offset, length);
        put(row.position(at + count));
        yield count;
      }
      case OpenFile.PIPE -> pipes.write(row, buffer, offset, length);
      default -> texts.write(row, buffer, offset, length);
    };
  }

  private int writeFile(OpenFile row, long at, byte[] buffer, int offset, int length)
      throws ErrnoException {
    NodeRef node = row.place().node();
    int count = vfs.files(node).write(node, at, buffer, offset, length);
    dropPrivileges(row.place());
    return count;
  }

  /** A write takes set-user-id and set-group-id away. Source: file_remove_privs, fs/inode.c. */
  void dropPrivileges(Place place) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    if ((meta.mode() & (Mode.SUID | Mode.SGID)) == 0) {
      return;
    }
    Credentials who = vfs.current().caller().credentials();
    if (!who.has(Capability.FSETID)) {
      int bits = meta.mode() & ~Mode.SUID;
      bits = (bits & 0010) != 0 ? bits & ~Mode.SGID : bits;
      fs.chmod(place.node(), bits, meta.uid(), meta.gid());
    }
  }

  /** pread(2). */
  public int pread(long id, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    OpenFile row = seekable(id, position);
    if (row.kind().equals(OpenFile.FILE)) {
      if (!row.readable()) {
        throw Errno.EBADF.on("pread");
      }
      return readFile(row, position, buffer, offset, length);
    }
    return elsewhere(row, position, () -> read(id, buffer, offset, length));
  }

  /** pwrite(2). With O_APPEND it appends, as Linux does. */
  public int pwrite(long id, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    OpenFile row = seekable(id, position);
    return elsewhere(row, position, () -> write(id, buffer, offset, length));
  }

  private interface Call {
    int run() throws ErrnoException;
  }

  /** Does a call at another position, and goes back. */
  private int elsewhere(OpenFile row, long position, Call call) throws ErrnoException {
    put(row.position(position));
    try {
      return call.run();
    } finally {
      OpenFile after = world.get(Vfs.FILES, row.id());
      if (after != null) {
        put(after.position(row.position()));
      }
    }
  }

  private OpenFile seekable(long id, long position) throws ErrnoException {
    OpenFile row = row(id);
    if (row.kind().equals(OpenFile.PIPE)) {
      throw Errno.ESPIPE.on("pread");
    }
    if (position < 0) {
      throw Errno.EINVAL.on("pread");
    }
    return row;
  }

  /** lseek(2). */
  public long lseek(long id, long offset, int whence) throws ErrnoException {
    OpenFile row = row(id);
    if (row.kind().equals(OpenFile.PATH)) {
      throw Errno.EBADF.on("lseek");
    }
    if (row.kind().equals(OpenFile.PIPE)) {
      throw Errno.ESPIPE.on("lseek");
    }
    boolean plain = row.kind().equals(OpenFile.FILE) || row.kind().equals(OpenFile.DIRECTORY);
    Special special = plain ? null : behaviour(row);
    long target;
    if (special != null) {
      target = special.seek(new FileHandle(vfs, id), offset, whence);
    } else {
      long base =
          switch (whence) {
            case Open.SEEK_SET -> 0;
            case Open.SEEK_CUR -> row.position();
            case Open.SEEK_END -> end(row);
            default -> throw Errno.EINVAL.on("lseek");
          };
      target = base + offset;
    }
    if (target < 0) {
      throw Errno.EINVAL.on("lseek");
    }
    put(row(id).position(target));
    return target;
  }

  private long end(OpenFile row) throws ErrnoException {
    if (row.kind().equals(OpenFile.TEXT)) {
      throw Errno.EINVAL.on("lseek");
    }
    return vfs.store().inode(row.place().node()).size();
  }

  /** The events of poll(2) that hold now. */
  public int poll(long id) throws ErrnoException {
    OpenFile row = row(id);
    return switch (row.kind()) {
      case OpenFile.FILE, OpenFile.DIRECTORY -> Open.POLLIN | Open.POLLOUT;
      case OpenFile.PATH -> 32;
      case OpenFile.PIPE -> pipes.poll(row);
      default -> {
        Special special = special(row);
        yield special == null ? Open.POLLIN | Open.POLLOUT : special.poll(new FileHandle(vfs, id));
      }
    };
  }

  /** The wait channels that are woken when {@link #poll} may have changed. */
  public List<String> channels(long id) throws ErrnoException {
    OpenFile row = row(id);
    if (row.kind().equals(OpenFile.PIPE)) {
      long ino = row.place().node().ino();
      return row.readable() ? List.of(Pipes.readChannel(ino)) : List.of(Pipes.writeChannel(ino));
    }
    Special special = special(row);
    return special == null ? List.of() : List.of(special.channel(new FileHandle(vfs, id)));
  }

  /** ioctl(2) for devices and other files with behaviour. */
  public int ioctl(long id, int request, byte[] argument) throws ErrnoException {
    OpenFile row = row(id);
    Special special =
        switch (row.kind()) {
          case OpenFile.FILE, OpenFile.DIRECTORY, OpenFile.PIPE -> null;
          case OpenFile.PATH -> throw Errno.EBADF.on("ioctl");
          default -> behaviour(row);
        };
    if (special == null) {
      throw Errno.ENOTTY.on("ioctl");
    }
    return special.ioctl(new FileHandle(vfs, id), request, argument);
  }

  /** fstat(2). */
  public Stat stat(long id) throws ErrnoException {
    OpenFile row = row(id);
    return vfs.attributes().stat(row.place());
  }

  /** getdents(2): "." and ".." first. */
  public List<Dirent> list(long id) throws ErrnoException {
    OpenFile row = row(id);
    if (!row.kind().equals(OpenFile.DIRECTORY)) {
      throw (row.kind().equals(OpenFile.PATH) ? Errno.EBADF : Errno.ENOTDIR).on("getdents");
    }
    return new Listing(vfs).of(row.place());
  }

  /** ftruncate(2). */
  public void truncate(long id, long size) throws ErrnoException {
    OpenFile row = row(id);
    if (!row.kind().equals(OpenFile.FILE) || !row.writable() || size < 0) {
      throw (row.kind().equals(OpenFile.PATH) ? Errno.EBADF : Errno.EINVAL).on("ftruncate");
    }
    NodeRef node = row.place().node();
    vfs.files(node).truncate(node, size);
    dropPrivileges(row.place());
  }

  private static String lockChannel(OpenFile row) {
    return "flock_lock_inode_wait:" + row.place().node().ino();
  }

  /** flock(2). */
  public void flock(long id, int operation) throws ErrnoException {
    int wanted = operation & ~4;
    OpenFile row = row(id);
    if (row.kind().equals(OpenFile.PATH)) {
      throw Errno.EBADF.on("flock");
    }
    switch (wanted) {
      case 8 -> {
        put(row.lock(0));
        vfs.current().wake(lockChannel(row));
        return;
      }
      case 1, 2 -> {}
      default -> throw Errno.EINVAL.on("flock");
    }
    put(row.lock(0));
    while (conflicts(row, wanted)) {
      if ((operation & 4) != 0) {
        throw Errno.EAGAIN.on("flock");
      }
      vfs.current().await(List.of(lockChannel(row)), -1);
    }
    put(row(id).lock(wanted));
    vfs.current().wake(lockChannel(row));
  }

  private boolean conflicts(OpenFile row, int wanted) {
    for (OpenFile other : world.rows(Vfs.FILES)) {
      if (other.id() != row.id()
          && other.lock() != 0
          && (wanted == 2 || other.lock() == 2)
          && other.place().node().equals(row.place().node())) {
        return true;
      }
    }
    return false;
  }
}
