package modbox.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Step;
import modbox.device.DeviceTables;
import modbox.fs.devtmpfs.Disks;
import modbox.log.Log;
import modbox.log.LogRecord;
import modbox.module.ModuleTables;
import modbox.task.Clock;
import modbox.task.HostStreams;
import modbox.task.Processes;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskExit;
import modbox.task.TaskListener;
import modbox.task.TaskRow;
import modbox.tty.Terminals;
import modbox.tty.TtyRow;
import modbox.vfs.Place;
import modbox.vfs.Vfs;
import modbox.world.Event;
import modbox.world.Snapshot;
import modbox.world.Table;
import modbox.world.World;

/**
 * What one machine is made of: its world and the subsystems over it, which are wired here and
 * nowhere else. A fork has a kernel of its own over the same moment.
 */
final class Kernel {
  final MachineOptions options;
  final Shared shared;
  final World world;
  final Clock clock;
  final Scheduler scheduler;
  final Signals signals;
  final Log log;
  final Processes processes;
  final HostStreams hostStreams;
  final UsermodeHelper helper;
  final FileSystems fileSystems;
  final Vfs vfs;
  final FileDoor files;
  final Terminals terminals;
  final Sockets sockets;
  final DeviceWiring devices;
  final ModuleWiring modules;
  final Timeline timeline = new Timeline();
  private final Exec exec;
  private final SyscallDoor door;

  /** The tables of all subsystems. */
  static List<Table<?, ?>> tables() {
    var tables = new ArrayList<Table<?, ?>>();
    tables.add(Event.TABLE);
    tables.addAll(TaskRow.TABLES);
    tables.addAll(LogRecord.TABLES);
    tables.addAll(TtyRow.TABLES);
    tables.addAll(Vfs.TABLES);
    tables.addAll(Disks.TABLES);
    tables.addAll(DeviceTables.TABLES);
    tables.addAll(Sockets.TABLES);
    tables.addAll(ModuleTables.TABLES);
    tables.add(SystemDoor.SETTINGS);
    tables.add(SystemDoor.DECISIONS);
    return tables;
  }

  Kernel(MachineOptions options, World world, Shared shared) {
    this.options = options;
    this.shared = shared;
    this.world = world;
    clock = options.virtualClock() ? Clock.virtual(world) : Clock.wall(world);
    scheduler = new Scheduler(world, clock);
    signals = new Signals(world, scheduler);
    log = new Log(world, clock, scheduler);
    processes = new Processes(world, scheduler, signals, new Descriptors(), new Obituaries(log));
    hostStreams = new HostStreams(scheduler);
    helper = new UsermodeHelper(this);
    var context = new TaskContext(world, scheduler, signals, helper);
    fileSystems = new FileSystems(world, scheduler, log, context, options, shared);
    vfs = fileSystems.vfs;
    vfs.register(HostStream.KIND, new HostStream(hostStreams, context));
    terminals = new Terminals(world, scheduler, processes, signals, fileSystems::ptys);
    fileSystems.addDevices(new KernelDevices(terminals, processes));
    vfs.register(TerminalMaster.KIND, new TerminalMaster(terminals));
    files = new FileDoor(processes, scheduler, context, vfs);
    var directories = new DirectoryDoor(processes, vfs, files);
    fileSystems.wire();
    fileSystems.proc.add("sys/kernel", SystemDoor.setting(world, "hostname", "modbox"));
    fileSystems.proc.add("sys/kernel", SystemDoor.setting(world, "domainname", "(none)"));
    sockets = new Sockets(world, context);
    devices = new DeviceWiring(this);
    modules = new ModuleWiring(this, options.kernel());
    var interfaces = new InterfaceRequests(devices.core().interfaces());
    vfs.register(Sockets.KIND, new SocketFile(sockets, interfaces));
    exec = new Exec(processes, files, directories, options.programs(), helper);
    door =
        new SyscallDoor(
            world,
            scheduler,
            files,
            directories,
            new TaskDoor(this),
            new SignalDoor(this),
            new TerminalDoor(this),
            new SocketDoor(this),
            new ModuleDoor(this, modules),
            new DeviceDoor(processes, devices.core()),
            new SystemDoor(this),
            new Monitor(this));
  }

