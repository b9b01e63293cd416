package modbox.vfs;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.world.Bytes;

/** Calls that read and change what is known of a node. */
public final class Attributes {
  /** Sets a time to the present. */
  private static final long NOW = Long.MIN_VALUE;

  private static final long OMIT = Long.MIN_VALUE + 1;

  private final Vfs vfs;

  Attributes(Vfs vfs) {
    this.vfs = vfs;
  }

  private Credentials who() {
    return vfs.current().caller().credentials();
  }

  /** stat(2) and lstat(2). */
  public Stat stat(String path, boolean follow) throws ErrnoException {
    return stat(vfs.names().resolve(path, follow));
  }

  /** What stat(2) tells of a place. */
  public Stat stat(Place place) throws ErrnoException {
    NodeRef node = place.node();
    if (node.fs() == Vfs.PIPEFS && !vfs.world().has(Vfs.INODES, node.ino())) {
      int type = place.name().startsWith("socket:") ? Mode.SOCK | 0777 : Mode.FIFO | 0600;
      return new Stat(8, node.ino(), type, 1, 0, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
    }
    return vfs.files(place.node()).stat(place.node(), vfs.files(place.node().fs()));
  }

  /** access(2) by real ids, or by effective ones. */
  public void access(String path, int mode, boolean effective) throws ErrnoException {
    if ((mode & ~7) != 0) {
      throw Errno.EINVAL.on(path);
    }
    Credentials who = effective ? who() : Access.real(who());
    Place place =
        Names.found(vfs.names().walk(vfs.current().cwd(), path, Walk.Last.FOLLOW, who), path);
    check(place, mode, who, path);
  }

  /** Whether a node may be used so: EROFS, EACCES; a mount may forbid execution. */
  void check(Place place, int mask, Credentials who, String path) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    boolean device =
        switch (meta.type()) {
          case Mode.CHR, Mode.BLK, Mode.FIFO, Mode.SOCK -> true;
          default -> false;
        };
    if ((mask & Open.X_OK) != 0
        && meta.isRegular()
        && vfs.mounts().has(place.mount(), Mount.NOEXEC)) {
      throw Errno.EACCES.on(path);
    }
    if ((mask & Open.W_OK) != 0 && !device && vfs.mounts().readOnly(place.mount())) {
      throw Errno.EROFS.on(path);
    }
    if (mask != 0) {
      Access.check(meta, mask, who, fs.strict(place.node()), path);
    }
  }

  /** chdir(2) needs search permission: EACCES. */
  public void mayEnter(Place dir, String path) throws ErrnoException {
    check(dir, Open.X_OK, who(), path);
  }

  /** readlink(2). EINVAL for what is no link. */
  public String readlink(String path) throws ErrnoException {
    Place place = vfs.names().resolve(path, false);
    FileSystem fs = vfs.files(place.node());
    if (!fs.meta(place.node()).isLink()) {
      throw Errno.EINVAL.on(path);
    }
    return fs.readlink(place.node(), vfs.current().caller());
  }

