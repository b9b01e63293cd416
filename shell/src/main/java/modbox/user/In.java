package modbox.user;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/** A buffered reader over a descriptor. */
public final class In {
  private static final int BLOCK = 65536;

  private final Syscalls sys;
  private final int fd;
  private byte[] buffer = new byte[512];
  private int position;
  private int limit;
  private boolean terminated = true;

  public In(Syscalls sys, int fd) {
    this.sys = sys;
    this.fd = fd;
  }

  /** Opens a file for reading; {@code -} is standard input. */
  public static In open(Proc proc, String path) throws ErrnoException {
    return path.equals("-")
        ? new In(proc.sys(), 0)
        : new In(proc.sys(), proc.sys().open(path, Open.RDONLY | Open.CLOEXEC));
  }

  /** The descriptor. */
  public int fd() {
    return fd;
  }

  /** Closes the descriptor unless it is standard input. */
  public void close() throws ErrnoException {
    if (fd != 0) {
      sys.close(fd);
    }
  }

  /** Whether the last line read had its newline. */
  public boolean terminated() {
    return terminated;
  }

  /**
   * Gives back what was read ahead, if the file can seek, so that the next reader of the same open
   * file goes on behind what was used.
   */
  public void giveBack() {
    if (position < limit) {
      try {
        sys.lseek(fd, position - limit, Open.SEEK_CUR);
        position = limit;
      } catch (ErrnoException e) {
        return; // a pipe or terminal: what is read is gone, as everywhere
      }
    }
  }

  /** Whether the byte is among those read ahead. */
  public boolean holdsAhead(int wanted) {
    for (int i = position; i < limit; i++) {
      if ((buffer[i] & 0xff) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether the file is at its end; reads ahead to find out. */
  public boolean atEnd() throws ErrnoException {
    return position == limit && !fill();
  }

  /** Everything up to the end of the file. */
  public static byte[] readAll(Syscalls sys, int fd) throws ErrnoException {
    var all = new ByteArrayOutputStream();
    var block = new byte[BLOCK];
    while (true) {
      int count = sys.read(fd, block, 0, block.length);
      if (count == 0) {
        return all.toByteArray();
      }
      all.write(block, 0, count);
    }
  }

  /** The next byte, -1 at the end. */
  public int read() throws ErrnoException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  /** The next bytes, 0 at the end. */
  public int read(byte[] target, int offset, int length) throws ErrnoException {
    if (position == limit && !fill()) {
      return 0;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** The next line without its newline, as a byte string; empty at the end of the file. */
  public Optional<String> line() throws ErrnoException {
    return until('\n');
  }

  /** What comes before the next {@code end} byte; a last piece without it counts. */
  public Optional<String> until(int end) throws ErrnoException {
    var text = new StringBuilder();
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int start = position;
      while (position < limit && (buffer[position] & 0xff) != end) {
        position++;
      }
      text.append(
          new String(
              buffer, start, position - start, java.nio.charset.StandardCharsets.ISO_8859_1));
      if (position < limit) {
        position++;
        terminated = true;
        return Optional.of(text.toString());
      }
    }
    terminated = !any && terminated;
    return any ? Optional.of(text.toString()) : Optional.empty();
  }

  /** A stream over this reader for libraries; failures come out as {@link ErrnoIoException}. */
  public InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws java.io.IOException {
        try {
          return In.this.read();
        } catch (ErrnoException e) {
          throw new ErrnoIoException(e);
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws java.io.IOException {
        if (length == 0) {
          return 0;
        }
        try {
          int count = In.this.read(bytes, offset, length);
          return count == 0 ? -1 : count;
        } catch (ErrnoException e) {
          throw new ErrnoIoException(e);
        }
      }
    };
  }

  private boolean fill() throws ErrnoException {
    if (buffer.length < BLOCK && limit == buffer.length) {
      buffer = new byte[BLOCK];
    }
    position = 0;
    limit = sys.read(fd, buffer, 0, buffer.length);
    return limit > 0;
  }
}
