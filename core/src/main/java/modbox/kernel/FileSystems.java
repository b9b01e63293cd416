package modbox.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.fs.devtmpfs.Devtmpfs;
import modbox.fs.devtmpfs.MemoryDevices;
import modbox.fs.hostfs.HostTree;
import modbox.fs.procfs.Facts;
import modbox.fs.procfs.Procfs;
import modbox.fs.procfs.Sysctls;
import modbox.fs.procfs.SystemFiles;
import modbox.fs.procfs.Tasks;
import modbox.fs.sysfs.Sysfs;
import modbox.fs.tmpfs.Tmpfs;
import modbox.log.Log;
import modbox.pseudo.Forest;
import modbox.pseudo.Special;
import modbox.task.Scheduler;
import modbox.tty.TtyRow;
import modbox.vfs.Current;
import modbox.vfs.Data;
import modbox.vfs.Devices;
import modbox.vfs.LowerTree;
import modbox.vfs.NodeRef;
import modbox.vfs.Place;
import modbox.vfs.Super;
import modbox.vfs.UsrMerge;
import modbox.vfs.Vfs;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The file side of a machine: layers, types of file systems, and what is mounted at boot. */
final class FileSystems implements Devices {
  /** Memory of the emulated machine, in bytes: what /proc/meminfo shows. */
  static final long MEMORY = 2L << 30;

  /** Processors of the emulated machine. */
  static final int PROCESSORS = 2;

  /** Pages that files may hold, all file systems together: 128 MiB. */
  private static final long PAGES = 32768;

  final Vfs vfs;

  /** What /proc shows. */
  final Forest proc = new Forest();

  /** What /proc/net shows. */
  final Forest net = new Forest();

  /** What /sys shows. */
  final Forest sys = new Forest();

  final Devtmpfs devtmpfs;
  private final Procfs procfs;
  private final World world;
  private final List<Devices> drivers = new ArrayList<>();
  private final List<LowerTree> layers = new ArrayList<>();

  FileSystems(
      World world,
      Scheduler scheduler,
      Log log,
      Current current,
      MachineOptions options,
      Shared shared) {
    this.world = world;
    vfs = new Vfs(world, current, PAGES);
    vfs.setDevices(this);
    devtmpfs = new Devtmpfs(vfs.store(), this::devRoot);
    drivers.add(
        new MemoryDevices(
            world,
            options.seed(),
            log,
            () -> vfs.sysctl("kernel.dmesg_restrict", "1").equals("1")));
    var tasks = new Tasks(world, scheduler, vfs, this::foreground, net);
    procfs = new Procfs(proc, tasks, scheduler.clock()::realtime);
    proc.add(tasks);
    Facts facts =
        new Facts(
            options.release(),
            Kernel.version(options),
            Kernel.BUILDER,
            options.commandLine(),
            MEMORY,
            PROCESSORS,
            options.seed());
    new SystemFiles(world, scheduler, vfs, log, facts).plant(proc);
    Sysctls.plant(world, proc, log, facts);
    options.rootfs().ifPresent(dir -> layers.add(host(dir, shared.image(), log)));
    layers.addAll(shared.layers());
  }

