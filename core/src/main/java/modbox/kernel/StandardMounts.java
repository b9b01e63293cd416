package modbox.kernel;

import static modbox.pseudo.Tree.attr;
import static modbox.pseudo.Tree.dir;
import static modbox.pseudo.Tree.file;
import static modbox.pseudo.Tree.value;

import io.vavr.collection.List;
import java.util.function.LongSupplier;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.device.DeviceTables;
import modbox.fs.devtmpfs.Disks;
import modbox.fs.sysfs.Sysfs;
import modbox.fs.tmpfs.Tmpfs;
import modbox.module.ModuleTables;
import modbox.pseudo.Attribute;
import modbox.pseudo.Forest;
import modbox.vfs.Data;
import modbox.vfs.Vfs;
import modbox.world.Table;

/**
 * The types of file systems that are built into a Debian kernel, and what its systemd mounts before
 * anything else.
 */
final class StandardMounts {
  private static final long NOSUID = 2;
  private static final long NODEV = 4;
  private static final long NOEXEC = 8;
  private static final long NONE = NOSUID | NODEV | NOEXEC;

  private final FileSystems files;
  private final Vfs vfs;

  StandardMounts(FileSystems files) {
    this.files = files;
    this.vfs = files.vfs;
  }

  /** Whether /sys shows anything of a table: only then does a change of it change /sys. */
  private static boolean isShown(Table<?, ?> table) {
    return (DeviceTables.TABLES.contains(table) && !table.equals(DeviceTables.UEVENTS))
        || ModuleTables.TABLES.contains(table)
        || Disks.TABLES.contains(table)
        || table.equals(SystemDoor.SETTINGS);
  }

  /** Makes the types known, in the order of a Debian kernel. */
  void register(List<Data.Lower> lower, LongSupplier time) {
    vfs.register(memory("rootfs", lower));
    vfs.register(
        new Sysfs(
            "sysfs", 0x62656572, files.sys, time, files.world.version(StandardMounts::isShown)));
    vfs.register(Tmpfs.of(vfs.store(), FileSystems.PAGES * Data.PAGE));
    vfs.register(files.procfs);
    vfs.register(new Sysfs("cgroup2", 0x63677270, cgroups(), time));
    vfs.register(files.devtmpfs);
    vfs.register(new Sysfs("debugfs", 0x64626720, files.debug, time));
    vfs.register(new Sysfs("tracefs", 0x74726163, new Forest(), time));
    vfs.register(new Sysfs("securityfs", 0x73636673, files.security, time));
    vfs.register(memory("bpf", List.empty()));
    vfs.register(memory("ramfs", List.empty()));
    vfs.register(memory("hugetlbfs", List.empty()));
    vfs.register(files.devpts);
    vfs.register(memory("mqueue", List.empty()));
    vfs.register(memory("pstore", List.empty()));
    skeleton(files.sys);
  }

  private Tmpfs memory(String name, List<Data.Lower> lower) {
    return new Tmpfs(name, vfs.store(), 0, false, lower);
  }

  /** Directories of /sys that belong to no subsystem, and mount points. */
  private static void skeleton(Forest sys) {
    sys.add(dir("firmware"));
    sys.add(dir("fs", dir("bpf"), dir("cgroup"), dir("pstore")));
    sys.add(dir("hypervisor"));
    sys.add(dir("kernel", dir("config"), dir("debug"), dir("security"), dir("tracing")));
    sys.add(dir("power", value("state", "freeze mem disk"), value("wakeup_count", "0")));
    sys.add(dir("module"));
    int last = FileSystems.PROCESSORS - 1;
    sys.add(
        "devices/system/cpu", attr("online", 0444, Attribute.readOnly(() -> "0-" + last + "\n")));
    sys.add("devices/system/cpu", value("possible", "0-" + last));
    sys.add("devices/system/cpu", value("present", "0-" + last));
    sys.add("devices/system/cpu", value("offline", ""));
    sys.add("devices/system/cpu", value("kernel_max", "8191"));
  }

  private static Forest cgroups() {
    var root = new Forest();
    root.add(file("cgroup.controllers", out -> out.line("cpuset cpu io memory pids")));
    root.add(file("cgroup.subtree_control", out -> out.line("")).mode(0644));
    root.add(file("cgroup.procs", out -> {}).mode(0644));
    return root;
  }

  private void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    vfs.mounting().mount(source, target, type, flags, data);
  }

  /**
   * Mounts everything but the root.
   *
   * @param bare whether /run and /tmp stay what the root has there
   */
  void mount(boolean bare) throws ErrnoException {
    mount("sysfs", "/sys", "sysfs", NONE, "");
    mount("proc", "/proc", "proc", NONE, "");
    mount("udev", "/dev", "devtmpfs", NOSUID, "");
    nodes();
    vfs.names().mkdir("/dev/pts", 0755);
    mount("devpts", "/dev/pts", "devpts", NOSUID | NOEXEC, "");
    if (!bare) {
      mount("tmpfs", "/run", "tmpfs", NONE, "size=102400k,mode=755");
    }
    mount("securityfs", "/sys/kernel/security", "securityfs", NONE, "");
    vfs.names().mkdir("/dev/shm", 01777);
    mount("tmpfs", "/dev/shm", "tmpfs", NOSUID | NODEV, "");
    if (!bare) {
      vfs.names().mkdir("/run/lock", 0755);
      mount("tmpfs", "/run/lock", "tmpfs", NONE, "size=5120k");
    }
    mount("cgroup2", "/sys/fs/cgroup", "cgroup2", NONE, "");
    mount("pstore", "/sys/fs/pstore", "pstore", NONE, "");
    mount("bpf", "/sys/fs/bpf", "bpf", NONE, "mode=700");
    vfs.names().mkdir("/dev/mqueue", 01777);
    mount("mqueue", "/dev/mqueue", "mqueue", NONE, "mode=1777");
    mount("debugfs", "/sys/kernel/debug", "debugfs", NONE, "");
    mount("tracefs", "/sys/kernel/tracing", "tracefs", NONE, "");
    if (!bare) {
      mount("tmpfs", "/tmp", "tmpfs", NOSUID | NODEV, "");
    }
  }

  private void nodes() throws ErrnoException {
    node("null", 0666, 0, 1, 3);
    node("zero", 0666, 0, 1, 5);
    node("full", 0666, 0, 1, 7);
    node("random", 0666, 0, 1, 8);
    node("urandom", 0666, 0, 1, 9);
    node("kmsg", 0644, 0, 1, 11);
    node("tty", 0666, 5, 5, 0);
    node("console", 0600, 5, 5, 1);
    node("ptmx", 0666, 5, 5, 2);
    vfs.names().symlink("/proc/self/fd", "/dev/fd");
    vfs.names().symlink("/proc/self/fd/0", "/dev/stdin");
    vfs.names().symlink("/proc/self/fd/1", "/dev/stdout");
    vfs.names().symlink("/proc/self/fd/2", "/dev/stderr");
    vfs.names().symlink("/proc/kcore", "/dev/core");
  }

  private void node(String name, int mode, int gid, int major, int minor) throws ErrnoException {
    files.devtmpfs.create(name, mode, 0, gid, false, Dev.make(major, minor));
  }
}
