package modbox.vfs;

import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.pseudo.Special;
import modbox.world.World;

/** Reading and writing of open files, and their positions. */
final class Transfers {
  private final World world;
  private final Vfs vfs;
  private final Files files;
  private final Pipes pipes;
  private final Texts texts;

  Transfers(World world, Vfs vfs, Files files, Pipes pipes) {
    this.world = world;
    this.vfs = vfs;
    this.files = files;
    this.pipes = pipes;
    this.texts = new Texts(vfs, files);
  }

  /** read(2). */
  int read(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    OpenFile row = files.row(id);
    if (!row.readable()) {
      throw Errno.EBADF.on("read");
    }
    return switch (row.kind()) {
      case OpenFile.FILE -> {
        int count = readFile(row, row.position(), buffer, offset, length);
        if (count > 0) {
          files.put(row.position(row.position() + count));
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
  int write(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    OpenFile row = files.row(id);
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
        files.put(row.position(at + count));
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
  int pread(long id, byte[] buffer, int offset, int length, long position) throws ErrnoException {
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
  int pwrite(long id, byte[] buffer, int offset, int length, long position) throws ErrnoException {
    OpenFile row = seekable(id, position);
    return elsewhere(row, position, () -> write(id, buffer, offset, length));
  }

  private interface Call {
    int run() throws ErrnoException;
  }

  /** Does a call at another position, and goes back. */
  private int elsewhere(OpenFile row, long position, Call call) throws ErrnoException {
    files.put(row.position(position));
    try {
      return call.run();
    } finally {
      OpenFile after = world.get(Vfs.FILES, row.id());
      if (after != null) {
        files.put(after.position(row.position()));
      }
    }
  }

  private OpenFile seekable(long id, long position) throws ErrnoException {
    OpenFile row = files.row(id);
    if (row.kind().equals(OpenFile.PIPE)) {
      throw Errno.ESPIPE.on("pread");
    }
    if (position < 0) {
      throw Errno.EINVAL.on("pread");
    }
    return row;
  }

  /** lseek(2). */
  long lseek(long id, long offset, int whence) throws ErrnoException {
    OpenFile row = files.row(id);
    if (row.kind().equals(OpenFile.PATH)) {
      throw Errno.EBADF.on("lseek");
    }
    if (row.kind().equals(OpenFile.PIPE)) {
      throw Errno.ESPIPE.on("lseek");
    }
    boolean plain = row.kind().equals(OpenFile.FILE) || row.kind().equals(OpenFile.DIRECTORY);
    Special special = plain ? null : files.behaviour(row);
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
    files.put(files.row(id).position(target));
    return target;
  }

  private long end(OpenFile row) throws ErrnoException {
    if (row.kind().equals(OpenFile.TEXT)) {
      throw Errno.EINVAL.on("lseek");
    }
    return vfs.store().inode(row.place().node()).size();
  }
}
