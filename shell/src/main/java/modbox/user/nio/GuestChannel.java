package modbox.user.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/** A descriptor as a channel. Mapping is not offered; locks are those of flock(2), on the whole. */
final class GuestChannel extends FileChannel {
  private static final int CHUNK = 65536;

  private final Syscalls sys;
  private final int fd;
  private final String path;
  private final int flags;

  /** What to do when it is closed: a path to be deleted. */
  private final Optional<String> deleted;

  GuestChannel(Syscalls sys, int fd, String path, int flags, Optional<String> deleted) {
    this.sys = sys;
    this.fd = fd;
    this.path = path;
    this.flags = flags;
    this.deleted = deleted;
  }

  private interface Call<T> {
    T run() throws ErrnoException;
  }

  private <T> T call(Call<T> call) throws IOException {
    if (!isOpen()) {
      throw new java.nio.channels.ClosedChannelException();
    }
    try {
      return call.run();
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  private void readable() {
    if ((flags & Open.ACCMODE) == Open.WRONLY) {
      throw new NonReadableChannelException();
    }
  }

  private void writable() {
    if ((flags & Open.ACCMODE) == Open.RDONLY) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    readable();
    return fill(target, -1);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    readable();
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    return fill(target, position);
  }

  /** One read; at the present position if {@code position} is negative. */
  private int fill(ByteBuffer target, long position) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    var bytes = new byte[Math.min(target.remaining(), CHUNK)];
    int count =
        call(
            () ->
                position < 0
                    ? sys.read(fd, bytes, 0, bytes.length)
                    : sys.pread(fd, bytes, 0, bytes.length, position));
    target.put(bytes, 0, count);
    return count == 0 ? -1 : count;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      int count = read(targets[i]);
      if (count < 0) {
        return sum == 0 ? -1 : sum;
      }
      sum += count;
      if (targets[i].hasRemaining()) {
        break;
      }
    }
    return sum;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    writable();
    return drain(source, -1);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    writable();
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    return drain(source, position);
  }

  private int drain(ByteBuffer source, long position) throws IOException {
    int sum = 0;
    while (source.hasRemaining()) {
      var bytes = new byte[Math.min(source.remaining(), CHUNK)];
      source.duplicate().get(bytes);
      long at = position < 0 ? -1 : position + sum;
      int count =
          call(
              () ->
                  at < 0
                      ? sys.write(fd, bytes, 0, bytes.length)
                      : sys.pwrite(fd, bytes, 0, bytes.length, at));
      source.position(source.position() + count);
      sum += count;
    }
    return sum;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += write(sources[i]);
    }
    return sum;
  }

  @Override
  public long position() throws IOException {
    return call(() -> sys.lseek(fd, 0, Open.SEEK_CUR));
  }

  @Override
  public FileChannel position(long position) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    call(() -> sys.lseek(fd, position, Open.SEEK_SET));
    return this;
  }

  @Override
  public long size() throws IOException {
    return call(() -> sys.fstat(fd).size());
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    writable();
    if (size < size()) {
      call(
          () -> {
            sys.ftruncate(fd, size);
            return 0;
          });
    }
    if (position() > size) {
      position(size);
    }
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    call(
        () -> {
          sys.fsync(fd);
          return 0;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    long done = 0;
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    while (done < count) {
      buffer.clear().limit((int) Math.min(CHUNK, count - done));
      if (read(buffer, position + done) < 0) {
        break;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        done += target.write(buffer);
      }
    }
    return done;
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    writable();
    if (position > size()) {
      return 0;
    }
    long done = 0;
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    while (done < count) {
      buffer.clear().limit((int) Math.min(CHUNK, count - done));
      if (source.read(buffer) <= 0) {
        break;
      }
      done += write(buffer.flip(), position + done);
    }
    return done;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("map");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    flock(shared ? 1 : 2);
    return new Lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    try {
      flock((shared ? 1 : 2) | 4);
      return new Lock(position, size, shared);
    } catch (IOException e) {
      if (e.getCause() instanceof ErrnoException cause
          && cause.errno() == modbox.abi.Errno.EAGAIN) {
        return null;
      }
      throw e;
    }
  }

  private void flock(int operation) throws IOException {
    call(
        () -> {
          sys.flock(fd, operation);
          return 0;
        });
  }

  private final class Lock extends FileLock {
    private boolean valid = true;

    Lock(long position, long size, boolean shared) {
      super(GuestChannel.this, position, size, shared);
    }

    @Override
    public boolean isValid() {
      return valid && GuestChannel.this.isOpen();
    }

    @Override
    public void release() throws IOException {
      valid = false;
      flock(8);
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    try {
      sys.close(fd);
      if (deleted.isPresent()) {
        sys.unlink(deleted.get());
      }
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }
}
