package modbox.kmod;

import modbox.abi.ErrnoException;

/** What the library has the kernel and the shell do. */
public interface Kernel {
  /**
   * Loads a module file.
   *
   * @param flags those of finit_module(2) that ignore versions
   */
  void insert(String path, String parameters, int flags) throws ErrnoException;

  /** Removes a module; never waits. */
  void remove(String name, boolean force) throws ErrnoException;

  /** Runs a command of the configuration with /bin/sh for a module: its exit status. */
  int run(String command, String module) throws ErrnoException;
}