  /** chmod(2): the owner's right. Set-gid falls away for one outside the group. */
  public void chmod(Place place, int mode, String path) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    writable(place, path);
    Access.owner(meta, who(), path);
    int bits = mode & Mode.PERM;
    if (!meta.isDirectory() && !who().inGroup(meta.gid()) && !who().has(Capability.FSETID)) {
      bits &= ~Mode.SGID;
    }
    fs.chmod(place.node(), meta.type() | bits, meta.uid(), meta.gid());
  }

  /** chown(2); -1 leaves an id. Source: setattr_prepare and chown_common. */
  public void chown(Place place, int uid, int gid, String path) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    writable(place, path);
    Credentials who = who();
    if (!who.has(Capability.CHOWN)) {
      boolean owner = who.fsuid() == meta.uid();
      boolean user = uid == -1 || (owner && uid == meta.uid());
      boolean group = gid == -1 || (owner && (who.inGroup(gid) || gid == meta.gid()));
      if (!user || !group) {
        throw Errno.EPERM.on(path);
      }
    }
    int bits = meta.mode();
    if (!meta.isDirectory() && (uid != -1 || gid != -1)) {
      bits &= ~Mode.SUID;
      bits = (bits & 0010) != 0 ? bits & ~Mode.SGID : bits;
    }
    fs.chmod(place.node(), bits, uid == -1 ? meta.uid() : uid, gid == -1 ? meta.gid() : gid);
  }

  /** utimensat(2): the owner's right, or the writer's if both become now. */
  public void utimens(Place place, long atime, long mtime, String path) throws ErrnoException {
    if (atime == OMIT && mtime == OMIT) {
      return;
    }
    FileSystem fs = vfs.files(place.node());
    writable(place, path);
    Meta meta = fs.meta(place.node());
    Credentials who = who();
    if (who.fsuid() != meta.uid() && !who.has(Capability.FOWNER)) {
      boolean both = atime == NOW && mtime == NOW;
      if (!both) {
        throw Errno.EPERM.on(path);
      }
      Access.check(meta, Open.W_OK, who, fs.strict(place.node()), path);
    }
    Stat stat = stat(place);
    long now = vfs.current().now();
    fs.utimens(place.node(), time(atime, stat.atime(), now), time(mtime, stat.mtime(), now));
  }

  private static long time(long wanted, long present, long now) {
    if (wanted == NOW) {
      return now;
    }
    return wanted == OMIT ? present : wanted;
  }

  private void writable(Place place, String path) throws ErrnoException {
    if (vfs.mounts().readOnly(place.mount())) {
      throw Errno.EROFS.on(path);
    }
  }

  /** truncate(2). */
  public void truncate(String path, long size) throws ErrnoException {
    if (size < 0) {
      throw Errno.EINVAL.on(path);
    }
    Place place = vfs.names().resolve(path, true);
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    if (meta.isDirectory()) {
      throw Errno.EISDIR.on(path);
    }
    if (!meta.isRegular()) {
      throw Errno.EINVAL.on(path);
    }
    check(place, Open.W_OK, who(), path);
    if (fs.content(place.node()) == null) {
      fs.truncate(place.node(), size);
      vfs.open().dropPrivileges(place);
    }
  }

  /** listxattr(2). The trusted ones show only to CAP_SYS_ADMIN. */
  public List<String> listxattr(String path, boolean follow) throws ErrnoException {
    Place place = vfs.names().resolve(path, follow);
    var names = new ArrayList<String>();
    for (String name : vfs.files(place.node()).xattrs(place.node()).keySet()) {
      if (!name.startsWith("trusted.") || who().has(Capability.SYS_ADMIN)) {
        names.add(name);
      }
    }
    return names;
  }

  /** getxattr(2). ENODATA if there is none of that name. */
  public byte[] getxattr(String path, String name, boolean follow) throws ErrnoException {
    Place place = vfs.names().resolve(path, follow);
    xattrAllowed(place, name, Open.R_OK, path);
    Bytes value = vfs.files(place.node()).xattrs(place.node()).getOrElse(name, null);
    if (value == null) {
      throw Errno.ENODATA.on(path);
    }
    return value.toArray();
  }

  /** setxattr(2). */
  public void setxattr(String path, String name, byte[] value, boolean follow)
      throws ErrnoException {
    Place place = vfs.names().resolve(path, follow);
    writable(place, path);
    xattrAllowed(place, name, Open.W_OK, path);
    vfs.files(place.node()).xattr(place.node(), name, Bytes.of(value));
  }

  /** removexattr(2). ENODATA if there is none of that name. */
  public void removexattr(String path, String name, boolean follow) throws ErrnoException {
    Place place = vfs.names().resolve(path, follow);
    writable(place, path);
    xattrAllowed(place, name, Open.W_OK, path);
    if (!vfs.files(place.node()).xattrs(place.node()).containsKey(name)) {
      throw Errno.ENODATA.on(path);
    }
    vfs.files(place.node()).xattr(place.node(), name, null);
  }

  /** Source: xattr_permission, fs/xattr.c. */
  private void xattrAllowed(Place place, String name, int mask, String path) throws ErrnoException {
    FileSystem fs = vfs.files(place.node());
    Meta meta = fs.meta(place.node());
    int dot = name.indexOf('.');
    if (name.length() > 255) {
      throw Errno.ERANGE.on(path);
    }
    switch (dot < 0 ? "" : name.substring(0, dot)) {
      case "user" -> {
        if (!meta.isRegular() && !meta.isDirectory()) {
          throw (mask == Open.R_OK ? Errno.ENODATA : Errno.EPERM).on(path);
        }
        Access.check(meta, mask, who(), fs.strict(place.node()), path);
      }
      case "trusted" -> {
        if (!who().has(Capability.SYS_ADMIN)) {
          throw (mask == Open.R_OK ? Errno.ENODATA : Errno.EPERM).on(path);
        }
      }
      case "security", "system" -> {
        if (mask == Open.W_OK && !who().has(Capability.SYS_ADMIN)) {
          throw Errno.EPERM.on(path);
        }
      }
      default -> throw Errno.EOPNOTSUPP.on(path);
    }
  }
}
