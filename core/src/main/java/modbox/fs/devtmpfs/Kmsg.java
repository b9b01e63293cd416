package modbox.fs.devtmpfs;

import java.nio.charset.StandardCharsets;
import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.log.Log;
import modbox.log.LogRecord;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;

/**
 * /dev/kmsg: one record a read; a write adds one. The position is the next sequence number. Source:
 * kernel/printk/printk.c.
 *
 * @param restricted tells whether kernel.dmesg_restrict is set
 */
record Kmsg(Log log, java.util.function.BooleanSupplier restricted) implements Special {
  /** Longest write. Source: LOG_LINE_MAX. */
  private static final int LONGEST = 1024 - 32;

  @Override
  public void open(Handle file) throws ErrnoException {
    boolean reads = (file.flags() & Open.ACCMODE) != Open.WRONLY;
    if (reads && restricted.getAsBoolean() && !file.caller().credentials().has(Capability.SYSLOG)) {
      throw Errno.EPERM.on("/dev/kmsg");
    }
    file.position(log.first());
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    LogRecord next;
    try {
      next = log.read(file.position(), (file.flags() & Open.NONBLOCK) == 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPIPE) {
        file.position(log.first());
      }
      throw e;
    }
    byte[] bytes = next.kmsgRecord().getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > length) {
      throw Errno.EINVAL.on("/dev/kmsg");
    }
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    file.position(next.sequence() + 1);
    return bytes.length;
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    if (length > LONGEST) {
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
    return switch (whence) {
      case Open.SEEK_SET -> log.first();
      case Open.SEEK_END -> log.next();
      case 3 -> Math.max(log.cleared(), log.first()); // SEEK_DATA: after the last clear
      default -> throw Errno.EINVAL.on("/dev/kmsg");
    };
  }

  @Override
  public int poll(Handle file) {
    int events = Open.POLLOUT;
    if (file.position() < log.first()) {
      return events | Open.POLLIN | Open.POLLERR | Open.POLLPRI;
    }
    return file.position() < log.next() ? events | Open.POLLIN : events;
  }

  @Override
  public String channel(Handle file) {
    return Log.CHANNEL.wchan() + ":" + Log.CHANNEL.id();
  }
}
