package modbox.kernel;

import java.nio.charset.StandardCharsets;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.log.Log;
import modbox.log.LogRecord;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;

/**
 * /dev/kmsg: a record with each read, a message with each write. The open file keeps the sequence
 * number of the next record. Source: Documentation/ABI/testing/dev-kmsg, devkmsg_read in
 * kernel/printk/printk.c.
 */
record KmsgDevice(Log log) implements Special {
  /** Seeks to the first record after the last clear. */
  private static final int SEEK_DATA = 3;

  @Override
  public void open(Handle file) {
    file.data(log.first());
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    if (file.data() < log.first()) {
      file.data(log.first()); // the next read goes on with what is left
      throw Errno.EPIPE.on("/dev/kmsg");
    }
    LogRecord entry = log.read(file.data(), (file.flags() & Open.NONBLOCK) == 0);
    byte[] text = entry.kmsgRecord().getBytes(StandardCharsets.ISO_8859_1);
    if (text.length > length) {
      throw Errno.EINVAL.on("/dev/kmsg");
    }
    System.arraycopy(text, 0, buffer, offset, text.length);
    file.data(entry.sequence() + 1);
    return text.length;
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    if (length > Log.LINE_MAX) {
      throw Errno.EINVAL.on("/dev/kmsg");
    }
    log.inject(new String(buffer, offset, length, StandardCharsets.ISO_8859_1));
    return length;
  }

  @Override
  public long seek(Handle file, long offset, int whence) throws ErrnoException {
    if (offset != 0) {
      throw Errno.ESPIPE.on("/dev/kmsg");
    }
    switch (whence) {
      case Open.SEEK_SET -> file.data(log.first());
      case SEEK_DATA -> file.data(log.cleared());
      case Open.SEEK_END -> file.data(log.next());
      default -> throw Errno.EINVAL.on("/dev/kmsg");
    }
    return 0;
  }

  @Override
  public int poll(Handle file) {
    if (file.data() < log.first()) {
      return Open.POLLIN | Open.POLLERR | Open.POLLPRI | Open.POLLOUT;
    }
    return file.data() < log.next() ? Open.POLLIN | Open.POLLOUT : Open.POLLOUT;
  }

  @Override
  public String channel(Handle file) {
    return Log.CHANNEL.wchan() + ":" + Log.CHANNEL.id();
  }
}
