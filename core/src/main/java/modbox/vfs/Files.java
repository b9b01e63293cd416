package modbox.vfs;

import java.util.List;
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
  private final Transfers transfers;
  private final Locks locks;

  Files(World world, Vfs vfs, Pipes pipes) {
    this.world = world;
    this.vfs = vfs;
    this.pipes = pipes;
    this.opening = new Opening(vfs, this, pipes);
    this.transfers = new Transfers(world, vfs, this, pipes);
    this.locks = new Locks(world, vfs, this);
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
    locks.closed(row);
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
    return transfers.read(id, buffer, offset, length);
  }

  /** write(2). */
  public int write(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    return transfers.write(id, buffer, offset, length);
  }

  /** pread(2). */
  public int pread(long id, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    return transfers.pread(id, buffer, offset, length, position);
  }

  /** pwrite(2). With O_APPEND it appends, as Linux does. */
  public int pwrite(long id, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    return transfers.pwrite(id, buffer, offset, length, position);
  }

  /** lseek(2). */
  public long lseek(long id, long offset, int whence) throws ErrnoException {
    return transfers.lseek(id, offset, whence);
  }

  /** flock(2). */
  public void flock(long id, int operation) throws ErrnoException {
    locks.flock(id, operation);
  }

  /** A write takes set-user-id and set-group-id away. */
  void dropPrivileges(Place place) throws ErrnoException {
    transfers.dropPrivileges(place);
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
}
