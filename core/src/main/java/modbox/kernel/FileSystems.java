package modbox.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.device.DeviceTables;
import modbox.fs.devtmpfs.DeviceNodes;
import modbox.fs.devtmpfs.Devtmpfs;
import modbox.fs.devtmpfs.Disks;
import modbox.fs.devtmpfs.MemoryDevices;
import modbox.fs.hostfs.HostTree;
import modbox.fs.procfs.DeviceFiles;
import modbox.fs.procfs.Facts;
import modbox.fs.procfs.Procfs;
import modbox.fs.procfs.Sysctls;
import modbox.fs.procfs.SystemFiles;
import modbox.fs.procfs.Tasks;
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
  static final long PAGES = 32768;

  final Vfs vfs;

  /** What /proc shows. */
  final Forest proc = new Forest();

  /** What /proc/net shows. */
  final Forest net = new Forest();

  /** What /sys shows. */
  final Forest sys = new Forest();

  /** What /sys/kernel/debug shows. */
  final Forest debug = new Forest();

  /** What /sys/kernel/security shows. */
  final Forest security = new Forest();

  private static final String DEV_OPTIONS = "size=1014516k,nr_inodes=253629,mode=755,inode64";
  private static final String PTS_OPTIONS = "gid=5,mode=620,ptmxmode=000";

  final Devtmpfs devtmpfs;
  final Devtmpfs devpts;
  final Procfs procfs;
  private final Disks disks;
  private final DeviceNodes numbered;
  private final Scheduler scheduler;
  final World world;
  private final boolean bare;
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
    this.scheduler = scheduler;
    disks = new Disks(world);
    numbered = new DeviceNodes(world, disks);
    vfs = new Vfs(world, current, PAGES);
    vfs.setDevices(this);
    devtmpfs = new Devtmpfs("devtmpfs", vfs.store(), () -> rootOf("devtmpfs"), DEV_OPTIONS);
    devpts = new Devtmpfs("devpts", vfs.store(), () -> rootOf("devpts"), PTS_OPTIONS);
    drivers.add(
        new MemoryDevices(
            world,
            options.seed(),
            log,
            () -> vfs.sysctl("kernel.dmesg_restrict", "1").equals("1")));
    var tasks = new Tasks(world, scheduler, vfs, this::foreground, net);
    procfs = new Procfs(proc, tasks, () -> bootTime(scheduler));
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
    DeviceFiles.plant(world, proc);
    bare = options.bare();
    options.rootfs().ifPresent(dir -> layers.add(host(dir, shared.image(), bare, log)));
    layers.addAll(shared.layers());
  }

  /** When the machine was booted; every file of /proc and /sys is as old. */
  private static long bootTime(Scheduler scheduler) {
    return scheduler.clock().realtime() - scheduler.clock().monotonic();
  }

  /** In a bare machine a directory takes the place of a link of the image, as in any overlay. */
  private static LowerTree host(Path dir, LowerTree image, boolean bare, Log log) {
    try {
      var tree = new HostTree(dir, log::warn);
      return bare ? tree : UsrMerge.over(tree, image);
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
    return numbered.find(block, rdev);
  }

  @Override
  public boolean exists(boolean block, long rdev) {
    String kind = block ? "block/" : "char/";
    return world.has(DeviceTables.NUMBERS, kind + Dev.major(rdev) + ":" + Dev.minor(rdev));
  }

  /** A device with a number has gone: who waits for it wakes, a disk's content is lost. */
  void deviceGone(boolean block, long rdev) {
    vfs.current().wake(DeviceNodes.channel(rdev));
    if (block) {
      disks.forget(rdev);
      vfs.forgetDisk(rdev);
    }
  }

  private @Nullable NodeRef rootOf(String type) {
    for (Super files : world.rows(Vfs.SUPERS)) {
      if (files.type().equals(type)) {
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
    new StandardMounts(this).register(lower, () -> bootTime(scheduler));
  }

  /** Mounts what a machine has from the beginning; gives the place of the root directory. */
  Place mountRoot() throws ErrnoException {
    return vfs.mounting().mountRoot(vfs.requireType("rootfs"), "rootfs", "");
  }

  /**
   * Mounts everything else, with the kernel's own nodes in /dev. In a bare machine nothing hides
   * what the root has in /run and /tmp.
   */
  void mountRest() throws ErrnoException {
    new StandardMounts(this).mount(bare);
  }

  /** A pty has come, or gone: /dev/pts/N. */
  void ptys(int id, boolean there, int uid) {
    String name = Integer.toString(id);
    long dev = Dev.make(136 + id / 256, id % 256);
    try {
      if (there) {
        devpts.create(name, 0620, uid, 5, false, dev);
      } else {
        devpts.remove(name, false, dev);
      }
    } catch (ErrnoException _) {
      // Somebody has unmounted /dev/pts, or removed or replaced the node: the pty works all the
      // same.
    }
  }
}
