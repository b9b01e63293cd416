package modbox.user.nio;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kernel.DirectoryCalls;
import org.jspecify.annotations.Nullable;

/** Attributes of one path, read and changed. */
record GuestView(GuestFileSystem fs, GuestPath path, boolean follow, String name)
    implements PosixFileAttributeView {
  private interface Call {
    void run() throws ErrnoException;
  }

  private void call(Call call) throws IOException {
    try {
      call.run();
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  Stat stat() throws IOException {
    try {
      return follow ? fs.sys().stat(path.name()) : fs.sys().lstat(path.name());
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  @Override
  public PosixFileAttributes readAttributes() throws IOException {
    return attributes();
  }

  GuestAttributes attributes() throws IOException {
    return new GuestAttributes(stat(), fs.principals());
  }

  @Override
  public void setTimes(
      @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
      throws IOException {
    call(() -> fs.sys().utimens(path.name(), time(accessed), time(modified), follow));
  }

  private static long time(@Nullable FileTime time) {
    return time == null ? DirectoryCalls.OMIT : time.to(TimeUnit.NANOSECONDS);
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    setMode(GuestAttributes.bits(permissions));
  }

  private void setMode(int bits) throws IOException {
    if (!follow && stat().isSymlink()) {
      throw new UnsupportedOperationException("mode of a symbolic link");
    }
    call(() -> fs.sys().chmod(path.name(), bits));
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    return attributes().owner();
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    setIds(Principals.id(owner), -1);
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    setIds(-1, Principals.id(group));
  }

  private void setIds(int uid, int gid) throws IOException {
    if (follow) {
      call(() -> fs.sys().chown(path.name(), uid, gid));
    } else {
      call(() -> fs.sys().lchown(path.name(), uid, gid));
    }
  }

  /** Sets an attribute by its name in a view. */
  @SuppressWarnings("unchecked") // the API gives an Object; what it must be is documented by name
  void set(String attribute, Object value) throws IOException {
    switch (attribute) {
      case "lastModifiedTime" -> setTimes((FileTime) value, null, null);
      case "lastAccessTime" -> setTimes(null, (FileTime) value, null);
      case "creationTime" -> {} // Linux has no call for it
      case "permissions" -> setPermissions((Set<PosixFilePermission>) value);
      case "mode" -> setMode((int) value & 07777);
      case "owner" -> setOwner((UserPrincipal) value);
      case "group" -> setGroup((GroupPrincipal) value);
      case "uid" -> setIds((int) value, -1);
      case "gid" -> setIds(-1, (int) value);
      default -> throw new IllegalArgumentException("'" + attribute + "' not recognized");
    }
  }
}
