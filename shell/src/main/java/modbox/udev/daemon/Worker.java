package modbox.udev.daemon;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;

/** Handles one event in a task of its own. */
final class Worker {
  /** The status of a worker that found its disk locked by somebody. */
  static final int LOCKED = 75;

  private static final int LOCK_SHARED_AT_ONCE = 1 | 4;

  private final SyscallHost host;
  private final Syscalls sys;

  Worker(Syscalls sys, Settings settings) {
    this.sys = sys;
    this.host = new SyscallHost(sys, SysFiles.ofWorker(sys), settings, (_, _) -> {});
  }

  /**
   * Handles an event to its end.
   *
   * @param netlink the socket on which listeners are told
   */
  int run(EventQueue.Event event, int netlink) throws ErrnoException {
    Device device = Device.ofEvent(host.files(), event.properties());
    int lock = lock(device);
    if (lock == LOCKED) {
      return LOCKED;
    }
    RuleEvent result =
        new Processor(host).process(host.settings().rules, device, host.settings().globals);
    RunList.run(host, result);
    try {
      sys.send(netlink, UdevMessage.encode(result.device()), UdevMessage.UDEV_GROUP);
    } catch (ErrnoException e) {
      host.log(
          Diagnostic.Level.WARNING,
          device.sysname() + ": Failed to broadcast event to libudev listeners, ignoring");
    }
    return 0;
  }

  /**
   * Whoever holds an exclusive lock on a disk does not want rules to look at it: the lock is shared
   * while the event is handled.
   */
  private int lock(Device device) {
    boolean disk = "block".equals(device.subsystem()) && !device.action().equals("remove");
    if (!disk || device.sysname().startsWith("dm-") || device.sysname().startsWith("md")) {
      return 0;
    }
    Device whole = "partition".equals(device.devtype()) ? device.parent() : device;
    String node = whole == null ? null : whole.devname();
    if (node == null || !isOpenable(host.files(), node)) {
      return 0;
    }
    try {
      int fd = sys.open(node, Open.RDONLY | Open.CLOEXEC | Open.NONBLOCK);
      sys.flock(fd, LOCK_SHARED_AT_ONCE); // ends with the worker
      return 0;
    } catch (ErrnoException e) {
      return e.errno() == Errno.EAGAIN ? LOCKED : 0; // no medium, no driver: nothing to lock
    }
  }

  private static boolean isOpenable(Files files, String node) {
    return files.mode(node) != 0;
  }
}
