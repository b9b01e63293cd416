package modbox.vfs;

import io.vavr.collection.Vector;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.world.Bytes;
import modbox.world.World;

/** Pipes and fifos. Source: pipe(7), fifo(7). */
final class Pipes {
  /** Bytes that a pipe holds. */
  static final int CAPACITY = 65536;

  /** A write of at most this many bytes is never mixed with another. Linux: PIPE_BUF. */
  static final int ATOMIC = 4096;

  private final World world;
  private final Current current;

  Pipes(World world, Current current) {
    this.world = world;
    this.current = current;
  }

  static String readChannel(long pipe) {
    return "pipe_read:" + pipe;
  }

  static String writeChannel(long pipe) {
    return "pipe_write:" + pipe;
  }

  static String openChannel(long pipe) {
    return "wait_for_partner:" + pipe;
  }

  Pipe pipe(long ino) {
    Pipe pipe = world.get(Vfs.PIPES, ino);
    return pipe == null ? Pipe.NEW : pipe;
  }

  private void put(long ino, Pipe pipe) {
    world.put(Vfs.PIPES, ino, pipe);
  }

  /** Counts an end that is opened. */
  void attach(OpenFile end) {
    long ino = end.place().node().ino();
    put(ino, pipe(ino).ends(end.readable() ? 1 : 0, end.writable() ? 1 : 0));
    current.wake(openChannel(ino));
  }

  /** Counts an end that is closed; with the last one what waits inside is gone. */
  void detach(OpenFile end) {
    long ino = end.place().node().ino();
    Pipe left = pipe(ino).ends(end.readable() ? -1 : 0, end.writable() ? -1 : 0);
    if (left.readers() == 0 && left.writers() == 0) {
      world.remove(Vfs.PIPES, ino);
    } else {
      put(ino, left);
    }
    current.wake(readChannel(ino));
    current.wake(writeChannel(ino));
  }

  /**
   * Waits for the other end of a fifo that has just been attached; a pipe without a name, opened
   * again through /proc/PID/fd, waits for nobody. Source: fifo_open, fs/pipe.c.
   */
  void join(OpenFile end, String path) throws ErrnoException {
    long ino = end.place().node().ino();
    boolean nonblock = (end.flags() & Open.NONBLOCK) != 0;
    if ((end.readable() && end.writable()) || end.place().node().fs() == Vfs.PIPEFS) {
      return;
    }
    Pipe before = pipe(ino);
    if (end.readable()) {
      while (!nonblock
          && pipe(ino).writers() == 0
          && pipe(ino).writersEver() == before.writersEver()) {
        current.await(List.of(openChannel(ino)), -1);
      }
      return;
    }
    if (nonblock && before.readers() == 0) {
      throw Errno.ENXIO.on(path);
    }
    while (pipe(ino).readers() == 0 && pipe(ino).readersEver() == before.readersEver()) {
      current.await(List.of(openChannel(ino)), -1);
    }
  }

  int read(OpenFile end, byte[] buffer, int offset, int length) throws ErrnoException {
    long ino = end.place().node().ino();
    if (length == 0) {
      return 0;
    }
    Pipe pipe = pipe(ino);
    while (pipe.size() == 0) {
      if (pipe.writers() == 0) {
        return 0;
      }
      if ((end.flags() & Open.NONBLOCK) != 0) {
        throw Errno.EAGAIN.on("pipe");
      }
      current.await(List.of(readChannel(ino)), -1);
      pipe = pipe(ino);
    }
    int done = 0;
    Vector<Bytes> chunks = pipe.chunks();
    int head = pipe.head();
    while (done < length && !chunks.isEmpty()) {
      Bytes first = chunks.head();
      int part = Math.min(length - done, first.size() - head);
      first.copy(head, buffer, offset + done, part);
      done += part;
      head += part;
      if (head == first.size()) {
        chunks = chunks.tail();
        head = 0;
      }
    }
    put(ino, pipe.queue(chunks, head, pipe.size() - done));
    current.wake(writeChannel(ino));
    return done;
  }

  int write(OpenFile end, byte[] buffer, int offset, int length) throws ErrnoException {
    long ino = end.place().node().ino();
    int done = 0;
    while (done < length) {
      Pipe pipe = pipe(ino);
      if (pipe.readers() == 0) {
        return broken(done);
      }
      int left = length - done;
      int free = CAPACITY - pipe.size();
      boolean fits = length <= ATOMIC ? free >= left : free > 0;
      if (fits) {
        int part = Math.min(free, left);
        put(ino, append(pipe, buffer, offset + done, part));
        current.wake(readChannel(ino));
        done += part;
      } else if ((end.flags() & Open.NONBLOCK) != 0) {
        if (done > 0) {
          return done;
        }
        throw Errno.EAGAIN.on("pipe");
      } else if (!waitForRoom(ino, done)) {
        return done;
      }
    }
    return done;
  }

  private int broken(int done) throws ErrnoException {
    current.brokenPipe();
    if (done > 0) {
      return done;
    }
    throw Errno.EPIPE.on("pipe");
  }

  /** False if a signal came after some bytes went in. */
  private boolean waitForRoom(long ino, int done) throws ErrnoException {
    try {
      current.await(List.of(writeChannel(ino)), -1);
      return true;
    } catch (ErrnoException e) {
      if (done > 0 && e.errno() == Errno.EINTR) {
        return false;
      }
      throw e;
    }
  }

  /** Small writes share a chunk, as they share a page in Linux. */
  private static Pipe append(Pipe pipe, byte[] buffer, int offset, int length) {
    Vector<Bytes> chunks = pipe.chunks();
    int last = chunks.size() - 1;
    if (last >= 0 && chunks.get(last).size() + length <= Data.PAGE) {
      Bytes tail = chunks.get(last);
      chunks = chunks.update(last, tail.with(tail.size(), buffer, offset, length));
    } else {
      chunks = chunks.append(Bytes.of(buffer, offset, length));
    }
    return pipe.queue(chunks, pipe.head(), pipe.size() + length);
  }

  int poll(OpenFile end) {
    Pipe pipe = pipe(end.place().node().ino());
    int events = 0;
    if (end.readable()) {
      events |= pipe.size() > 0 ? Open.POLLIN : 0;
      events |= pipe.writers() == 0 && pipe.writersEver() > 0 ? Open.POLLHUP : 0;
    }
    if (end.writable()) {
      events |= CAPACITY - pipe.size() >= ATOMIC ? Open.POLLOUT : 0;
      events |= pipe.readers() == 0 ? Open.POLLERR : 0;
    }
    return events;
  }
}
