package modbox.fs.procfs;

import static modbox.pseudo.Tree.dir;
import static modbox.pseudo.Tree.file;
import static modbox.pseudo.Tree.link;
import static modbox.pseudo.Tree.special;

import modbox.log.Log;
import modbox.pseudo.Forest;
import modbox.pseudo.Text;
import modbox.task.Scheduler;
import modbox.task.Task;
import modbox.task.TaskRow;
import modbox.vfs.FileSystemType;
import modbox.vfs.FsTypeRow;
import modbox.vfs.Usage;
import modbox.vfs.Vfs;
import modbox.world.World;

/** Descriptions of the whole system. Source: proc(5), fs/proc. */
public final class SystemFiles {
  private static final long SECOND = 1_000_000_000;

  /** What a kernel and its caches are shown to hold, in KiB. */
  private static final long KERNEL = 61_440;

  private final World world;
  private final Scheduler scheduler;
  private final Vfs vfs;
  private final Log log;
  private final Facts facts;

  /** The files of one machine. */
  public SystemFiles(World world, Scheduler scheduler, Vfs vfs, Log log, Facts facts) {
    this.world = world;
    this.scheduler = scheduler;
    this.vfs = vfs;
    this.log = log;
    this.facts = facts;
  }

  /** Puts them into /proc. What is there already stays. */
  public void plant(Forest proc) {
    proc.add(link("self", caller -> Integer.toString(caller.pid())));
    proc.add(link("thread-self", caller -> caller.pid() + "/task/" + caller.pid()));
    proc.add(link("mounts", "self/mounts"));
    proc.add(link("net", "self/net"));
    proc.add(file("cmdline", out -> out.line(facts.commandLine())));
    proc.add(file("version", this::version));
    proc.add(file("uptime", this::uptime));
    proc.add(file("loadavg", this::loadavg));
    proc.add(file("meminfo", this::meminfo));
    proc.add(file("stat", this::stat));
    proc.add(file("cpuinfo", new CpuInfo(facts.processors())));
    proc.add(file("filesystems", this::filesystems));
    proc.add(file("swaps", out -> out.line("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority")));
    proc.add(file("interrupts", new Interrupts(facts.processors())));
    proc.add(file("softirqs", this::softirqs));
    proc.add(file("iomem", out -> {}));
    proc.add(file("ioports", out -> {}));
    proc.add(file("dma", out -> out.line(" 4: cascade")));
    proc.add(file("consoles", out -> out.line("tty0                 -WU (EC  p  )    4:7")));
    proc.add(file("execdomains", out -> out.line("0-0\tLinux           \t[kernel]")));
    proc.add(file("locks", this::locks));
    proc.add(file("cgroups", out -> out.line("#subsys_name\thierarchy\tnum_cgroups\tenabled")));
    proc.add(file("vmstat", this::vmstat));
    proc.add(file("buddyinfo", out -> {}));
    proc.add(file("fb", out -> {}));
    proc.add(file("mdstat", out -> {}));
    proc.add(file("key-users", out -> out.line("    0:     5 4/4 4/1000000 40/25000000")));
    proc.add(special("kmsg", 0400, new ProcKmsg(log)));
    proc.add(dir("sysvipc"));
    proc.add(dir("driver"));
    proc.add(dir("fs"));
    proc.add(dir("irq"));
    proc.add(dir("acpi"));
  }

  private void version(Text out) {
    out.put("Linux version ").put(facts.release()).put(' ').put(facts.builder()).put(' ');
    out.line(facts.version());
  }

  private long up() {
    return scheduler.clock().monotonic();
  }

  private static String hundredths(long nanoseconds) {
    long hundredths = nanoseconds / (SECOND / 100);
    long part = hundredths % 100;
    return hundredths / 100 + (part < 10 ? ".0" : ".") + part;
  }

  private void uptime(Text out) {
    out.line(hundredths(up()) + " " + hundredths(Math.max(0, idle())));
  }

  /** Time that no processor was busy, all processors together. */
  private long idle() {
    return up() * facts.processors() - busy(true) - busy(false);
  }

  private long busy(boolean user) {
    long steps = 0;
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      Task task = scheduler.find(row.pid()).orElse(null);
      TaskRow.Cpu cpu = row.cpu();
      if (user) {
        steps += (task == null ? cpu.user() : task.userSteps()) + cpu.childUser();
      } else {
        steps += (task == null ? cpu.system() : task.systemSteps()) + cpu.childSystem();
      }
    }
    return steps * modbox.task.Clock.STEP_NANOS;
  }

  private int running() {
    int count = 0;
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      count += scheduler.find(row.pid()).map(task -> task.letter() == 'R').orElse(false) ? 1 : 0;
    }
    return Math.max(1, count);
  }

  private void loadavg(Text out) {
    out.line(
        "0.00 0.00 0.00 " + running() + "/" + world.size(TaskRow.TABLE) + " " + world.count("pid"));
  }

  private void stat(Text out) {
    long tick = SECOND / 100;
    long user = busy(true) / tick;
    long system = busy(false) / tick;
    long idle = Math.max(0, idle() / tick);
    cpu(out, "cpu  ", user, system, idle);
    for (int i = 0; i < facts.processors(); i++) {
      cpu(out, "cpu" + i + " ", i == 0 ? user : 0, i == 0 ? system : 0, idle / facts.processors());
    }
    out.line("intr 0").line("ctxt 0");
    out.line("btime " + (scheduler.clock().realtime() - up()) / SECOND);
    out.line("processes " + world.count("pid"));
    out.line("procs_running " + running()).line("procs_blocked 0");
    out.line("softirq 0 0 0 0 0 0 0 0 0 0 0");
  }

  private static void cpu(Text out, String name, long user, long system, long idle) {
    out.line(name + user + " 0 " + system + " " + idle + " 0 0 0 0 0 0");
  }

  private void meminfo(Text out) {
    long pages = 0;
    for (Usage usage : world.rows(Vfs.USAGE)) {
      pages += usage.pages();
    }
    new MemInfo(facts.memory() / 1024, pages * 4, KERNEL).show(out);
  }

  private void filesystems(Text out) {
    for (FileSystemType type : vfs.types()) {
      if (!type.name().equals("rootfs")) {
        out.put(type.needsDevice() ? "" : "nodev").put('\t').line(type.name());
      }
    }
    for (FsTypeRow row : world.rows(Vfs.TYPES)) {
      out.put(row.needsDevice() ? "" : "nodev").put('\t').line(row.name());
    }
  }

  private void softirqs(Text out) {
    out.put("                ");
    for (int i = 0; i < facts.processors(); i++) {
      out.left("    CPU" + i, 11);
    }
    out.put('\n');
    String[] names = {
      "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU"
    };
    for (String name : names) {
      out.right(name, 12).put(':');
      for (int i = 0; i < facts.processors(); i++) {
        out.put(' ').right(0, 10);
      }
      out.put('\n');
    }
  }

  /** Locks of flock(2). Source: lock_get_status, fs/locks.c. */
  private void locks(Text out) {
    int number = 0;
    for (var file : world.rows(Vfs.FILES)) {
      if (file.lock() != 0) {
        number++;
        out.put(number).put(": FLOCK  ADVISORY  ").put(file.lock() == 2 ? "WRITE" : "READ ");
        out.put(" 0 00:00:").put(file.place().node().ino()).line(" 0 EOF");
      }
    }
  }

  private void vmstat(Text out) {
    out.line("nr_free_pages " + (facts.memory() / 4096 - KERNEL / 4));
    out.line("pgpgin 0").line("pgpgout 0").line("pswpin 0").line("pswpout 0");
  }
}
