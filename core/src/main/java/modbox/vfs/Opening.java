package modbox.vfs;

import modbox.abi.Credentials;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.pseudo.Special;

/** open(2). Source: do_open and open_last_lookups, fs/namei.c. */
final class Opening {
  private final Vfs vfs;
  private final Files files;
  private final Pipes pipes;

  Opening(Vfs vfs, Files files, Pipes pipes) {
    this.vfs = vfs;
    this.files = files;
    this.pipes = pipes;
  }

  long open(Place start, String path, int flags, int mode) throws ErrnoException {
    boolean handle = (flags & Open.PATH) != 0;
    int asked =
        handle ? flags & (Open.PATH | Open.DIRECTORY | Open.NOFOLLOW | Open.CLOEXEC) : flags;
    boolean create = (asked & Open.CREAT) != 0;
    if (create && (asked & Open.DIRECTORY) != 0) {
      throw Errno.EINVAL.on(path);
    }
    boolean keep = (asked & Open.NOFOLLOW) != 0 || (create && (asked & Open.EXCL) != 0);
    Credentials who = vfs.current().caller().credentials();
    Walk.End end = vfs.names().walk(start, path, keep ? Walk.Last.KEEP : Walk.Last.FOLLOW, who);
    Place found = end.found();
    if (found == null) {
      if (!create) {
        throw Errno.ENOENT.on(path);
      }
      if (end.slash()) {
        throw Errno.EISDIR.on(path);
      }
      Place made = vfs.names().create(end, Mode.REG | (mode & Mode.PERM), 0, "", path);
      return insert(made, Mode.REG, asked, path);
    }
    if (create) {
      existing(end, found, asked, path);
    }
    return open(found, asked, path);
  }

  private void existing(Walk.End end, Place found, int flags, String path) throws ErrnoException {
    if ((flags & Open.EXCL) != 0) {
      throw Errno.EEXIST.on(path);
    }
    if (!end.plain() || end.slash()) {
      throw Errno.EISDIR.on(path);
    }
    Meta meta = vfs.files(found.node()).meta(found.node());
    if (meta.isDirectory()) {
      throw Errno.EISDIR.on(path);
    }
    inSticky(end, meta, path);
  }

  /**
   * O_CREAT does not open others' files and fifos in a sticky directory that all may write. Source:
   * may_create_in_sticky; fs.protected_fifos, fs.protected_regular.
   */
  private void inSticky(Walk.End end, Meta meta, String path) throws ErrnoException {
    Meta dir = vfs.files(end.dir().node()).meta(end.dir().node());
    Credentials who = vfs.current().caller().credentials();
    int shared = Mode.STICKY | 0002;
    String knob =
        switch (meta.type()) {
          case Mode.FIFO -> "fs.protected_fifos";
          case Mode.REG -> "fs.protected_regular";
          default -> "";
        };
    if ((dir.mode() & shared) == shared
        && !knob.isEmpty()
        && meta.uid() != dir.uid()
        && meta.uid() != who.fsuid()
        && vfs.sysctl(knob) != 0) {
      throw Errno.EACCES.on(path);
    }
  }

  /** Opens what has been found. */
  long open(Place place, int flags, String path) throws ErrnoException {
    long same = files.sameStream(place.node());
    if (same != 0) {
      files.retain(same);
      return same;
    }
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    boolean handle = (flags & Open.PATH) != 0;
    if ((flags & Open.DIRECTORY) != 0 && !meta.isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
    if (handle) {
      return files.insert(OpenFile.PATH, place, flags, 0).id();
    }
    if (meta.isLink()) {
      throw Errno.ELOOP.on(path);
    }
    int mask = mask(flags);
    if (meta.isDirectory() && (mask & Open.W_OK) != 0) {
      throw Errno.EISDIR.on(path);
    }
    Credentials who = vfs.current().caller().credentials();
    vfs.attributes().check(place, mask, who, path);
    boolean device = meta.type() == Mode.CHR || meta.type() == Mode.BLK;
    if (device && vfs.mounts().has(place.mount(), Mount.NODEV)) {
      throw Errno.EACCES.on(path);
    }
    if (meta.type() == Mode.SOCK) {
      throw Errno.ENXIO.on(path);
    }
    if ((flags & Open.TRUNC) != 0 && meta.isRegular() && fs.content(place.node()) == null) {
      fs.truncate(place.node(), 0);
      files.dropPrivileges(place);
    }
    return insert(place, meta.type(), flags, path);
  }

  private static int mask(int flags) {
    int mask =
        switch (flags & Open.ACCMODE) {
          case Open.RDONLY -> Open.R_OK;
          case Open.WRONLY -> Open.W_OK;
          default -> Open.R_OK | Open.W_OK;
        };
    return (flags & Open.TRUNC) != 0 ? mask | Open.W_OK : mask;
  }

  private long insert(Place place, int type, int flags, String path) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    return switch (type) {
      case Mode.DIR -> files.insert(OpenFile.DIRECTORY, place, flags, 0).id();
      case Mode.CHR, Mode.BLK -> device(place, type == Mode.BLK, flags, path);
      case Mode.FIFO -> fifo(place, flags, path);
      default -> {
        if (fs.content(place.node()) == null) {
          yield files.insert(OpenFile.FILE, place, flags, 0).id();
        }
        OpenFile row = files.insert(OpenFile.TEXT, place, flags, 0);
        Special special = files.behaviour(row);
        yield special == null ? row.id() : begin(special, row);
      }
    };
  }

  private long begin(Special special, OpenFile row) throws ErrnoException {
    try {
      special.open(new FileHandle(vfs, row.id()));
    } catch (ErrnoException e) {
      files.remove(row.id());
      throw e;
    }
    return row.id();
  }

  private long fifo(Place place, int flags, String path) throws ErrnoException {
    OpenFile row = files.insert(OpenFile.PIPE, place, flags, 0);
    pipes.attach(row);
    try {
      pipes.join(row, path);
    } catch (ErrnoException e) {
      files.remove(row.id());
      pipes.detach(row);
      throw e;
    }
    return row.id();
  }

  /** Source: chrdev_open, fs/char_dev.c; blkdev_get_no_open, block/bdev.c. */
  private long device(Place place, boolean block, int flags, String path) throws ErrnoException {
    long rdev = vfs.attributes().stat(place).rdev();
    Special driver = vfs.devices().find(block, rdev);
    if (driver == null && !vfs.devices().exists(block, rdev)) {
      String alias =
          (block ? "block-major-" : "char-major-") + Dev.major(rdev) + "-" + Dev.minor(rdev);
      vfs.current().requestModule(alias);
      driver = vfs.devices().find(block, rdev);
    }
    if (driver == null) {
      throw Errno.ENXIO.on(path);
    }
    return begin(driver, files.insert(OpenFile.DEVICE, place, flags, rdev));
  }
}
