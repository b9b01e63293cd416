package modbox.js;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.SocketCalls;
import modbox.kernel.Syscalls;

/** The machine's events for a script: kernel uevents, udev's, module events, log lines. */
final class Events implements AutoCloseable {
  private static final int KERNEL = 1;
  private static final int UDEV = 2;

  private final Syscalls sys;
  private final Map<String, Integer> sources = new TreeMap<>();

  Events(Syscalls sys) {
    this.sys = sys;
  }

  /** Begins to listen to a kind of event: uevent, module, udev:done, dmesg. */
  Object listen(String kind) throws ErrnoException {
    String source = kind.equals("module") ? "uevent" : kind;
    if (!sources.containsKey(source)) {
      sources.put(
          source,
          source.equals("dmesg")
              ? openLog()
              : openNetlink(source.equals("uevent") ? KERNEL : UDEV));
    }
    return true;
  }

  private int openLog() throws ErrnoException {
    int fd = sys.open("/dev/kmsg", Open.RDONLY | Open.NONBLOCK | Open.CLOEXEC);
    sys.lseek(fd, 0, Open.SEEK_END);
    return fd;
  }

  private int openNetlink(int group) throws ErrnoException {
    int fd =
        sys.socket(
            SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, SocketCalls.NETLINK_KOBJECT_UEVENT);
    sys.setStatusFlags(fd, Open.NONBLOCK);
    sys.bindNetlink(fd, group);
    return fd;
  }

  /** What has arrived, as JSON: an array of {@code {kinds, value}}. */
  String take() throws ErrnoException {
    if (sources.isEmpty()) {
      return "[]";
    }
    var all = new ArrayList<String>();
    for (var source : sources.entrySet()) {
      if (source.getKey().equals("dmesg")) {
        lines(source.getValue(), all);
      } else {
        messages(source.getValue(), source.getKey(), all);
      }
    }
    return "[" + String.join(",", all) + "]";
  }

  /** Waits until something arrives; false if nobody listens. */
  boolean await() throws ErrnoException {
    if (sources.isEmpty()) {
      return false;
    }
    int[] fds = sources.values().stream().mapToInt(Integer::intValue).toArray();
    int[] wanted = new int[fds.length];
    java.util.Arrays.fill(wanted, Open.POLLIN);
    sys.poll(fds, wanted, -1);
    return true;
  }

  private void messages(int fd, String kind, List<String> all) throws ErrnoException {
    while (true) {
      String data;
      try {
        data = sys.receive(fd).data();
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EAGAIN) {
          return;
        }
        throw e;
      }
      Map<String, String> properties = properties(data);
      boolean module = kind.equals("uevent") && "module".equals(properties.get("SUBSYSTEM"));
      all.add(event(module ? List.of(kind, "module") : List.of(kind), Json.object(properties)));
    }
  }

  /** The KEY=value strings of a kernel or udev message, whatever header stands before them. */
  private static Map<String, String> properties(String data) {
    var properties = new LinkedHashMap<String, String>();
    int start = data.startsWith("libudev") ? data.charAt(16) | data.charAt(17) << 8 : 0;
    for (String field : data.substring(start).split("\0")) {
      int eq = field.indexOf('=');
      if (eq > 0) {
        properties.put(field.substring(0, eq), field.substring(eq + 1));
      }
    }
    return properties;
  }

  private void lines(int fd, List<String> all) throws ErrnoException {
    var block = new byte[8192];
    while (true) {
      int count;
      try {
        count = sys.read(fd, block, 0, block.length);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EAGAIN) {
          return;
        }
        if (e.errno() == Errno.EPIPE) {
          continue; // lines were lost to the ring; the next read goes on behind them
        }
        throw e;
      }
      String record = new String(block, 0, count, StandardCharsets.ISO_8859_1);
      int text = record.indexOf(';') + 1;
      int end = record.indexOf('\n');
      all.add(
          event(
              List.of("dmesg"),
              Json.string(record.substring(text, end < 0 ? record.length() : end))));
    }
  }

  private static String event(List<String> kinds, String value) {
    return "{\"kinds\":" + Json.array(kinds) + ",\"value\":" + value + "}";
  }

  @Override
  public void close() throws ErrnoException {
    for (int fd : sources.values()) {
      sys.close(fd);
    }
    sources.clear();
  }
}
