package modbox.kernel;

import modbox.abi.ErrnoException;
import modbox.abi.Termios;
import modbox.abi.WindowSize;

/** Terminals: ptys and their line discipline. ENOTTY for anything else. */
public interface TerminalCalls {
  boolean isatty(int fd);

  Termios tcgetattr(int fd) throws ErrnoException;

  /** tcsetattr(TCSANOW). */
  void tcsetattr(int fd, Termios termios) throws ErrnoException;

  int tcgetpgrp(int fd) throws ErrnoException;

  void tcsetpgrp(int fd, int pgid) throws ErrnoException;

  WindowSize windowSize(int fd) throws ErrnoException;

  void setWindowSize(int fd, WindowSize size) throws ErrnoException;

  /** ttyname(3): the path of the terminal. */
  String ttyname(int fd) throws ErrnoException;

  /** posix_openpt(3): a new master; its slave's path by {@link #ptsname}. */
  int openpt() throws ErrnoException;

  String ptsname(int master) throws ErrnoException;

  /** TIOCSCTTY: makes the terminal the session's controlling one. */
  void setControllingTerminal(int fd) throws ErrnoException;
}
