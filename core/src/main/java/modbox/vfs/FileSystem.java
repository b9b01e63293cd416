package modbox.vfs;

import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.pseudo.Caller;
import modbox.pseudo.Content;
import modbox.world.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of file systems of one kind. Permissions have been checked by the caller; names are
 * valid and neither "." nor "..". An operation decides completely, then commits.
 */
public interface FileSystem {
  /** Type, permissions and owner. ENOENT or ESTALE if the node is gone. */
  Meta meta(NodeRef node) throws ErrnoException;

  /** Everything that stat(2) tells. */
  Stat stat(NodeRef node, Super files) throws ErrnoException;

  /** The entry of a directory, or null. */
  @Nullable NodeRef lookup(NodeRef dir, String name, Caller caller) throws ErrnoException;

  /** The directory above; the root itself at the root. */
  NodeRef parent(NodeRef dir) throws ErrnoException;

  /** The name of a directory in the one above; null if it has been removed. */
  @Nullable String nameOf(NodeRef dir) throws ErrnoException;

  /** The entries of a directory without "." and "..", in a stable order. */
  List<Dirent> list(NodeRef dir, Caller caller) throws ErrnoException;

  /** The text of a symbolic link. */
  String readlink(NodeRef link, Caller caller) throws ErrnoException;

  /** Where a magic link leads, null for an ordinary one. */
  default @Nullable Place jump(NodeRef link, Caller caller) throws ErrnoException {
    return null;
  }

  /** Whether the mode bits bind root too, as in sysfs and /proc/sys. */
  default boolean strict(NodeRef node) {
    return false;
  }

  /** What a pseudo file is made of; null for a stored one. */
  default @Nullable Content content(NodeRef file) throws ErrnoException {
    return null;
  }

  /** Makes a node. The name is free. */
  default NodeRef create(NodeRef dir, String name, Birth birth) throws ErrnoException {
    throw Errno.EPERM.on(name);
  }

  /** Gives a node another name. The name is free. */
  default void link(NodeRef dir, String name, NodeRef node) throws ErrnoException {
    throw Errno.EPERM.on(name);
  }

  /** Takes a name away. ENOTEMPTY for a directory that is not empty. */
  default void remove(NodeRef dir, String name) throws ErrnoException {
    throw Errno.EPERM.on(name);
  }

  /** Moves a name; what has the new name goes, or takes the old one with {@code exchange}. */
  default void rename(NodeRef fromDir, String from, NodeRef toDir, String to, boolean exchange)
      throws ErrnoException {
    throw Errno.EPERM.on(from);
  }

  /** Changes mode and owner. */
  default void chmod(NodeRef node, int mode, int uid, int gid) throws ErrnoException {
    throw Errno.EPERM.on("chmod");
  }

  /** Changes times. */
  default void utimens(NodeRef node, long atime, long mtime) throws ErrnoException {
    throw Errno.EPERM.on("utimens");
  }

  /** Reads bytes of a stored file. */
  default int read(NodeRef file, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    throw Errno.EINVAL.on("read");
  }

  /** Writes bytes of a stored file; ENOSPC when nothing more fits. */
  default int write(NodeRef file, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    throw Errno.EINVAL.on("write");
  }

  /** Cuts or stretches a stored file. */
  default void truncate(NodeRef file, long size) throws ErrnoException {
    throw Errno.EINVAL.on("truncate");
  }

  /** The file has been read: marks the time of access if that is due. */
  default void accessed(NodeRef file) {}

  /** Extended attributes by name. */
  default io.vavr.collection.SortedMap<String, Bytes> xattrs(NodeRef node) throws ErrnoException {
    return io.vavr.collection.TreeMap.empty();
  }

  /** Sets an extended attribute, or removes it with null. */
  default void xattr(NodeRef node, String name, @Nullable Bytes value) throws ErrnoException {
    throw Errno.EOPNOTSUPP.on(name);
  }

  /** Nobody has the node open any more; it goes if it has no name. */
  default void forget(NodeRef node) {}

  /**
   * A node that is to be made.
   *
   * @param mode type and permission bits
   * @param target of a symbolic link, else empty
   */
  record Birth(int mode, int uid, int gid, long rdev, String target) {}
}
