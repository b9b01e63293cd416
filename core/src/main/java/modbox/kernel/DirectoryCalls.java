package modbox.kernel;

import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;

/** Calls on names: path walk, directories, links, permissions, mounts. */
public interface DirectoryCalls {
  /** stat(2): follows a last symbolic link. */
  Stat stat(String path) throws ErrnoException;

  /** lstat(2): does not follow a last symbolic link. */
  Stat lstat(String path) throws ErrnoException;

  /** access(2), by real ids; {@code mode} of R_OK, W_OK, X_OK or F_OK. */
  void access(String path, int mode) throws ErrnoException;

  /** faccessat(2) with AT_EACCESS: by effective ids. */
  void eaccess(String path, int mode) throws ErrnoException;

  void mkdir(String path, int mode) throws ErrnoException;

  void rmdir(String path) throws ErrnoException;

  void unlink(String path) throws ErrnoException;

  /** rename(2). */
  default void rename(String from, String to) throws ErrnoException {
    rename(from, to, 0);
  }

  /** renameat2(2) with RENAME_NOREPLACE 1 or RENAME_EXCHANGE 2. */
  void rename(String from, String to, int flags) throws ErrnoException;

  void link(String from, String to) throws ErrnoException;

  void symlink(String target, String path) throws ErrnoException;

  String readlink(String path) throws ErrnoException;

  /** mknod(2); {@code mode} holds the type, {@code dev} as in {@link modbox.abi.Dev}. */
  void mknod(String path, int mode, long dev) throws ErrnoException;

  void chmod(String path, int mode) throws ErrnoException;

  /** chown(2); -1 leaves an id as it is. */
  void chown(String path, int uid, int gid) throws ErrnoException;

  void lchown(String path, int uid, int gid) throws ErrnoException;

  /**
   * utimensat(2).
   *
   * @param atime nanoseconds since the epoch, or {@link #NOW} or {@link #OMIT}; likewise {@code
   *     mtime}
   */
  void utimens(String path, long atime, long mtime, boolean follow) throws ErrnoException;

  /** Sets a time to the present: UTIME_NOW. */
  long NOW = Long.MIN_VALUE;

  /** Leaves a time as it is: UTIME_OMIT. */
  long OMIT = Long.MIN_VALUE + 1;

  void truncate(String path, long size) throws ErrnoException;

  /**
   * The entries of an open directory, "." and ".." first, in the file system's own stable order.
   */
  List<Dirent> getdents(int fd) throws ErrnoException;

  void chdir(String path) throws ErrnoException;

  void fchdir(int fd) throws ErrnoException;

  String getcwd() throws ErrnoException;

  void chroot(String path) throws ErrnoException;

  /** umask(2): the old mask. */
  int umask(int mask);

  List<String> listxattr(String path, boolean follow) throws ErrnoException;

  byte[] getxattr(String path, String name, boolean follow) throws ErrnoException;

  void setxattr(String path, String name, byte[] value, boolean follow) throws ErrnoException;

  void removexattr(String path, String name, boolean follow) throws ErrnoException;

  StatFs statfs(String path) throws ErrnoException;

  /**
   * mount(2). {@code flags} are MS_* bits: RDONLY 1, NOSUID 2, NODEV 4, NOEXEC 8, REMOUNT 32, BIND
   * 4096, MOVE 8192.
   */
  void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException;

  /** umount2(2). {@code flags}: MNT_FORCE 1, MNT_DETACH 2. */
  void umount(String target, int flags) throws ErrnoException;
}
