package modbox.tool.udev;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.udev.daemon.Control;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import modbox.udev.device.SysFiles;
import modbox.user.Failure;
import modbox.user.Proc;

/** Waiting for udev. */
final class Waiting {
  static final long SECOND = 1_000_000_000L;
  private static final long PAUSE = 5_000_000L;
  private static final int MONOTONIC = 1;

  private Waiting() {}

  /** Something that comes true. */
  interface Condition {
    boolean holds() throws ErrnoException;
  }

  /**
   * Waits until the condition holds: whether it did in time.
   *
   * @param timeout nanoseconds; negative for ever, 0 only looks
   */
  static boolean until(Syscalls sys, long timeout, Condition condition) throws ErrnoException {
    long end = timeout < 0 ? Long.MAX_VALUE : sys.clock(MONOTONIC) + timeout;
    while (!condition.holds()) {
      if (sys.clock(MONOTONIC) >= end) {
        return false;
      }
      sys.nanosleep(PAUSE);
    }
    return true;
  }

  /** Waits until udev has nothing to do. */
  static boolean settled(Syscalls sys, long timeout) throws ErrnoException {
    var files = new SysFiles(sys);
    return until(
        sys,
        timeout,
        () -> {
          if (files.mode(Control.QUEUE) != 0) {
            return false;
          }
          return ping(sys) && files.mode(Control.QUEUE) == 0;
        });
  }

  /** Makes sure that the daemon has seen all events: true also if there is none. */
  private static boolean ping(Syscalls sys) {
    try {
      return Control.send(sys, java.util.List.of("PING"), 60 * SECOND);
    } catch (ErrnoException e) {
      return true; // nobody is there to handle anything
    }
  }

  static void initialized(Proc proc, SysFiles files, String syspath, Optional<String> limit)
      throws ErrnoException, Failure {
    long timeout = limit.map(Waiting::seconds).orElse(-1L);
    boolean done =
        until(
            proc.sys(),
            timeout,
            () -> {
              Device device = Device.at(files, syspath);
              return device != null && device.isInitialized();
            });
    if (!done) {
      throw new Failure("Failed to wait for initialization: Connection timed out");
    }
  }

  /** Seconds in nanoseconds; negative if the text is none. */
  static long seconds(String text) {
    String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    int seconds = Numbers.decimal(digits, -1);
    return seconds < 0 ? -1 : seconds * SECOND;
  }
}