  /** Puts down what a machine has before its first task. */
  void boot() {
    try {
      Place root = fileSystems.mountRoot();
      processes.boot(new TaskRow.FsContext(root, root, 022));
      fileSystems.mountRest();
    } catch (ErrnoException e) {
      throw new IllegalStateException(e);
    }
    log.setConsoleLevel(7);
    log.notice("Linux version " + options.release() + " " + BUILDER + " " + version(options));
    log.info("Command line: " + options.commandLine());
    modules.boot();
    devices.boot();
  }

  /** Who built the kernel and with what. */
  static final String BUILDER =
      "(modbox@modbox) (gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40)";

  /** What uname -v shows. */
  static String version(MachineOptions options) {
    return "#1 SMP PREEMPT_DYNAMIC Debian "
        + (options.profile().equals("debian-13") ? "6.12.48-1" : "6.1.148-1")
        + " (2025-01-01)";
  }

  Syscalls syscalls() {
    return door;
  }

  /** Does something while no task runs, or in the task that calls. */
  <T> T withBaton(Supplier<T> work) {
    if (scheduler.isCurrent()) {
      return work.get();
    }
    var result = new CompletableFuture<T>();
    scheduler.inject(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result.join();
  }

  /** The present moment, time and steps included. */
  Snapshot present() {
    clock.publish();
    processes.publish();
    return world.snapshot();
  }

  Revival revival() {
    return new Revival(this);
  }

  Exec exec() {
    return exec;
  }

  /** Opens descriptors 0, 1 and 2 of the running task on the host's streams. */
  void openStdio(Stdio stdio) throws ErrnoException {
    long in = hostStreams.attachInput(stdio.in());
    files.install(vfs.open().adopt(HostStream.KIND, Open.RDONLY, in), false);
    long out = hostStreams.attachOutput(stdio.out());
    files.install(vfs.open().adopt(HostStream.KIND, Open.WRONLY, out), false);
    long err = hostStreams.attachOutput(stdio.err());
    files.install(vfs.open().adopt(HostStream.KIND, Open.WRONLY, err), false);
  }

  /** Opens descriptors 0, 1 and 2 of the running task on a terminal, which becomes its own. */
  void openTerminal(String path) throws ErrnoException {
    int fd = files.openat(Open.AT_FDCWD, path, Open.RDWR, 0);
    files.dup(fd);
    files.dup(fd);
  }

  /** Records a step of a decision. */
  void explain(Step step) {
    SystemDoor.record(world, clock.monotonic(), step);
  }

  private volatile PowerState powerState = PowerState.RUNNING;

  /** reboot(2): every task ends, what the host waits for with status 0. */
  void powerOff(int command) throws ErrnoException {
    PowerState next =
        switch (command) {
          case 0x01234567 -> PowerState.RESTARTED;
          case 0xcdef0123 -> PowerState.HALTED;
          case 0x4321fedc -> PowerState.OFF;
          default -> throw Errno.EINVAL.on("reboot");
        };
    log.notice("reboot: " + next.message());
    powerState = next;
    processes.endAll(0);
    throw new TaskExit(0).raise();
  }

  /** What the machine was told to become. */
  PowerState powerState() {
    return powerState;
  }

  /** Keeps the open files in step with births and deaths. */
  private final class Descriptors implements TaskListener {
    @Override
    public void forked(TaskRow child) {
      files.inherited(child);
    }

    @Override
    public void exited(TaskRow task) {
      files.abandoned(task);
      terminals.leaderEnded(task);
    }
  }
}
