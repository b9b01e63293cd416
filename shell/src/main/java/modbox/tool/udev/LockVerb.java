package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.udev.device.Device;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm lock: runs a command while a disk is locked against udev. */
final class LockVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "lock",
              "[OPTIONS...] COMMAND",
              "Lock a block device and run a command",
              flag('h', "help", "print this"),
              flag('V', "version", "print the version"),
              value('d', "device", "DEVICE", "the block device"),
              value('b', "backing", "FILE", "a file on it"),
              value('t', "timeout", "SECS", "wait no longer than this"),
              flag('p', "print", "only name the device that would be locked"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  private static final int EXCLUSIVE_AT_ONCE = 2 | 4;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (!args.has("print") && args.operands().isEmpty()) {
      throw new Failure("Too few arguments, command to execute.");
    }
    if (!args.has("device") && !args.has("backing")) {
      throw new Failure("No devices to lock specified, refusing.");
    }
    var nodes = new TreeSet<String>();
    for (String path : args.values("device")) {
      nodes.add(wholeDisk(proc, path, false));
    }
    for (String path : args.values("backing")) {
      nodes.add(wholeDisk(proc, path, true));
    }
    if (args.has("print")) {
      for (String node : nodes) {
        proc.out().println(node);
      }
      return ExitStatus.OK;
    }
    long timeout = args.value("timeout").map(Waiting::seconds).orElse(-1L);
    for (String node : nodes) {
      lock(proc, node, timeout);
    }
    return execute(proc, args.operands());
  }

  private static String wholeDisk(Proc proc, String path, boolean backing)
      throws ErrnoException, Failure {
    var files = new SysFiles(proc.sys());
    long number = 0;
    try {
      var stat = proc.sys().stat(path);
      boolean block = stat.type() == Mode.BLK;
      number = block ? stat.rdev() : backing ? stat.dev() : 0;
      if (number == 0) {
        throw Errno.ENOTBLK.on(path);
      }
    } catch (ErrnoException e) {
      throw new Failure(
          "Failed to find whole block device for '" + path + "': " + e.errno().text());
    }
    Device device =
        Device.at(files, "/sys/dev/block/" + Dev.major(number) + ":" + Dev.minor(number));
    Device disk = device != null && "partition".equals(device.devtype()) ? device.parent() : device;
    String node = disk == null ? null : disk.devname();
    if (node == null) {
      throw new Failure(
          "Failed to find whole block device for '" + path + "': " + Errno.ENODEV.text());
    }
    return node;
  }

  private static void lock(Proc proc, String node, long timeout) throws ErrnoException, Failure {
    int fd;
    try {
      fd = proc.sys().open(node, Open.RDONLY | Open.NONBLOCK);
    } catch (ErrnoException e) {
      throw new Failure("Failed to open '" + node + "': " + e.errno().text());
    }
    boolean locked =
        Waiting.until(
            proc.sys(),
            timeout,
            () -> {
              try {
                proc.sys().flock(fd, EXCLUSIVE_AT_ONCE);
                return true;
              } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                  return false;
                }
                throw e;
              }
            });
    if (!locked) {
      throw new Failure(
          timeout == 0 ? "Device '" + node + "' is currently locked." : "Timeout reached.");
    }
  }

  private static ExitStatus execute(Proc proc, List<String> argv) throws ErrnoException, Failure {
    proc.out().flush();
    int pid =
        proc.sys()
            .fork(
                () -> {
                  for (String path : candidates(proc, argv.getFirst())) {
                    if ((new SysFiles(proc.sys()).mode(path) & 0111) != 0) {
                      proc.sys().execve(path, argv, proc.environment());
                    }
                  }
                  return 127;
                });
    return new ExitStatus(proc.sys().wait4(pid, 0).orElseThrow().shellStatus());
  }

  private static List<String> candidates(Proc proc, String name) {
    if (name.contains("/")) {
      return List.of(name);
    }
    var paths = new ArrayList<String>();
    for (String directory : proc.env("PATH").orElse("/usr/bin:/bin").split(":", -1)) {
      paths.add(directory + "/" + name);
    }
    return paths;
  }
}
