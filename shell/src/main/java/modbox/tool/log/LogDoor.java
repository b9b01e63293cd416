package modbox.tool.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.Proc;

/** Where dmesg gets messages from, and the switches of the log. */
final class LogDoor {
  private static final int SEEK_DATA = 3;
  private static final int RECORD = 8192;

  /** More than the log ever holds. */
  static final int LARGE = 1 << 20;

  private static final int READ_ALL = 3;
  private static final int CLEAR = 5;
  private static final int CONSOLE_OFF = 6;
  private static final int CONSOLE_ON = 7;
  private static final int CONSOLE_LEVEL = 8;

  private final Proc proc;
  private final Syscalls sys;

  LogDoor(Proc proc) {
    this.proc = proc;
    this.sys = proc.sys();
  }

  /** Takes a message. */
  @FunctionalInterface
  interface Reader {
    void take(Message message) throws ErrnoException;
  }

  void clear() throws Failure {
    control(CLEAR, 0, "clear kernel buffer failed");
  }

  void console(boolean on) throws Failure {
    control(on ? CONSOLE_ON : CONSOLE_OFF, 0, "klogctl failed");
  }

  void consoleLevel(int level) throws Failure {
    control(CONSOLE_LEVEL, level, "klogctl failed");
  }

  private void control(int action, int argument, String complaint) throws Failure {
    try {
      sys.syslog(action, argument);
    } catch (ErrnoException e) {
      throw new Failure(complaint + ": " + e.errno().text());
    }
  }

  /** The messages of a file in the form of syslog(2). */
  List<Message> file(String path) throws Failure {
    try {
      return Message.ofSyslog(proc.readText(path));
    } catch (ErrnoException e) {
      throw new Failure("cannot open " + path + ": " + e.errno().text());
    }
  }

  /** What syslog(2) gives, its last {@code size} bytes. */
  List<Message> syslog(int size) throws Failure {
    try {
      byte[] all = sys.syslog(READ_ALL, size);
      return Message.ofSyslog(new String(all, StandardCharsets.ISO_8859_1));
    } catch (ErrnoException e) {
      throw failed(e);
    }
  }

  /** What /dev/kmsg has since the last clear; syslog(2) if it cannot be opened. */
  List<Message> kmsg() throws Failure {
    var all = new ArrayList<Message>();
    int fd;
    try {
      fd = open(Open.NONBLOCK);
    } catch (ErrnoException _) {
      return syslog(LARGE);
    }
    try {
      read(fd, all::add);
      sys.close(fd);
    } catch (ErrnoException e) {
      throw failed(e);
    }
    return all;
  }

  /** Reads on and on; ends with the file. */
  void follow(boolean onlyNew, Reader reader) throws Failure {
    try {
      int fd = open(0);
      if (onlyNew) {
        sys.lseek(fd, 0, Open.SEEK_END);
      }
      read(
          fd,
          message -> {
            reader.take(message);
            proc.out().flush();
          });
    } catch (ErrnoException e) {
      throw failed(e);
    }
  }

  private static Failure failed(ErrnoException e) {
    return new Failure("read kernel buffer failed: " + e.errno().text());
  }

  private int open(int flags) throws ErrnoException {
    int fd = sys.open("/dev/kmsg", Open.RDONLY | Open.CLOEXEC | flags);
    sys.lseek(fd, 0, SEEK_DATA);
    return fd;
  }

  private void read(int fd, Reader reader) throws ErrnoException {
    var buffer = new byte[RECORD];
    while (true) {
      int count;
      try {
        count = sys.read(fd, buffer, 0, buffer.length);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EPIPE) {
          continue; // records were overwritten before they were read
        }
        if (e.errno() == Errno.EAGAIN) {
          return;
        }
        throw e;
      }
      if (count == 0) {
        return;
      }
      var record = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
      Message message = Message.ofKmsg(record).orElse(null);
      if (message != null) {
        reader.take(message);
      }
    }
  }
}
