package modbox.kernel;

import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.task.Scheduler;
import modbox.world.World;

/** System calls on names. */
abstract class DirectoryEntry extends FileEntry implements DirectoryCalls {
  private final DirectoryCalls directories;

  DirectoryEntry(World world, Scheduler scheduler, FileCalls files, DirectoryCalls directories) {
    super(world, scheduler, files);
    this.directories = directories;
  }

  @Override
  public Stat stat(String path) throws ErrnoException {
    scheduler.enterKernel();
    return directories.stat(path);
  }

  @Override
  public Stat lstat(String path) throws ErrnoException {
    scheduler.enterKernel();
    return directories.lstat(path);
  }

  @Override
  public void access(String path, int mode) throws ErrnoException {
    scheduler.enterKernel();
    directories.access(path, mode);
  }

  @Override
  public void eaccess(String path, int mode) throws ErrnoException {
    scheduler.enterKernel();
    directories.eaccess(path, mode);
  }

  @Override
  public void mkdir(String path, int mode) throws ErrnoException {
    atomically(
        () -> {
          directories.mkdir(path, mode);
          return 0;
        });
  }

  @Override
  public void rmdir(String path) throws ErrnoException {
    atomically(
        () -> {
          directories.rmdir(path);
          return 0;
        });
  }

  @Override
  public void unlink(String path) throws ErrnoException {
    atomically(
        () -> {
          directories.unlink(path);
          return 0;
        });
  }

  @Override
  public void rename(String from, String to, int flags) throws ErrnoException {
    atomically(
        () -> {
          directories.rename(from, to, flags);
          return 0;
        });
  }

  @Override
  public void link(String from, String to) throws ErrnoException {
    atomically(
        () -> {
          directories.link(from, to);
          return 0;
        });
  }

  @Override
  public void symlink(String target, String path) throws ErrnoException {
    atomically(
        () -> {
          directories.symlink(target, path);
          return 0;
        });
  }

  @Override
  public String readlink(String path) throws ErrnoException {
    scheduler.enterKernel();
    return directories.readlink(path);
  }

  @Override
  public void mknod(String path, int mode, long dev) throws ErrnoException {
    atomically(
        () -> {
          directories.mknod(path, mode, dev);
          return 0;
        });
  }

  @Override
  public void chmod(String path, int mode) throws ErrnoException {
    atomically(
        () -> {
          directories.chmod(path, mode);
          return 0;
        });
  }

  @Override
  public void chown(String path, int uid, int gid) throws ErrnoException {
    atomically(
        () -> {
          directories.chown(path, uid, gid);
          return 0;
        });
  }

  @Override
  public void lchown(String path, int uid, int gid) throws ErrnoException {
    atomically(
        () -> {
          directories.lchown(path, uid, gid);
          return 0;
        });
  }

  @Override
  public void utimens(String path, long atime, long mtime, boolean follow) throws ErrnoException {
    atomically(
        () -> {
          directories.utimens(path, atime, mtime, follow);
          return 0;
        });
  }

  @Override
  public void truncate(String path, long size) throws ErrnoException {
    atomically(
        () -> {
          directories.truncate(path, size);
          return 0;
        });
  }

  @Override
  public List<Dirent> getdents(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return directories.getdents(fd);
  }

  @Override
  public void chdir(String path) throws ErrnoException {
    scheduler.enterKernel();
    directories.chdir(path);
  }

  @Override
  public void fchdir(int fd) throws ErrnoException {
    scheduler.enterKernel();
    directories.fchdir(fd);
  }

  @Override
  public String getcwd() throws ErrnoException {
    scheduler.enterKernel();
    return directories.getcwd();
  }

  @Override
  public void chroot(String path) throws ErrnoException {
    scheduler.enterKernel();
    directories.chroot(path);
  }

  @Override
  public int umask(int mask) {
    scheduler.enterKernel();
    return directories.umask(mask);
  }

  @Override
  public List<String> listxattr(String path, boolean follow) throws ErrnoException {
    scheduler.enterKernel();
    return directories.listxattr(path, follow);
  }

  @Override
  public byte[] getxattr(String path, String name, boolean follow) throws ErrnoException {
    scheduler.enterKernel();
    return directories.getxattr(path, name, follow);
  }

  @Override
  public void setxattr(String path, String name, byte[] value, boolean follow)
      throws ErrnoException {
    atomically(
        () -> {
          directories.setxattr(path, name, value, follow);
          return 0;
        });
  }

  @Override
  public void removexattr(String path, String name, boolean follow) throws ErrnoException {
    atomically(
        () -> {
          directories.removexattr(path, name, follow);
          return 0;
        });
  }

  @Override
  public StatFs statfs(String path) throws ErrnoException {
    scheduler.enterKernel();
    return directories.statfs(path);
  }

  @Override
  public void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    atomically(
        () -> {
          directories.mount(source, target, type, flags, data);
          return 0;
        });
  }

  @Override
  public void umount(String target, int flags) throws ErrnoException {
    atomically(
        () -> {
          directories.umount(target, flags);
          return 0;
        });
  }
}
