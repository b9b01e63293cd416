package modbox.kernel;

import modbox.abi.ErrnoException;

/** Loadable modules. */
public interface ModuleCalls {
  int IGNORE_MODVERSIONS = 1;
  int IGNORE_VERMAGIC = 2;
  int COMPRESSED_FILE = 4;

  void initModule(byte[] image, String parameters) throws ErrnoException;

  void finitModule(int fd, String parameters, int flags) throws ErrnoException;

  /** delete_module(2); {@code flags}: O_NONBLOCK 0x800, O_TRUNC (force) 0x200. */
  void deleteModule(String name, int flags) throws ErrnoException;
}
