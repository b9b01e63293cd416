package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.task.Scheduler;
import modbox.world.World;

/** System calls on descriptors. */
abstract class FileEntry extends Entry implements FileCalls {
  private final FileCalls files;

  FileEntry(World world, Scheduler scheduler, FileCalls files) {
    super(world, scheduler);
    this.files = files;
  }

  @Override
  public int openat(int dirfd, String path, int flags, int mode) throws ErrnoException {
    return atomically(() -> files.openat(dirfd, path, flags, mode));
  }

  @Override
  public void close(int fd) throws ErrnoException {
    scheduler.enterKernel();
    files.close(fd);
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) throws ErrnoException {
    scheduler.enterKernel();
    return files.read(fd, buffer, offset, length);
  }

  @Override
  public int write(int fd, byte[] buffer, int offset, int length) throws ErrnoException {
    scheduler.enterKernel();
    return files.write(fd, buffer, offset, length);
  }

  @Override
  public int pread(int fd, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    scheduler.enterKernel();
    return files.pread(fd, buffer, offset, length, position);
  }

  @Override
  public int pwrite(int fd, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    scheduler.enterKernel();
    return files.pwrite(fd, buffer, offset, length, position);
  }

  @Override
  public long lseek(int fd, long offset, int whence) throws ErrnoException {
    scheduler.enterKernel();
    return files.lseek(fd, offset, whence);
  }

  @Override
  public int dup(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return files.dup(fd);
  }

  @Override
  public int dup2(int fd, int target, boolean closeOnExec) throws ErrnoException {
    scheduler.enterKernel();
    return files.dup2(fd, target, closeOnExec);
  }

  @Override
  public int dupFrom(int fd, int least, boolean closeOnExec) throws ErrnoException {
    scheduler.enterKernel();
    return files.dupFrom(fd, least, closeOnExec);
  }

  @Override
  public boolean closesOnExec(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return files.closesOnExec(fd);
  }

  @Override
  public void setCloseOnExec(int fd, boolean on) throws ErrnoException {
    scheduler.enterKernel();
    files.setCloseOnExec(fd, on);
  }

  @Override
  public int statusFlags(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return files.statusFlags(fd);
  }

  @Override
  public void setStatusFlags(int fd, int flags) throws ErrnoException {
    scheduler.enterKernel();
    files.setStatusFlags(fd, flags);
  }

  @Override
  public List<Integer> descriptors() {
    scheduler.enterKernel();
    return files.descriptors();
  }

  @Override
  public int[] pipe(int flags) throws ErrnoException {
    scheduler.enterKernel();
    return files.pipe(flags);
  }

  @Override
  public Stat fstat(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return files.fstat(fd);
  }

  @Override
  public void ftruncate(int fd, long size) throws ErrnoException {
    atomically(
        () -> {
          files.ftruncate(fd, size);
          return 0;
        });
  }

  @Override
  public void fchmod(int fd, int mode) throws ErrnoException {
    atomically(
        () -> {
          files.fchmod(fd, mode);
          return 0;
        });
  }

  @Override
  public void fchown(int fd, int uid, int gid) throws ErrnoException {
    atomically(
        () -> {
          files.fchown(fd, uid, gid);
          return 0;
        });
  }

  @Override
  public void fsync(int fd) throws ErrnoException {
    scheduler.enterKernel();
    files.fsync(fd);
  }

  @Override
  public int[] poll(int[] fds, int[] events, long timeout) throws ErrnoException {
    scheduler.enterKernel();
    return files.poll(fds, events, timeout);
  }

  @Override
  public int ioctl(int fd, int request, byte[] argument) throws ErrnoException {
    scheduler.enterKernel();
    return files.ioctl(fd, request, argument);
  }

  @Override
  public void flock(int fd, int operation) throws ErrnoException {
    scheduler.enterKernel();
    files.flock(fd, operation);
  }
}
