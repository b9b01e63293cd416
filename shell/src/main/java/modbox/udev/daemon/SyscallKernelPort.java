package modbox.udev.daemon;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.udev.builtin.Kernel;

/** What builtins do to the kernel, by system calls. */
final class SyscallKernelPort implements Kernel {
  private final Syscalls sys;

  SyscallKernelPort(Syscalls sys) {
    this.sys = sys;
  }

  @Override
  public void load(String alias) {
    try {
      new ModuleLoading(sys).load(alias);
    } catch (ErrnoException e) {
      // no tree of modules, or one that cannot be read: there is nothing to load then
      return;
    }
  }

  @Override
  public void ioctl(String node, int request, byte[] argument) throws ErrnoException {
    int fd = sys.open(node, Open.RDWR | Open.CLOEXEC | Open.NONBLOCK);
    try {
      sys.ioctl(fd, request, argument);
    } finally {
      sys.close(fd);
    }
  }

  @Override
  public void grant(String node, List<Integer> users) throws ErrnoException {
    int mode = sys.stat(node).permissions();
    if (users.isEmpty()) {
      for (String name : sys.listxattr(node, true)) {
        if (name.equals(AccessList.XATTR)) {
          sys.removexattr(node, name, true);
        }
      }
    } else {
      sys.setxattr(node, AccessList.XATTR, AccessList.of(mode, users), true);
    }
  }
}
