package modbox.udev.daemon;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.kernel.Syscalls;
import modbox.udev.device.Device;
import modbox.udev.rule.RuleHost.Spawned;
import modbox.udev.rule.Words;

/** Runs programs for rules: no shell, the device's properties as environment, a limit of time. */
final class Spawner {
  private static final String LIBEXEC = "/usr/lib/udev/";
  private static final int BLOCK = 4096;

  private final Syscalls sys;
  private final long timeout;

  /**
   * A spawner.
   *
   * @param timeout nanoseconds after which a program is killed
   */
  Spawner(Syscalls sys, long timeout) {
    this.sys = sys;
    this.timeout = timeout;
  }

  /** Runs a command line; at most {@code most} bytes of its output are kept. */
  Spawned run(Device device, String command, int most) {
    List<String> argv = new ArrayList<>(Words.split(command));
    if (argv.isEmpty()) {
      return new Spawned(-Errno.EINVAL.number(), "", false);
    }
    if (!argv.getFirst().startsWith("/")) {
      argv.set(0, LIBEXEC + argv.getFirst());
    }
    try {
      return run(argv, environment(device), most);
    } catch (ErrnoException e) {
      return new Spawned(-e.errno().number(), "", false);
    }
  }

  private static List<String> environment(Device device) {
    var environment = new ArrayList<String>();
    device.properties().forEach((key, value) -> environment.add(key + "=" + value));
    return environment;
  }

  private Spawned run(List<String> argv, List<String> environment, int most) throws ErrnoException {
    int[] pipe = sys.pipe(Open.CLOEXEC);
    int pid;
    try {
      pid = sys.fork(() -> child(pipe[1], argv, environment));
    } finally {
      sys.close(pipe[1]);
    }
    var output = new StringBuilder();
    boolean truncated = false;
    boolean killed = false;
    try {
      var buffer = new byte[BLOCK];
      while (true) {
        if (!killed && !ready(pipe[0])) {
          sys.kill(pid, Signal.KILL.number());
          killed = true;
        }
        int count = sys.read(pipe[0], buffer, 0, buffer.length);
        if (count == 0) {
          break;
        }
        output.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        if (output.length() >= most) {
          truncated = true;
          output.setLength(most - 1);
        }
      }
    } finally {
      sys.close(pipe[0]);
    }
    WaitStatus status = sys.wait4(pid, 0).orElseThrow();
    return status.isExited()
        ? new Spawned(status.exitCode(), output.toString(), truncated)
        : new Spawned(-(killed ? Errno.ETIMEDOUT : Errno.EIO).number(), "", false);
  }

  private boolean ready(int fd) throws ErrnoException {
    return sys.poll(new int[] {fd}, new int[] {Open.POLLIN}, timeout)[0] != 0;
  }

  private int child(int out, List<String> argv, List<String> environment) throws ErrnoException {
    int nothing = sys.open("/dev/null", Open.RDWR);
    sys.dup2(nothing, 0, false);
    sys.dup2(out, 1, false);
    sys.dup2(nothing, 2, false);
    for (int fd : sys.descriptors()) {
      if (fd > 2) {
        sys.close(fd);
      }
    }
    sys.execve(argv.getFirst(), argv, environment);
    return 1;
  }
}
