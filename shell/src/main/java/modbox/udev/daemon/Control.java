package modbox.udev.daemon;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.SocketCalls;
import modbox.kernel.Syscalls;

/** The daemon's control socket, from the side of those who want something of it. */
public final class Control {
  /** Where the daemon listens. */
  public static final String SOCKET = "/run/udev/control";

  /** Exists while events wait or run. */
  public static final String QUEUE = "/run/udev/queue";

  private static final String END = "END";

  private Control() {}

  /**
   * Sends requests and waits until the daemon has taken them all in.
   *
   * @param timeout nanoseconds to wait for the daemon; negative for ever
   * @return whether it answered in time
   */
  public static boolean send(Syscalls sys, List<String> requests, long timeout)
      throws ErrnoException {
    int fd = sys.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_SEQPACKET, 0);
    try {
      sys.connectUnix(fd, SOCKET);
      for (String request : requests) {
        sys.send(fd, request, 0);
      }
      sys.send(fd, END, 0);
      return sys.poll(new int[] {fd}, new int[] {Open.POLLIN}, timeout)[0] != 0;
    } finally {
      sys.close(fd);
    }
  }

  static boolean isEnd(String request) {
    return request.equals(END);
  }
}
