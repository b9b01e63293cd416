package modbox.kernel;

import java.util.List;
import modbox.abi.Capability;
import modbox.abi.Dirent;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.task.Processes;
import modbox.task.TaskRow;
import modbox.vfs.Place;
import modbox.vfs.Vfs;

/** Calls on names. */
final class DirectoryDoor implements DirectoryCalls {
  private final Processes processes;
  private final Vfs vfs;
  private final FileDoor files;

  DirectoryDoor(Processes processes, Vfs vfs, FileDoor files) {
    this.processes = processes;
    this.vfs = vfs;
    this.files = files;
  }

  @Override
  public Stat stat(String path) throws ErrnoException {
    return vfs.attributes().stat(path, true);
  }

  @Override
  public Stat lstat(String path) throws ErrnoException {
    return vfs.attributes().stat(path, false);
  }

  @Override
  public void access(String path, int mode) throws ErrnoException {
    vfs.attributes().access(path, mode, false);
  }

  @Override
  public void eaccess(String path, int mode) throws ErrnoException {
    vfs.attributes().access(path, mode, true);
  }

  @Override
  public void mkdir(String path, int mode) throws ErrnoException {
    vfs.names().mkdir(path, mode);
  }

  @Override
  public void rmdir(String path) throws ErrnoException {
    vfs.names().rmdir(path);
  }

  @Override
  public void unlink(String path) throws ErrnoException {
    vfs.names().unlink(path);
  }

  @Override
  public void rename(String from, String to, int flags) throws ErrnoException {
    vfs.names().rename(from, to, flags);
  }

  @Override
  public void link(String from, String to) throws ErrnoException {
    vfs.names().link(from, to);
  }

  @Override
  public void symlink(String target, String path) throws ErrnoException {
    vfs.names().symlink(target, path);
  }

  @Override
  public String readlink(String path) throws ErrnoException {
    return vfs.attributes().readlink(path);
  }

  @Override
  public void mknod(String path, int mode, long dev) throws ErrnoException {
    vfs.names().mknod(path, mode, dev);
  }

  @Override
  public void chmod(String path, int mode) throws ErrnoException {
    vfs.attributes().chmod(vfs.names().resolve(path, true), mode, path);
  }

  @Override
  public void chown(String path, int uid, int gid) throws ErrnoException {
    vfs.attributes().chown(vfs.names().resolve(path, true), uid, gid, path);
  }

  @Override
  public void lchown(String path, int uid, int gid) throws ErrnoException {
    vfs.attributes().chown(vfs.names().resolve(path, false), uid, gid, path);
  }

  @Override
  public void utimens(String path, long atime, long mtime, boolean follow) throws ErrnoException {
    vfs.attributes().utimens(vfs.names().resolve(path, follow), atime, mtime, path);
  }

  @Override
  public void truncate(String path, long size) throws ErrnoException {
    vfs.attributes().truncate(path, size);
  }

  @Override
  public List<Dirent> getdents(int fd) throws ErrnoException {
    return vfs.open().list(files.file(fd));
  }

  @Override
  public void chdir(String path) throws ErrnoException {
    enter(directory(path), path);
  }

  private Place directory(String path) throws ErrnoException {
    Place place = vfs.names().resolve(path, true);
    if (!vfs.attributes().stat(place).isDirectory()) {
      throw Errno.ENOTDIR.on(path);
    }
    return place;
  }

  private void enter(Place place, String path) throws ErrnoException {
    vfs.attributes().mayEnter(place, path);
    TaskRow.FsContext fs = processes.self().fs();
    processes.update(processes.self().withFs(new TaskRow.FsContext(place, fs.root(), fs.umask())));
    vfs.sweep();
  }

  @Override
  public void fchdir(int fd) throws ErrnoException {
    Place place = vfs.open().row(files.file(fd)).place();
    if (!vfs.open().stat(files.file(fd)).isDirectory()) {
      throw Errno.ENOTDIR.on("descriptor " + fd);
    }
    enter(place, "descriptor " + fd);
  }

  @Override
  public String getcwd() throws ErrnoException {
    String path = vfs.mounts().path(vfs.current().cwd(), vfs.current().root());
    if (path.endsWith(" (deleted)")) {
      throw Errno.ENOENT.on("getcwd");
    }
    return path;
  }

  @Override
  public void chroot(String path) throws ErrnoException {
    Place place = directory(path);
    vfs.attributes().mayEnter(place, path);
    if (!processes.self().credentials().has(Capability.SYS_CHROOT)) {
      throw Errno.EPERM.on(path);
    }
    TaskRow.FsContext fs = processes.self().fs();
    processes.update(processes.self().withFs(new TaskRow.FsContext(fs.cwd(), place, fs.umask())));
  }

  @Override
  public int umask(int mask) {
    TaskRow.FsContext fs = processes.self().fs();
    processes.update(
        processes.self().withFs(new TaskRow.FsContext(fs.cwd(), fs.root(), mask & 0777)));
    return fs.umask();
  }

  @Override
  public List<String> listxattr(String path, boolean follow) throws ErrnoException {
    return vfs.attributes().listxattr(path, follow);
  }

  @Override
  public byte[] getxattr(String path, String name, boolean follow) throws ErrnoException {
    return vfs.attributes().getxattr(path, name, follow);
  }

  @Override
  public void setxattr(String path, String name, byte[] value, boolean follow)
      throws ErrnoException {
    vfs.attributes().setxattr(path, name, value, follow);
  }

  @Override
  public void removexattr(String path, String name, boolean follow) throws ErrnoException {
    vfs.attributes().removexattr(path, name, follow);
  }

  @Override
  public StatFs statfs(String path) throws ErrnoException {
    Vfs.Space space = vfs.space(vfs.names().resolve(path, true));
    return new StatFs(
        space.type(),
        4096,
        space.blocks(),
        space.free(),
        space.free(),
        space.inodes(),
        space.inodesFree(),
        255,
        space.flags());
  }

  @Override
  public void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    vfs.mounting().mount(source, target, type, flags, data);
  }

  @Override
  public void umount(String target, int flags) throws ErrnoException {
    vfs.mounting().umount(target, flags);
  }
}
