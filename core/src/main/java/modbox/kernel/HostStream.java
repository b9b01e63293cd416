package modbox.kernel;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.task.HostStreams;
import modbox.vfs.Current;

/** A stream of the host behind a descriptor. The open file keeps the stream's number. */
record HostStream(HostStreams streams, Current current) implements Special {
  /** The kind of open files that these are. */
  static final String KIND = "host";

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    return length == 0 ? 0 : streams.read(file.data(), buffer, offset, length);
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    try {
      return streams.write(file.data(), buffer, offset, length);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPIPE) {
        current.brokenPipe();
      }
      throw e;
    }
  }

  @Override
  public void release(Handle file) {
    streams.detach(file.data());
  }
}
