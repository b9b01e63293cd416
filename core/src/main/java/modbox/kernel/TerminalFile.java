package modbox.kernel;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.task.Channel;
import modbox.tty.Terminals;
import modbox.tty.TtyRow;

/** The slave of a pty as an open file, which keeps the pty's number. */
class TerminalFile implements Special {
  final Terminals terminals;

  TerminalFile(Terminals terminals) {
    this.terminals = terminals;
  }

  @Override
  public void open(Handle file) throws ErrnoException {
    TtyRow row = terminals.byDev(file.rdev()).orElseThrow(() -> Errno.EIO.on("tty"));
    attach(file, row.id());
  }

  final void attach(Handle file, int id) throws ErrnoException {
    file.data(id);
    terminals.openSlave(id, (file.flags() & Open.NOCTTY) == 0);
  }

  static int id(Handle file) {
    return (int) file.data();
  }

  static boolean blocks(Handle file) {
    return (file.flags() & Open.NONBLOCK) == 0;
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    return length == 0 ? 0 : terminals.read(id(file), buffer, offset, length, blocks(file));
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    return terminals.write(id(file), buffer, offset, length, blocks(file));
  }

  @Override
  public int poll(Handle file) {
    int id = id(file);
    boolean cut = terminals.find(id).map(row -> !row.master()).orElse(true);
    return (terminals.canRead(id, 1) ? Open.POLLIN : 0)
        | (terminals.canWrite(id) ? Open.POLLOUT : 0)
        | (cut ? Open.POLLHUP : 0);
  }

  @Override
  public String channel(Handle file) {
    Channel channel = terminals.channels(id(file)).getFirst();
    return channel.wchan() + ":" + channel.id() + (channel.host() ? "!" : "");
  }

  @Override
  public void release(Handle file) {
    terminals.closeSlave(id(file));
  }
}
