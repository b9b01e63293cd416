package modbox.kernel;

import java.nio.charset.StandardCharsets;
import modbox.abi.Capability;
import modbox.abi.Decision;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.log.Log;
import modbox.pseudo.Attribute;
import modbox.pseudo.Tree;
import modbox.task.Processes;
import modbox.task.TaskRow;
import modbox.world.Event;
import modbox.world.Table;
import modbox.world.World;

/** Calls on the machine as a whole. */
final class SystemDoor implements SystemCalls {
  /** Names and numbers of the machine that may change: host name, domain. */
  static final Table<String, String> SETTINGS = Table.of("settings", String.class, String.class);

  /** Recorded steps of decisions, by serial; the oldest go. */
  static final Table<Long, Decision> DECISIONS = Table.of("decisions", Long.class, Decision.class);

  private static final int MAX_DECISIONS = 20_000;
  private static final long MEMORY = FileSystems.MEMORY;

  /** A name of the machine as a file of /proc/sys/kernel. */
  static Tree.Named setting(World world, String name, String initial) {
    Attribute attribute =
        Attribute.of(
            () -> world.find(SETTINGS, name).orElse(initial) + "\n",
            text -> {
              int end = text.indexOf('\n');
              String value = end < 0 ? text : text.substring(0, end);
              world.put(SETTINGS, name, value.length() > 64 ? value.substring(0, 64) : value);
            });
    return Tree.attr(name, 0644, attribute).size(0);
  }

  private final Kernel kernel;
  private final World world;
  private final Processes processes;
  private final Log log;

  SystemDoor(Kernel kernel) {
    this.kernel = kernel;
    this.world = kernel.world;
    this.processes = kernel.processes;
    this.log = kernel.log;
  }

  @Override
  public Uname uname() {
    return new Uname(
        "Linux",
        world.find(SETTINGS, "hostname").orElse("modbox"),
        kernel.options.release(),
        Kernel.version(kernel.options),
        "x86_64",
        world.find(SETTINGS, "domainname").orElse("(none)"));
  }

  @Override
  public void sethostname(String name) throws ErrnoException {
    need(Capability.SYS_ADMIN, "sethostname");
    if (name.length() > 64) {
      throw Errno.EINVAL.on("sethostname");
    }
    world.put(SETTINGS, "hostname", name);
  }

  private void need(Capability capability, String call) throws ErrnoException {
    if (!processes.self().credentials().has(capability)) {
      throw Errno.EPERM.on(call);
    }
  }

  @Override
  public Sysinfo sysinfo() {
    long used = 64L << 20;
    return new Sysinfo(
        kernel.clock.monotonic(),
        0,
        0,
        0,
        MEMORY,
        MEMORY - used,
        0,
        0,
        0,
        0,
        world.size(TaskRow.TABLE));
  }

  @Override
  public byte[] syslog(int action, int argument) throws ErrnoException {
    // Reading everything and asking for the size are open to all unless dmesg_restrict is set.
    if ((action != 3 && action != 10) || isRestricted()) {
      if (!processes.self().credentials().has(Capability.SYSLOG)) {
        throw Errno.EPERM.on("syslog");
      }
    }
    return switch (action) {
      case 0, 1 -> new byte[0];
      case 2 -> bytes(log.take(argument, true));
      case 3 -> bytes(log.tail(argument));
      case 4 -> {
        String text = log.tail(argument);
        log.clear();
        yield bytes(text);
      }
      case 5 -> {
        log.clear();
        yield new byte[0];
      }
      case 6 -> {
        console(1);
        yield new byte[0];
      }
      case 7 -> {
        console(7);
        yield new byte[0];
      }
      case 8 -> {
        if (argument < 1 || argument > 8) {
          throw Errno.EINVAL.on("syslog");
        }
        console(argument);
        yield new byte[0];
      }
      case 9 -> number(log.unread());
      case 10 -> number(Log.SIZE);
      default -> throw Errno.EINVAL.on("syslog");
    };
  }

  private boolean isRestricted() {
    return kernel.vfs.sysctl("kernel.dmesg_restrict", "1").equals("1");
  }

  private void console(int level) {
    log.setConsoleLevel(level);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The call's integer result, as decimal digits. */
  private static byte[] number(int value) {
    return bytes(Integer.toString(value));
  }

  @Override
  public void reboot(int command) throws ErrnoException {
    need(Capability.SYS_BOOT, "reboot");
    kernel.powerOff(command);
  }

  @Override
  public void sync() {
    // Everything is in the tables already; there is nothing to write back.
  }

  @Override
  public long enterEvent(String kind, String text) {
    long before = world.event();
    Moment present = kind.equals("line") ? new Moment(kernel.present()) : null;
    long event = Event.begin(world, kind, text, kernel.clock.monotonic());
    if (present != null) {
      kernel.timeline.begin(new Timeline.Line(event, text, present));
    }
    kernel.scheduler.enterEvent(event);
    return before;
  }

  @Override
  public void leaveEvent(long event) {
    kernel.scheduler.enterEvent(event);
  }

  @Override
  public void explain(Step step) {
    kernel.explain(step);
  }

  /** Adds a step and forgets the oldest beyond the limit. */
  static void record(World world, long time, Step step) {
    long serial = world.next("decision");
    world.put(DECISIONS, serial, new Decision(serial, world.event(), time, step));
    if (serial > MAX_DECISIONS) {
      world.remove(DECISIONS, serial - MAX_DECISIONS);
    }
  }
}
