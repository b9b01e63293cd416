package modbox.kernel;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.WaitStatus;
import modbox.task.Channel;
import modbox.task.ModuleRequester;
import modbox.task.Processes;
import modbox.task.Scheduler;

/**
 * Runs programs of userland in the kernel's name: call_usermodehelper. Source: kernel/umh.c,
 * kernel/module/kmod.c.
 */
final class UsermodeHelper implements ModuleRequester {
  /** Requests inside of requests, at most: MAX_KMOD_CONCURRENT. */
  private static final int MAX_NESTING = 50;

  private static final List<String> ENVIRONMENT =
      List.of("HOME=/", "TERM=linux", "PATH=/sbin:/usr/sbin:/bin:/usr/bin");

  private final Kernel kernel;
  private final Scheduler scheduler;
  private int nesting;

  UsermodeHelper(Kernel kernel) {
    this.kernel = kernel;
    this.scheduler = kernel.scheduler;
  }

  /**
   * Runs a program as a child of init and waits for it.
   *
   * @return its status word, or the negative errno of the failing execve
   */
  int run(String path, List<String> argv, List<String> environment) {
    var end = new int[] {Integer.MIN_VALUE};
    var failure = new int[1];
    Processes processes = kernel.processes;
    try {
      int pid =
          processes.spawnWatched(
              () -> {
                try {
                  kernel.syscalls().execve(path, argv, environment);
                } catch (ErrnoException e) {
                  failure[0] = -e.errno().number();
                }
                return 1;
              },
              status -> {
                end[0] = status;
                scheduler.wake(Channel.of("call_usermodehelper_exec", 0));
              });
      scheduler.blockKillable(
          Channel.of("call_usermodehelper_exec", 0), () -> end[0] != Integer.MIN_VALUE);
      return pid > 0 && failure[0] != 0 ? failure[0] : end[0];
    } catch (ErrnoException e) {
      return -e.errno().number();
    }
  }

  @Override
  public int request(String name) {
    String path = modprobePath();
    if (path.isEmpty()) {
      return 0;
    }
    if (nesting >= MAX_NESTING) {
      kernel.log.warn("request_module: modprobe " + name + " cannot be processed, kmod busy");
      return -62;
    }
    nesting++;
    try {
      int status = run(path, List.of(path, "-q", "--", name), ENVIRONMENT);
      return status < 0 ? status : new WaitStatus(0, status).shellStatus();
    } finally {
      nesting--;
    }
  }

  /** The sysctl kernel.modprobe; empty switches requests off. */
  private String modprobePath() {
    Optional<String> path = kernel.world.find(SystemDoor.SETTINGS, "kernel.modprobe");
    return path.orElse("/sbin/modprobe");
  }
}
