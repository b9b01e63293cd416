package modbox.kernel;

import modbox.abi.ErrnoException;
import modbox.abi.Step;

/** Calls on the machine as a whole. */
public interface SystemCalls {
  /** uname(2). */
  record Uname(
      String sysname,
      String nodename,
      String release,
      String version,
      String machine,
      String domain) {}

  Uname uname();

  void sethostname(String name) throws ErrnoException;

  /** sysinfo(2): uptime in nanoseconds, loads in 1/65536, memory in bytes. */
  record Sysinfo(
      long uptime,
      long load1,
      long load5,
      long load15,
      long totalRam,
      long freeRam,
      long sharedRam,
      long bufferRam,
      long totalSwap,
      long freeSwap,
      int tasks) {}

  Sysinfo sysinfo();

  /**
   * syslog(2) by its action numbers (READ 2, READ_ALL 3, READ_CLEAR 4, CLEAR 5, CONSOLE_OFF 6,
   * CONSOLE_ON 7, CONSOLE_LEVEL 8, SIZE_UNREAD 9, SIZE_BUFFER 10).
   */
  byte[] syslog(int action, int argument) throws ErrnoException;

  /**
   * reboot(2): RESTART 0x01234567, HALT 0xcdef0123, POWER_OFF 0x4321fedc. Does not return if it
   * succeeds.
   */
  void reboot(int command) throws ErrnoException;

  void sync();

  /**
   * Begins an event, inside the present one: from here on rows are written in its name, by the
   * caller and by the children that it forks.
   *
   * @param kind one word, {@code line} for a command line
   * @param text what it is, for people
   * @return the event that was the present one, for {@link #leaveEvent}
   */
  long enterEvent(String kind, String text);

  /** Goes back to an event. */
  void leaveEvent(long event);

  /**
   * Records a step of a userland decision beside the kernel's own; {@code why} reads them. Never
   * fails.
   */
  void explain(Step step);
}
