package modbox.vfs;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import modbox.world.Bytes;

/**
 * A row of {@link Vfs#INODES}.
 *
 * @param fs the file system it belongs to
 * @param size bytes; a directory's is made when it is asked for
 * @param atime nanoseconds since 1970, likewise {@code mtime}, {@code ctime}, {@code btime}
 */
public record Inode(
    int fs,
    int mode,
    int uid,
    int gid,
    int nlink,
    long rdev,
    long size,
    long atime,
    long mtime,
    long ctime,
    long btime,
    SortedMap<String, Bytes> xattrs,
    Data data)
    implements Meta {

  /** A node that is born now. */
  static Inode born(int fs, int mode, int uid, int gid, long rdev, Data data, long now) {
    int nlink = data instanceof Data.Dir ? 2 : 1;
    long size = data instanceof Data.Link link ? link.target().length() : 0;
    return new Inode(
        fs, mode, uid, gid, nlink, rdev, size, now, now, now, now, TreeMap.empty(), data);
  }

  /** New content, modified now. */
  Inode content(Data other, long bytes, long now) {
    return new Inode(fs, mode, uid, gid, nlink, rdev, bytes, atime, now, now, btime, xattrs, other);
  }

  /** Another number of links, changed now. */
  Inode links(int count, long now) {
    return new Inode(fs, mode, uid, gid, count, rdev, size, atime, mtime, now, btime, xattrs, data);
  }

  Inode mode(int bits, long now) {
    return new Inode(fs, bits, uid, gid, nlink, rdev, size, atime, mtime, now, btime, xattrs, data);
  }

  Inode owner(int user, int group, int bits, long now) {
    return new Inode(
        fs, bits, user, group, nlink, rdev, size, atime, mtime, now, btime, xattrs, data);
  }

  Inode times(long access, long modification, long now) {
    return new Inode(
        fs, mode, uid, gid, nlink, rdev, size, access, modification, now, btime, xattrs, data);
  }

  Inode accessed(long now) {
    return new Inode(fs, mode, uid, gid, nlink, rdev, size, now, mtime, ctime, btime, xattrs, data);
  }

  Inode xattrs(SortedMap<String, Bytes> others, long now) {
    return new Inode(fs, mode, uid, gid, nlink, rdev, size, atime, mtime, now, btime, others, data);
  }

  /** The same inode with other content and nothing else changed. */
  Inode data(Data other) {
    return new Inode(
        fs, mode, uid, gid, nlink, rdev, size, atime, mtime, ctime, btime, xattrs, other);
  }
}
