package modbox.kernel;

import java.nio.charset.StandardCharsets;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.tty.Terminals;

/** The master of a pty as an open file: what /dev/ptmx gives. */
record TerminalMaster(Terminals terminals) implements Special {
  /** The kind of open files that these are. */
  static final String KIND = "ptm";

  @Override
  public void open(Handle file) {
    file.data(terminals.open());
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    return terminals.readMaster(
        TerminalFile.id(file), buffer, offset, length, TerminalFile.blocks(file));
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) {
    terminals.receive(
        TerminalFile.id(file), new String(buffer, offset, length, StandardCharsets.ISO_8859_1));
    return length;
  }

  @Override
  public int poll(Handle file) {
    return (terminals.canReadMaster(TerminalFile.id(file)) ? Open.POLLIN : 0) | Open.POLLOUT;
  }

  @Override
  public String channel(Handle file) {
    return "n_tty_write:" + TerminalFile.id(file);
  }

  @Override
  public void release(Handle file) {
    terminals.closeMaster(TerminalFile.id(file));
  }
}
