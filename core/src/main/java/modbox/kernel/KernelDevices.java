package modbox.kernel;

import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.task.Processes;
import modbox.task.TaskRow;
import modbox.tty.Terminals;
import modbox.tty.TtyRow;
import modbox.vfs.Devices;
import org.jspecify.annotations.Nullable;

/** Device nodes of the kernel itself: the terminals. */
final class KernelDevices implements Devices {
  private static final long TTY = Dev.make(5, 0);
  private static final long CONSOLE = Dev.make(5, 1);
  private static final long PTMX = Dev.make(5, 2);
  private static final int FIRST_PTS_MAJOR = 136;
  private static final int LAST_PTS_MAJOR = 143;

  private final Special slave;
  private final Special own;
  private final Special console;
  private final Special master;

  KernelDevices(Terminals terminals, Processes processes) {
    slave = new TerminalFile(terminals);
    own = new OwnTerminal(terminals, processes);
    console = new Console(terminals, processes);
    master = new TerminalMaster(terminals);
  }

  @Override
  public @Nullable Special find(boolean block, long rdev) {
    if (block) {
      return null;
    }
    int major = Dev.major(rdev);
    if (major >= FIRST_PTS_MAJOR && major <= LAST_PTS_MAJOR) {
      return slave;
    }
    if (rdev == TTY) {
      return own;
    }
    if (rdev == CONSOLE) {
      return console;
    }
    return rdev == PTMX ? master : null;
  }

  /** /dev/tty: the caller's own terminal; ENXIO if it has none. */
  private static class OwnTerminal extends TerminalFile {
    private final Processes processes;

    OwnTerminal(Terminals terminals, Processes processes) {
      super(terminals);
      this.processes = processes;
    }

    @Override
    public void open(Handle file) throws ErrnoException {
      TaskRow me = processes.self();
      TtyRow row = terminals.byDev(me.tty()).orElseThrow(() -> Errno.ENXIO.on("/dev/tty"));
      attach(file, row.id());
    }
  }

  /**
   * /dev/console: the caller's terminal if it has one, else nobody reads and what is written goes.
   */
  private static final class Console extends OwnTerminal {
    private static final int NONE = -1;

    Console(Terminals terminals, Processes processes) {
      super(terminals, processes);
    }

    @Override
    public void open(Handle file) throws ErrnoException {
      try {
        super.open(file);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENXIO) {
          throw e;
        }
        file.data(NONE);
      }
    }

    @Override
    public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
      return id(file) == NONE ? 0 : super.read(file, buffer, offset, length);
    }

    @Override
    public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
      return id(file) == NONE ? length : super.write(file, buffer, offset, length);
    }

    @Override
    public void release(Handle file) {
      if (id(file) != NONE) {
        super.release(file);
      }
    }
  }
}
