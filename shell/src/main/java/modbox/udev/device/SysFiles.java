package modbox.udev.device;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/** {@link Files} by system calls. */
public final class SysFiles implements Files {
  private static final int BLOCK = 4096;

  private final Syscalls sys;
  private final @Nullable Map<String, Integer> kept;

  public SysFiles(Syscalls sys) {
    this.sys = sys;
    kept = null;
  }

  private SysFiles(Syscalls sys, Map<String, Integer> kept) {
    this.sys = sys;
    this.kept = kept;
  }

  /**
   * The same for a task that lives no longer than one event: directories of devices stay open, so
   * that their attributes are a step away, and so do disks.
   */
  public static SysFiles ofWorker(Syscalls sys) {
    return new SysFiles(sys, new LinkedHashMap<>());
  }

  @Override
  public @Nullable String read(String path) {
    return read(path, Open.RDONLY | Open.CLOEXEC, 0, Integer.MAX_VALUE);
  }

  @Override
  public @Nullable String readPlain(String path) {
    return read(path, Open.RDONLY | Open.CLOEXEC | Open.NOFOLLOW, 0, Integer.MAX_VALUE);
  }

  @Override
  public @Nullable String read(String path, long offset, int length) {
    if (kept == null) {
      return read(path, Open.RDONLY | Open.CLOEXEC, offset, length);
    }
    try { // whoever reads a piece reads others
      Integer fd = kept.get(path);
      if (fd == null) {
        fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
        kept.put(path, fd);
      }
      return read(fd, offset, length);
    } catch (ErrnoException e) {
      return null;
    }
  }

  private @Nullable String read(String path, int flags, long offset, int length) {
    try {
      int fd = open(path, flags);
      try {
        return read(fd, offset, length);
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException e) {
      return null;
    }
  }

  private int open(String path, int flags) throws ErrnoException {
    if (kept == null || !path.startsWith("/sys/devices/")) {
      return sys.open(path, flags);
    }
    String directory = Paths.parent(path);
    Integer fd = kept.get(directory);
    if (fd == null) {
      fd = sys.open(directory, Open.PATH | Open.DIRECTORY | Open.CLOEXEC);
      kept.put(directory, fd);
    }
    return sys.openat(fd, Paths.tail(path), flags, 0);
  }

  /** Reads to the end, which is where a read falls short: true of files and disks. */
  private String read(int fd, long offset, int length) throws ErrnoException {
    var buffer = new byte[Math.min(length, BLOCK)];
    int count = sys.pread(fd, buffer, 0, buffer.length, offset);
    if (count < buffer.length || count == length) {
      return new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    }
    var text = new StringBuilder();
    while (count > 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      int wanted = Math.min(buffer.length, length - text.length());
      count = wanted == 0 ? 0 : sys.pread(fd, buffer, 0, wanted, offset + text.length());
    }
    return text.toString();
  }

  @Override
  public @Nullable String readlink(String path) {
    try {
      return sys.readlink(path);
    } catch (ErrnoException e) {
      return null;
    }
  }

  @Override
  public @Nullable Stat stat(String path) {
    try {
      return sys.stat(path);
    } catch (ErrnoException e) {
      return null;
    }
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
