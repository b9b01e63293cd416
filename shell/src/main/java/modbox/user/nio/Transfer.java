package modbox.user.nio;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;

/** One copy or move with its options. */
final class Transfer {
  private final Syscalls sys;
  private final GuestPath source;
  private final GuestPath target;
  private final boolean replace;
  private final boolean attributes;
  private final boolean atomic;
  private final boolean follow;

  Transfer(GuestFileSystem fs, GuestPath source, GuestPath target, CopyOption... options) {
    List<CopyOption> list = Arrays.asList(options);
    this.sys = fs.sys();
    this.source = source;
    this.target = target;
    this.replace = list.contains(StandardCopyOption.REPLACE_EXISTING);
    this.attributes = list.contains(StandardCopyOption.COPY_ATTRIBUTES);
    this.atomic = list.contains(StandardCopyOption.ATOMIC_MOVE);
    this.follow = !list.contains(LinkOption.NOFOLLOW_LINKS);
  }

  void copy() throws IOException {
    if (atomic) {
      throw new UnsupportedOperationException("ATOMIC_MOVE");
    }
    try {
      Stat from = follow ? sys.stat(source.name()) : sys.lstat(source.name());
      if (makeRoom(from)) {
        transfer(from, attributes);
      }
    } catch (ErrnoException e) {
      throw Failures.of(e, name(e));
    }
  }

  void move() throws IOException {
    try {
      Stat from = sys.lstat(source.name());
      if (atomic) {
        sys.rename(source.name(), target.name());
      } else if (makeRoom(from)) {
        rename(from);
      }
    } catch (ErrnoException e) {
      if (atomic && e.errno() == Errno.EXDEV) {
        throw new AtomicMoveNotSupportedException(
            source.toString(), target.toString(), e.errno().text());
      }
      throw Failures.of(e, name(e));
    }
  }

  private void rename(Stat from) throws ErrnoException, IOException {
    try {
      sys.rename(source.name(), target.name());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
      transfer(from, true);
      if (from.isDirectory()) {
        sys.rmdir(source.name());
      } else {
        sys.unlink(source.name());
      }
    }
  }

  /** Which of the two paths a failure is about. */
  private String name(ErrnoException e) {
    return e.what().equals(target.name()) ? target.toString() : source.toString();
  }

  /** Takes the target away if it may be replaced; false if both are the same file. */
  private boolean makeRoom(Stat from) throws ErrnoException, IOException {
    Stat there;
    try {
      there = sys.lstat(target.name());
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return true;
      }
      throw e;
    }
    if (there.dev() == from.dev() && there.ino() == from.ino()) {
      return false;
    }
    if (!replace) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (there.isDirectory()) {
      sys.rmdir(target.name());
    } else {
      sys.unlink(target.name());
    }
    return true;
  }

  private void transfer(Stat from, boolean keep) throws ErrnoException {
    switch (from.type()) {
      case Mode.DIR -> sys.mkdir(target.name(), from.permissions());
      case Mode.LNK -> sys.symlink(sys.readlink(source.name()), target.name());
      case Mode.REG -> bytes(from);
      default -> sys.mknod(target.name(), from.mode(), from.rdev());
    }
    if (keep) {
      sys.lchown(target.name(), from.uid(), from.gid());
      if (!from.isSymlink()) {
        sys.chmod(target.name(), from.permissions());
      }
      sys.utimens(target.name(), from.atime(), from.mtime(), false);
    }
  }

  private void bytes(Stat from) throws ErrnoException {
    int in = sys.open(source.name(), Open.RDONLY | Open.CLOEXEC);
    try {
      int out =
          sys.open(
              target.name(),
              Open.WRONLY | Open.CREAT | Open.EXCL | Open.CLOEXEC,
              from.permissions());
      try {
        pump(in, out);
      } finally {
        sys.close(out);
      }
    } finally {
      sys.close(in);
    }
  }

  private void pump(int in, int out) throws ErrnoException {
    var buffer = new byte[65536];
    int count = sys.read(in, buffer, 0, buffer.length);
    while (count > 0) {
      int done = 0;
      while (done < count) {
        done += sys.write(out, buffer, done, count - done);
      }
      count = sys.read(in, buffer, 0, buffer.length);
    }
  }
}
