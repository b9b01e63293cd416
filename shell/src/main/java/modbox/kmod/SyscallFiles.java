package modbox.kmod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.elf.ElfException;
import modbox.image.index.ByteSource;
import modbox.kernel.Syscalls;
import modbox.user.In;
import org.jspecify.annotations.Nullable;

/** Files through system calls. Mapped files keep a descriptor until the process ends. */
public final class SyscallFiles implements KmodFiles {
  private final Syscalls sys;

  /**
   * The directory of the object that was opened last: its neighbours need no walk from the root.
   */
  private String openDirectory = "";

  private int directoryFd = Open.AT_FDCWD;

  public SyscallFiles(Syscalls sys) {
    this.sys = sys;
  }

  @Override
  public byte[] read(String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
    try {
      return In.readAll(sys, fd);
    } finally {
      sys.close(fd);
    }
  }

  @Override
  public ByteSource map(String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
    return new Paged(fd, (int) Math.min(sys.fstat(fd).size(), Integer.MAX_VALUE));
  }

  @Override
  public OpenObject open(String path) throws ErrnoException {
    int fd = openNear(path);
    return new Direct(path, fd, sys.fstat(fd).size());
  }

  private int openNear(String path) throws ErrnoException {
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      return sys.open(path, Open.RDONLY | Open.CLOEXEC);
    }
    if (!path.startsWith(openDirectory) || slash != openDirectory.length()) {
      if (directoryFd != Open.AT_FDCWD) {
        sys.close(directoryFd);
        directoryFd = Open.AT_FDCWD;
        openDirectory = "";
      }
      directoryFd = sys.open(path.substring(0, slash), Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
      openDirectory = path.substring(0, slash);
    }
    return sys.openat(directoryFd, path.substring(slash + 1), Open.RDONLY | Open.CLOEXEC, 0);
  }

  @Override
  public List<Dirent> list(String directory) throws ErrnoException {
    int fd = sys.open(directory, Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
    try {
      var entries = new ArrayList<>(sys.getdents(fd));
      entries.removeIf(e -> e.name().equals(".") || e.name().equals(".."));
      return entries;
    } finally {
      sys.close(fd);
    }
  }

  @Override
  public Stat stat(String path) throws ErrnoException {
    return sys.stat(path);
  }

  @Override
  public String release() {
    return sys.uname().release();
  }

  @Override
  public String directory() throws ErrnoException {
    return sys.getcwd();
  }

  /** Pages of a file, read when first touched. */
  private final class Paged implements ByteSource {
    private static final int SHIFT = 12;
    private static final int SIZE = 1 << SHIFT;

    private final int fd;
    private final int length;
    private final byte[] @Nullable [] pages;

    Paged(int fd, int length) {
      this.fd = fd;
      this.length = length;
      this.pages = new byte[(length >> SHIFT) + 1][];
    }

    @Override
    public int at(int position) throws ErrnoException {
      if (position < 0 || position >= length) {
        return -1;
      }
      byte[] page = pages[position >> SHIFT];
      if (page == null) {
        page = new byte[SIZE];
        readFully(fd, page, (long) (position >> SHIFT) << SHIFT);
        pages[position >> SHIFT] = page;
      }
      return page[position & SIZE - 1] & 0xff;
    }

    @Override
    public int length() {
      return length;
    }
  }

  /** Parts of a file as they are asked for. */
  private final class Direct implements OpenObject {
    /** Enough for what is read of an object again and again: its identification and header. */
    private static final int HEAD = 64;

    private final String path;
    private final int fd;
    private final long size;
    private byte @Nullable [] head;

    Direct(String path, int fd, long size) {
      this.path = path;
      this.fd = fd;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long offset, int length) throws ElfException {
      if (offset < 0 || length < 0 || offset > size - length) {
        throw new ElfException("read outside of " + path);
      }
      if (offset + length <= HEAD && length < size) {
        byte[] known = head;
        if (known == null) {
          known = bytes(0, (int) Math.min(HEAD, size));
          head = known;
        }
        return Arrays.copyOfRange(known, (int) offset, (int) offset + length);
      }
      return bytes(offset, length);
    }

    private byte[] bytes(long offset, int length) throws ElfException {
      var bytes = new byte[length];
      try {
        readFully(fd, bytes, offset);
      } catch (ErrnoException e) {
        throw new ElfException("cannot read " + path, e);
      }
      return bytes;
    }

    @Override
    public void close() throws ErrnoException {
      sys.close(fd);
    }
  }

  private void readFully(int fd, byte[] bytes, long position) throws ErrnoException {
    int done = 0;
    while (done < bytes.length) {
      int count = sys.pread(fd, bytes, done, bytes.length - done, position + done);
      if (count == 0) {
        return;
      }
      done += count;
    }
  }
}
