package modbox.js;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.kernel.Syscalls;
import modbox.user.Proc;

/** Runs one shell line as a child and collects what it writes. */
final class ShellLine {
  private static final int TIMED_OUT = 124;

  private final Proc proc;
  private final Syscalls sys;

  ShellLine(Proc proc) {
    this.proc = proc;
    this.sys = proc.sys();
  }

  /**
   * Runs the line.
   *
   * @param timeout nanoseconds, negative for none; the child's group is then ended and the status
   *     is 124, as timeout(1) has it
   * @return JSON: status, stdout, stderr
   */
  String run(String line, String input, long timeout) throws ErrnoException {
    proc.out().flush();
    int[] in = sys.pipe(Open.CLOEXEC);
    int[] out = sys.pipe(Open.CLOEXEC);
    int[] err = sys.pipe(Open.CLOEXEC);
    int pid =
        sys.fork(
            () -> {
              sys.setpgid(0, 0);
              sys.dup2(in[0], 0, false);
              sys.dup2(out[1], 1, false);
              sys.dup2(err[1], 2, false);
              sys.execve("/bin/sh", List.of("sh", "-c", line), proc.environment());
              return 127;
            });
    sys.close(in[0]);
    sys.close(out[1]);
    sys.close(err[1]);
    int feeder = feed(in[1], input);
    sys.close(in[1]);
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    boolean late = !collect(out[0], err[0], stdout, stderr, timeout);
    if (late) {
      sys.kill(-pid, Signal.KILL.number());
    }
    sys.close(out[0]);
    sys.close(err[0]);
    int status = sys.wait4(pid, 0).map(WaitStatus::shellStatus).orElse(0);
    if (feeder > 0) {
      sys.wait4(feeder, 0);
    }
    return "{\"status\":%d,\"stdout\":%s,\"stderr\":%s}"
        .formatted(late ? TIMED_OUT : status, Json.string(text(stdout)), Json.string(text(stderr)));
  }

  /**
   * A child that writes the input, so that a full pipe does not hold us up; 0 if there is none to
   * write.
   */
  private int feed(int fd, String input) throws ErrnoException {
    if (input.isEmpty()) {
      return 0;
    }
    byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
    return sys.fork(
        () -> {
          for (int done = 0; done < bytes.length; ) {
            done += sys.write(fd, bytes, done, bytes.length - done);
          }
          return 0;
        });
  }

  private boolean collect(
      int out, int err, ByteArrayOutputStream stdout, ByteArrayOutputStream stderr, long timeout)
      throws ErrnoException {
    long end = timeout < 0 ? -1 : sys.clock(1) + timeout;
    int[] fds = {out, err};
    int[] wanted = {Open.POLLIN, Open.POLLIN};
    ByteArrayOutputStream[] sinks = {stdout, stderr};
    var block = new byte[65536];
    while (fds[0] >= 0 || fds[1] >= 0) {
      long left = end < 0 ? -1 : Math.max(0, end - sys.clock(1));
      int[] ready = sys.poll(fds, wanted, left);
      if (ready[0] == 0 && ready[1] == 0) {
        return false;
      }
      for (int i = 0; i < 2; i++) {
        if (ready[i] != 0) {
          int count = sys.read(fds[i], block, 0, block.length);
          sinks[i].write(block, 0, count);
          fds[i] = count == 0 ? -1 : fds[i];
        }
      }
    }
    return true;
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
