package modbox.driver;

import modbox.abi.ErrnoException;

/** What a module does. It keeps no state of its own: that is in the machine. */
public interface ModuleProgram {
  /** The init function; a failure is its negative return value. */
  void init(KernelApi kernel) throws ErrnoException;

  /** The exit function. */
  void exit(KernelApi kernel);
}
