package modbox.kernel;

import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Termios;
import modbox.abi.WindowSize;
import modbox.tty.Terminals;
import modbox.tty.TtyRow;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;

/** Calls on terminals. */
final class TerminalDoor implements TerminalCalls {
  private final FileDoor files;
  private final Vfs vfs;
  private final Terminals terminals;

  TerminalDoor(Kernel kernel) {
    this.files = kernel.files;
    this.vfs = kernel.vfs;
    this.terminals = kernel.terminals;
  }

  /** The pty behind a descriptor, its master or its slave; ENOTTY if it is something else. */
  private TtyRow row(int fd) throws ErrnoException {
    OpenFile file = vfs.open().row(files.file(fd));
    int major = Dev.major(file.rdev());
    boolean terminal =
        file.kind().equals(TerminalMaster.KIND)
            || (file.kind().equals(OpenFile.DEVICE)
                && (major == 5 || (major >= 136 && major <= 143)));
    if (!terminal) {
      throw Errno.ENOTTY.on("descriptor " + fd);
    }
    return terminals.find((int) file.data()).orElseThrow(() -> Errno.EIO.on("tty"));
  }

  @Override
  public boolean isatty(int fd) {
    try {
      row(fd);
      return true;
    } catch (ErrnoException _) {
      return false;
    }
  }

  @Override
  public Termios tcgetattr(int fd) throws ErrnoException {
    return row(fd).termios();
  }

  @Override
  public void tcsetattr(int fd, Termios termios) throws ErrnoException {
    terminals.setTermios(row(fd).id(), termios);
  }

  @Override
  public int tcgetpgrp(int fd) throws ErrnoException {
    return row(fd).foreground();
  }

  @Override
  public void tcsetpgrp(int fd, int pgid) throws ErrnoException {
    terminals.setForeground(row(fd).id(), pgid);
  }

  @Override
  public WindowSize windowSize(int fd) throws ErrnoException {
    return row(fd).size();
  }

  @Override
  public void setWindowSize(int fd, WindowSize size) throws ErrnoException {
    terminals.resize(row(fd).id(), size);
  }

  @Override
  public String ttyname(int fd) throws ErrnoException {
    return "/dev/pts/" + row(fd).id();
  }

  @Override
  public int openpt() throws ErrnoException {
    return files.install(vfs.open().adopt(TerminalMaster.KIND, Open.RDWR, terminals.open()), false);
  }

  @Override
  public String ptsname(int master) throws ErrnoException {
    return "/dev/pts/" + row(master).id();
  }

  @Override
  public void setControllingTerminal(int fd) throws ErrnoException {
    terminals.setControlling(row(fd).id());
  }
}
