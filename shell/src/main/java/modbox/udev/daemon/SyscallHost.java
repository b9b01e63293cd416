package modbox.udev.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Step;
import modbox.kernel.SocketCalls;
import modbox.kernel.Syscalls;
import modbox.udev.builtin.Builtin;
import modbox.udev.builtin.Builtins;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.Words;
import org.jspecify.annotations.Nullable;

/** A machine as udev's parts want it, by system calls of one task. */
public class SyscallHost implements UdevHost {
  private static final int SIOCSIFNAME = 0x8923;
  private static final int IFREQ_SIZE = 40;
  private static final int NAME_SIZE = 16;
  private static final int MONOTONIC = 1;

  private final Syscalls sys;
  private final Files files;
  private final Settings settings;
  private final Builtin.Listener listener;
  private @Nullable String commandLine;

  public SyscallHost(Syscalls sys, Settings settings) {
    this(sys, settings, (_, _) -> {});
  }

  /** The same with somebody who hears of each property that a builtin sets. */
  public SyscallHost(Syscalls sys, Settings settings, Builtin.Listener listener) {
    this(sys, new SysFiles(sys), settings, listener);
  }

  SyscallHost(Syscalls sys, Files files, Settings settings, Builtin.Listener listener) {
    this.sys = sys;
    this.files = files;
    this.settings = settings;
    this.listener = listener;
  }

  Syscalls sys() {
    return sys;
  }

  Settings settings() {
    return settings;
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Spawned spawn(Device device, String command, int mostOutput) {
    return new Spawner(sys, settings.eventTimeout).run(device, command, mostOutput);
  }

  @Override
  public int builtin(RuleEvent event, String name, String command) {
    Builtin builtin = Builtins.find(command);
    if (builtin == null) {
      return Builtin.failed(Errno.EOPNOTSUPP);
    }
    return builtin.run(
        new Builtin.Call(
            files,
            event,
            Words.split(command),
            new SyscallKernelPort(sys),
            new HardwareDatabase(files, settings.hardware),
            listener));
  }

  @Override
  public String constant(String which) {
    if (which.equals("virt")) {
      return files.mode("/run/systemd/container") != 0 ? "container" : "none";
    }
    String machine = sys.uname().machine();
    return switch (machine) {
      case "x86_64" -> "x86-64";
      case "aarch64" -> "arm64";
      case "i386", "i486", "i586", "i686" -> "x86";
      default -> machine;
    };
  }

  @Override
  public String commandLine() {
    if (commandLine == null) {
      String text = files.read("/proc/cmdline");
      commandLine = text == null ? "" : text;
    }
    return commandLine;
  }

  @Override
  public boolean logs(Diagnostic.Level level) {
    return level.number() <= settings.logLevel;
  }

  /** The log of the daemon is the kernel's: {@code <30>systemd-udevd[1]: …} into /dev/kmsg. */
  @Override
  public void log(Diagnostic.Level level, String text) {
    if (!logs(level)) {
      return;
    }
    int priority = 24 + level.number();
    String line = "<" + priority + ">systemd-udevd[" + sys.getpid() + "]: " + text + "\n";
    try {
      int fd = sys.open("/dev/kmsg", Open.WRONLY | Open.CLOEXEC);
      try {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        sys.write(fd, bytes, 0, bytes.length);
      } finally {
        sys.close(fd);
      }
    } catch (ErrnoException e) {
      // a machine without a log: then nobody hears it, as with the real one
      return;
    }
  }

  @Override
  public boolean explainsAll() {
    return false;
  }

  @Override
  public void explain(Step step) {
    sys.explain(step);
  }

  @Override
  public ResolveNames resolveNames() {
    return settings.resolveNames;
  }

  @Override
  public int user(String name) {
    return Accounts.user(files, name);
  }

  @Override
  public int group(String name) {
    return Accounts.group(files, name);
  }

  @Override
  public String builtin(String command) {
    Builtin builtin = Builtins.find(command);
    return builtin == null ? "" : builtin.name();
  }

  @Override
  public long microseconds() {
    return Math.max(1, sys.clock(MONOTONIC) / 1000);
  }

  @Override
  public Device rename(RuleEvent event) {
    Device device = event.device();
    String name = event.name();
    String old = device.sysname();
    if (name == null || name.equals(old) || device.ifindex() <= 0) {
      return device;
    }
    if (!isInterfaceName(name)) {
      log(Diagnostic.Level.ERROR, old + ": Invalid network interface name, ignoring: " + name);
      return device;
    }
    device.set("ID_RENAMING", "1");
    try {
      setName(old, name);
    } catch (ErrnoException e) {
      device.set("ID_RENAMING", null);
      log(Diagnostic.Level.ERROR, old + ": " + failure(device, old, name, e.errno()));
      return device;
    }
    Device renamed = device.renamed(name);
    renamed.setKernel("INTERFACE_OLD", old);
    renamed.setKernel("INTERFACE", name);
    return renamed;
  }

  private static String failure(Device device, String old, String name, Errno errno) {
    return errno == Errno.EBUSY
        ? "Network interface '" + old + "' is already up, cannot rename to '" + name + "'."
        : "Failed to rename network interface "
            + device.ifindex()
            + " from '"
            + old
            + "' to '"
            + name
            + "': "
            + errno.text();
  }

  private static boolean isInterfaceName(String name) {
    if (name.isEmpty() || name.length() >= NAME_SIZE || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > 0x7e || c == ':' || c == '/' || c == '%') {
        return false;
      }
    }
    return true;
  }

  private void setName(String old, String name) throws ErrnoException {
    var request = new byte[IFREQ_SIZE];
    put(request, 0, old);
    put(request, NAME_SIZE, name);
    int fd = sys.socket(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, 0);
    try {
      sys.ioctl(fd, SIOCSIFNAME, request);
    } finally {
      sys.close(fd);
    }
  }

  private static void put(byte[] request, int at, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, request, at, Math.min(bytes.length, NAME_SIZE - 1));
    Arrays.fill(request, at + Math.min(bytes.length, NAME_SIZE - 1), at + NAME_SIZE, (byte) 0);
  }
}
