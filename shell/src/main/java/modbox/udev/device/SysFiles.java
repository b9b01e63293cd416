package modbox.udev.device;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/** {@link Files} by system calls. */
public final class SysFiles implements Files {
  private final Syscalls sys;

  public SysFiles(Syscalls sys) {
    this.sys = sys;
  }

  @Override
  public @Nullable String read(String path) {
    return read(path, 0, Integer.MAX_VALUE);
  }

  @Override
  public @Nullable String read(String path, long offset, int length) {
    try {
      int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
      try {
        return read(fd, offset, length);
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException e) {
      return null;
    }
  }

  private String read(int fd, long offset, int length) throws ErrnoException {
    var buffer = new byte[Math.min(length, 4096)];
    int first = readBlock(fd, buffer, offset, length);
    if (first < buffer.length || first == length) {
      return new String(buffer, 0, first, StandardCharsets.ISO_8859_1);
    }
    var text = new StringBuilder();
    int count = first;
    while (count > 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      count = readBlock(fd, buffer, offset + text.length(), length - text.length());
    }
    return text.toString();
  }

  private int readBlock(int fd, byte[] buffer, long offset, int length) throws ErrnoException {
    int limit = Math.min(buffer.length, length);
    int used = 0;
    while (used < limit) {
      int count = sys.pread(fd, buffer, used, limit - used, offset + used);
      if (count == 0) {
        break;
      }
      used += count;
    }
    return used;
  }

  @Override
  public @Nullable String readlink(String path) {
    try {
      return sys.readlink(path);
    } catch (ErrnoException e) {
      return null;
    }
  }

  private @Nullable Stat stat(String path) {
    try {
      return sys.stat(path);
    } catch (ErrnoException e) {
      return null;
    }
  }

  @Override
  public int mode(String path) {
    Stat stat = stat(path);
    return stat == null ? 0 : stat.mode();
  }

  @Override
  public int linkMode(String path) {
    try {
      return sys.lstat(path).mode();
    } catch (ErrnoException e) {
      return 0;
    }
  }

  @Override
  public int[] owner(String path) throws ErrnoException {
    Stat stat = sys.stat(path);
    return new int[] {stat.uid(), stat.gid()};
  }

  @Override
  public long device(String path) {
    Stat stat = stat(path);
    return stat == null ? 0 : stat.rdev();
  }

  @Override
  public long modified(String path) {
    Stat stat = stat(path);
    return stat == null ? 0 : stat.mtime();
  }

  @Override
  public long size(String path) {
    Stat stat = stat(path);
    return stat == null ? 0 : stat.size();
  }

  @Override
  public List<String> list(String directory) {
    var names = new ArrayList<String>();
    try {
      int fd = sys.open(directory, Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
      try {
        for (Dirent entry : sys.getdents(fd)) {
          if (!entry.name().equals(".") && !entry.name().equals("..")) {
            names.add(entry.name());
          }
        }
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  @Override
  public @Nullable String realpath(String path) {
    return Paths.resolve(this, path);
  }

  @Override
  public void store(String path, String text) throws ErrnoException {
    int fd = sys.open(path, Open.WRONLY | Open.CLOEXEC);
    try {
      write(fd, text);
    } finally {
      sys.close(fd);
    }
  }

  private void write(int fd, String text) throws ErrnoException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int done = 0;
    do {
      done += sys.write(fd, bytes, done, bytes.length - done);
    } while (done < bytes.length);
  }

  @Override
  public void replace(String path, String text, int mode) throws ErrnoException {
    String temporary = path.substring(0, path.lastIndexOf('/') + 1) + ".#" + tail(path);
    int fd = sys.open(temporary, Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0600);
    try {
      sys.fchmod(fd, mode);
      if (!text.isEmpty()) {
        write(fd, text);
      }
    } finally {
      sys.close(fd);
    }
    sys.rename(temporary, path);
  }

  private static String tail(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void symlink(String target, String path) throws ErrnoException {
    sys.symlink(target, path);
  }

  @Override
  public void rename(String from, String to) throws ErrnoException {
    sys.rename(from, to);
  }

  @Override
  public void unlink(String path) throws ErrnoException {
    sys.unlink(path);
  }

  @Override
  public void mkdir(String path, int mode) throws ErrnoException {
    sys.mkdir(path, mode);
  }

  @Override
  public void rmdir(String path) throws ErrnoException {
    sys.rmdir(path);
  }

  @Override
  public void chmod(String path, int mode) throws ErrnoException {
    sys.chmod(path, mode);
  }

  @Override
  public void chown(String path, int uid, int gid) throws ErrnoException {
    sys.chown(path, uid, gid);
  }
}
