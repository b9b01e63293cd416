package modbox.udev.builtin;

import java.util.List;
import modbox.abi.ErrnoException;

/** What builtins do to the kernel. */
public interface Kernel {
  /**
   * Loads what an alias or a module's name stands for, as modprobe -b does. Failures are the
   * kernel's own to tell; they never fail the event.
   */
  void load(String alias);

  /** ioctl(2) on a node. */
  void ioctl(String node, int request, byte[] argument) throws ErrnoException;

  /** Gives users access to a node by its ACL, and takes it from all others. */
  void grant(String node, List<Integer> users) throws ErrnoException;
}