  private static LowerTree host(Path dir, LowerTree image, Log log) {
    try {
      return UsrMerge.over(new HostTree(dir, log::warn), image);
    } catch (ErrnoException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Adds a layer over those that are there. */
  void addLayer(LowerTree tree) {
    layers.addFirst(tree);
  }

  /** The foreground process group of a terminal, -1 if there is none. */
  private int foreground(long tty) {
    for (TtyRow row : world.rows(TtyRow.TABLE)) {
      if (row.dev() == tty) {
        return row.foreground() == 0 ? -1 : row.foreground();
      }
    }
    return -1;
  }

  /** Adds who finds drivers of device nodes. */
  void addDevices(Devices devices) {
    drivers.add(devices);
  }

  @Override
  public @Nullable Special find(boolean block, long rdev) {
    for (int i = 0; i < drivers.size(); i++) {
      Special found = drivers.get(i).find(block, rdev);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable NodeRef devRoot() {
    for (Super files : world.rows(Vfs.SUPERS)) {
      if (files.type().equals("devtmpfs")) {
        return files.root();
      }
    }
    return null;
  }

  /** Makes types and layers known: behaviour, for every machine and every fork. */
  void wire() {
    var stack = new ArrayList<Data.Lower>();
    for (LowerTree tree : layers) {
      vfs.layers().add(tree);
      stack.add(new Data.Lower(tree.name(), ""));
    }
    var lower = io.vavr.collection.List.ofAll(stack);
    vfs.register(new Tmpfs("rootfs", vfs.store(), 0, false, lower));
    vfs.register(Tmpfs.of(vfs.store(), MEMORY));
    vfs.register(new Tmpfs("ramfs", vfs.store(), 0, false, io.vavr.collection.List.empty()));
    vfs.register(devtmpfs);
    vfs.register(procfs);
    vfs.register(new Sysfs("sysfs", 0x62656572, sys, vfs.current()::now));
  }

  /** Mounts what a machine has from the beginning; gives the place of the root directory. */
  Place mountRoot() throws ErrnoException {
    return vfs.mounting().mountRoot(vfs.requireType("rootfs"), "rootfs", "");
  }

  /** Mounts what systemd mounts before anything else, and the kernel's own nodes in /dev. */
  void mountRest() throws ErrnoException {
    mount("sysfs", "/sys", "sysfs", NOSUID | NODEV | NOEXEC, "");
    mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC, "");
    mount("udev", "/dev", "devtmpfs", NOSUID, "");
    mount("tmpfs", "/run", "tmpfs", NOSUID | NODEV, "size=102400k,mode=755");
    nodes();
    vfs.names().mkdir("/dev/shm", 01777);
    mount("tmpfs", "/dev/shm", "tmpfs", NOSUID | NODEV, "");
    vfs.names().mkdir("/run/lock", 01777);
    mount("tmpfs", "/run/lock", "tmpfs", NOSUID | NODEV | NOEXEC, "size=5120k");
    mount("tmpfs", "/tmp", "tmpfs", NOSUID | NODEV, "");
  }

  private static final long NOSUID = 2;
  private static final long NODEV = 4;
  private static final long NOEXEC = 8;

  private void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    vfs.mounting().mount(source, target, type, flags, data);
  }

  /** A pty has come, or gone: /dev/pts/N. */
  void ptys(int id, boolean there, int uid) {
    String name = "pts/" + id;
    long dev = Dev.make(136 + id / 256, id % 256);
    try {
      if (there) {
        devtmpfs.create(name, 0620, uid, 5, false, dev);
      } else {
        devtmpfs.remove(name, false, dev);
      }
    } catch (ErrnoException _) {
      // Somebody has unmounted /dev, or removed or replaced the node: the pty works all the same.
    }
  }

  private void nodes() throws ErrnoException {
    devtmpfs.create("null", 0666, 0, 0, false, Dev.make(1, 3));
    devtmpfs.create("zero", 0666, 0, 0, false, Dev.make(1, 5));
    devtmpfs.create("full", 0666, 0, 0, false, Dev.make(1, 7));
    devtmpfs.create("random", 0666, 0, 0, false, Dev.make(1, 8));
    devtmpfs.create("urandom", 0666, 0, 0, false, Dev.make(1, 9));
    devtmpfs.create("kmsg", 0644, 0, 0, false, Dev.make(1, 11));
    devtmpfs.create("tty", 0666, 0, 5, false, Dev.make(5, 0));
    devtmpfs.create("ptmx", 0666, 0, 5, false, Dev.make(5, 2));
    devtmpfs.create("console", 0600, 0, 5, false, Dev.make(5, 1));
    vfs.names().symlink("/proc/self/fd", "/dev/fd");
    vfs.names().symlink("/proc/self/fd/0", "/dev/stdin");
    vfs.names().symlink("/proc/self/fd/1", "/dev/stdout");
    vfs.names().symlink("/proc/self/fd/2", "/dev/stderr");
    vfs.names().symlink("/proc/kcore", "/dev/core");
  }
}
