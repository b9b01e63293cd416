package modbox.tool.udev;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.SocketCalls;
import modbox.kernel.Syscalls;
import modbox.udev.daemon.UdevMessage;

/** Hears of the events that udev has handled. */
final class Listener implements AutoCloseable {
  private static final long NOBODY_THERE = 120 * Waiting.SECOND;

  private final Syscalls sys;
  private final int fd;

  /** Somebody who is told of each event that was waited for. */
  interface Heard {
    void event(String devpath) throws ErrnoException;
  }

  Listener(Syscalls sys) throws ErrnoException {
    this.sys = sys;
    fd = socket(sys, UdevMessage.UDEV_GROUP);
  }

  /** A socket on which events of a group arrive. */
  static int socket(Syscalls sys, int group) throws ErrnoException {
    int fd =
        sys.socket(
            SocketCalls.AF_NETLINK,
            SocketCalls.SOCK_RAW | SocketCalls.SOCK_CLOEXEC,
            SocketCalls.NETLINK_KOBJECT_UEVENT);
    sys.bindNetlink(fd, 1 << (group - 1));
    return fd;
  }

  /** An identifier for the n-th event that this task asks for. */
  static String uuid(Syscalls sys, int number) {
    return "%08x-0000-4000-8000-%012x".formatted(sys.getpid(), number);
  }

  /** Waits until all events of these identifiers have been heard of. */
  void await(Set<String> identifiers, Heard heard) throws ErrnoException {
    var missing = new LinkedHashSet<String>(identifiers);
    while (!missing.isEmpty()) {
      if (sys.poll(new int[] {fd}, new int[] {Open.POLLIN}, NOBODY_THERE)[0] == 0) {
        return;
      }
      List<String> properties = UdevMessage.properties(sys.receive(fd).data());
      String uuid = value(properties, "SYNTH_UUID");
      if (missing.remove(uuid)) {
        heard.event(value(properties, "DEVPATH"));
      }
    }
  }

  /** The value of a property; empty if it is not there. */
  static String value(List<String> properties, String key) {
    for (String property : properties) {
      if (property.startsWith(key + "=")) {
        return property.substring(key.length() + 1);
      }
    }
    return "";
  }

  @Override
  public void close() throws ErrnoException {
    sys.close(fd);
  }
}
