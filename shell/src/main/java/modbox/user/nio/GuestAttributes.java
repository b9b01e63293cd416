package modbox.user.nio;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import modbox.abi.Stat;

/** What stat(2) tells, in the words of java.nio.file. */
record GuestAttributes(Stat stat, Principals principals) implements PosixFileAttributes {
  private static FileTime time(long nanoseconds) {
    return FileTime.from(nanoseconds, TimeUnit.NANOSECONDS);
  }

  @Override
  public UserPrincipal owner() {
    return principals.user(stat.uid());
  }

  @Override
  public GroupPrincipal group() {
    return principals.group(stat.gid());
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    return permissions(stat.mode());
  }

  /** The nine permission bits as a set. */
  static Set<PosixFilePermission> permissions(int mode) {
    var set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  /** A set as permission bits. */
  static int bits(Set<PosixFilePermission> permissions) {
    int mode = 0;
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      mode |= permissions.contains(all[i]) ? 0400 >> i : 0;
    }
    return mode;
  }

  @Override
  public FileTime lastModifiedTime() {
    return time(stat.mtime());
  }

  @Override
  public FileTime lastAccessTime() {
    return time(stat.atime());
  }

  @Override
  public FileTime creationTime() {
    return time(stat.btime());
  }

  @Override
  public boolean isRegularFile() {
    return stat.isRegular();
  }

  @Override
  public boolean isDirectory() {
    return stat.isDirectory();
  }

  @Override
  public boolean isSymbolicLink() {
    return stat.isSymlink();
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  @Override
  public long size() {
    return stat.size();
  }

  @Override
  public Object fileKey() {
    return "(dev=" + Long.toHexString(stat.dev()) + ",ino=" + stat.ino() + ")";
  }

  /** All attributes of a view by name. */
  Map<String, Object> all(String view) {
    var map = new LinkedHashMap<String, Object>();
    map.put("lastModifiedTime", lastModifiedTime());
    map.put("lastAccessTime", lastAccessTime());
    map.put("creationTime", creationTime());
    map.put("size", size());
    map.put("isRegularFile", isRegularFile());
    map.put("isDirectory", isDirectory());
    map.put("isSymbolicLink", isSymbolicLink());
    map.put("isOther", isOther());
    map.put("fileKey", fileKey());
    switch (view) {
      case "basic" -> {}
      case "owner" -> {
        map.clear();
        map.put("owner", owner());
      }
      case "posix" -> posix(map);
      case "unix" -> {
        posix(map);
        unix(map);
      }
      default -> throw new UnsupportedOperationException("view '" + view + "'");
    }
    return map;
  }

  private void posix(Map<String, Object> map) {
    map.put("owner", owner());
    map.put("group", group());
    map.put("permissions", permissions());
  }

  private void unix(Map<String, Object> map) {
    map.put("mode", stat.mode());
    map.put("ino", stat.ino());
    map.put("dev", stat.dev());
    map.put("rdev", stat.rdev());
    map.put("nlink", stat.nlink());
    map.put("uid", stat.uid());
    map.put("gid", stat.gid());
    map.put("ctime", time(stat.ctime()));
  }
}
