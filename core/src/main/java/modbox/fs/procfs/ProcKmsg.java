package modbox.fs.procfs;

import java.nio.charset.StandardCharsets;
import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.log.Log;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;

/** /proc/kmsg: lines that are read once by whoever comes first. Source: fs/proc/kmsg.c. */
record ProcKmsg(Log log) implements Special {
  @Override
  public void open(Handle file) throws ErrnoException {
    if (!file.caller().credentials().has(Capability.SYSLOG)) {
      throw Errno.EPERM.on("/proc/kmsg");
    }
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    boolean blocking = (file.flags() & Open.NONBLOCK) == 0;
    byte[] bytes = log.take(length, blocking).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    return bytes.length;
  }

  @Override
  public int poll(Handle file) {
    return log.unread() > 0 ? Open.POLLIN : 0;
  }

  @Override
  public String channel(Handle file) {
    return Log.CHANNEL.wchan() + ":" + Log.CHANNEL.id();
  }
}
