package modbox.fs.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of /proc/sys that need no subsystem to mean something, as Debian's kernel has them at
 * boot. They are the same for every machine; what a machine has changed is in its table.
 */
final class SysctlList {
  private static final int RW = 0644;
  private static final int RO = 0444;
  private static final long INT = Integer.MAX_VALUE;

  /** The declarations of each directory below /proc/sys, in the order of the lists here. */
  private static final Map<String, List<Sysctl>> BY_DIRECTORY = new SysctlList().byDirectory();

  private final List<Sysctl> all = new ArrayList<>();

  private SysctlList() {
    kernel();
    random();
    fs();
    vm();
    net();
  }

  /** The directories, for instance {@code sys/kernel}. */
  static Iterable<String> directories() {
    return BY_DIRECTORY.keySet();
  }

  /** What is in a directory itself. */
  static List<Sysctl> in(String directory) {
    return BY_DIRECTORY.getOrDefault(directory, List.of());
  }

  private Map<String, List<Sysctl>> byDirectory() {
    var map = new TreeMap<String, List<Sysctl>>();
    for (Sysctl sysctl : all) {
      map.computeIfAbsent(sysctl.directory(), _ -> new ArrayList<>()).add(sysctl);
    }
    map.replaceAll((_, list) -> List.copyOf(list));
    return map;
  }

  private void number(String name, long least, long most, String initial) {
    add(name, RW, 1, least, most, initial);
  }

  private void fixed(String name, String value) {
    add(name, RO, 0, 0, 255, value);
  }

  private void text(String name, int longest, String initial) {
    add(name, RW, 0, 0, longest, initial);
  }

  private void add(String name, int mode, int count, long least, long most, String initial) {
    all.add(new Sysctl(name, mode, count, least, most, initial));
  }

  private void kernel() {
    fixed("kernel.ostype", "Linux");
    fixed("kernel.cap_last_cap", "40");
    fixed("kernel.ngroups_max", "65536");
    number("kernel.dmesg_restrict", 0, 1, "1");
    number("kernel.kptr_restrict", 0, 2, "0");
    number("kernel.perf_event_paranoid", -1, 4, "3");
    number("kernel.randomize_va_space", 0, 2, "2");
    number("kernel.panic", -INT, INT, "0");
    number("kernel.panic_on_oops", 0, INT, "0");
    number("kernel.panic_on_warn", 0, 1, "0");
    number("kernel.panic_print", 0, INT, "0");
    number("kernel.oops_limit", 0, INT, "10000");
    number("kernel.warn_limit", 0, INT, "0");
    number("kernel.printk_ratelimit", 0, INT, "5");
    number("kernel.printk_ratelimit_burst", 0, INT, "10");
    number("kernel.printk_delay", 0, 10000, "0");
    number("kernel.pid_max", 301, 4194304, "32768");
    number("kernel.threads-max", 1, INT, "15650");
    number("kernel.sysrq", 0, INT, "438");
    number("kernel.core_uses_pid", 0, INT, "0");
    number("kernel.core_pipe_limit", 0, INT, "0");
    number("kernel.ctrl-alt-del", 0, INT, "0");
    number("kernel.hung_task_timeout_secs", 0, INT, "120");
    number("kernel.watchdog", 0, 1, "1");
    number("kernel.watchdog_thresh", 0, 60, "10");
    number("kernel.nmi_watchdog", 0, 1, "0");
    number("kernel.unprivileged_bpf_disabled", 0, 2, "2");
    number("kernel.unprivileged_userns_clone", 0, 1, "1");
    number("kernel.kexec_load_disabled", 0, 1, "0");
    number("kernel.msgmax", 0, INT, "8192");
    number("kernel.msgmnb", 0, INT, "16384");
    number("kernel.msgmni", 0, INT, "32000");
    number("kernel.shmmni", 0, INT, "4096");
    text("kernel.core_pattern", 127, "core");
    add("kernel.sem", RW, 4, 0, INT, "32000\t1024000000\t500\t32000");
    add("kernel.usermodehelper.bset", 0600, 2, 0, 4294967295L, "4294967295\t511");
    add("kernel.usermodehelper.inheritable", 0600, 2, 0, 4294967295L, "4294967295\t511");
  }

  private void random() {
    fixed("kernel.random.entropy_avail", "256");
    fixed("kernel.random.poolsize", "256");
    number("kernel.random.write_wakeup_threshold", 0, INT, "256");
    number("kernel.random.urandom_min_reseed_secs", 0, INT, "60");
  }

  private void fs() {
    number("fs.file-max", 0, Long.MAX_VALUE, "9223372036854775807");
    fixed("fs.file-nr", "1024\t0\t9223372036854775807");
    fixed("fs.inode-nr", "8192\t0");
    number("fs.nr_open", 8, 1073741816, "1048576");
    number("fs.mount-max", 1, INT, "100000");
    number("fs.pipe-max-size", 4096, INT, "1048576");
    number("fs.pipe-user-pages-soft", 0, INT, "16384");
    number("fs.pipe-user-pages-hard", 0, INT, "0");
    number("fs.protected_symlinks", 0, 1, "1");
    number("fs.protected_hardlinks", 0, 1, "1");
    number("fs.protected_fifos", 0, 2, "1");
    number("fs.protected_regular", 0, 2, "2");
    number("fs.suid_dumpable", 0, 2, "0");
    number("fs.aio-max-nr", 0, INT, "65536");
    number("fs.lease-break-time", 0, INT, "45");
    number("fs.overflowuid", 0, 65535, "65534");
    number("fs.overflowgid", 0, 65535, "65534");
    number("fs.inotify.max_user_instances", 0, INT, "128");
    number("fs.inotify.max_user_watches", 0, INT, "15650");
    number("fs.inotify.max_queued_events", 0, INT, "16384");
  }

  private void vm() {
    number("vm.swappiness", 0, 200, "60");
    number("vm.overcommit_memory", 0, 2, "0");
    number("vm.overcommit_ratio", 0, INT, "50");
    number("vm.dirty_ratio", 0, 100, "20");
    number("vm.dirty_background_ratio", 0, 100, "10");
    number("vm.dirty_expire_centisecs", 0, INT, "3000");
    number("vm.dirty_writeback_centisecs", 0, INT, "500");
    number("vm.min_free_kbytes", 0, INT, "5632");
    number("vm.vfs_cache_pressure", 0, INT, "100");
    number("vm.max_map_count", 0, INT, "65530");
    number("vm.mmap_min_addr", 0, INT, "65536");
    number("vm.nr_hugepages", 0, INT, "0");
    number("vm.panic_on_oom", 0, 2, "0");
    number("vm.oom_kill_allocating_task", 0, INT, "0");
    number("vm.page-cluster", 0, 31, "3");
    add("vm.drop_caches", 0200, 1, 1, 4, "0");
  }

  private void net() {
    number("net.core.somaxconn", 0, INT, "4096");
    number("net.core.rmem_max", 2304, INT, "212992");
    number("net.core.wmem_max", 4608, INT, "212992");
    number("net.core.rmem_default", 2304, INT, "212992");
    number("net.core.wmem_default", 4608, INT, "212992");
    number("net.core.netdev_max_backlog", 0, INT, "1000");
    text("net.core.default_qdisc", 15, "pfifo_fast");
    number("net.ipv4.ip_forward", 0, 1, "0");
    number("net.ipv4.ip_default_ttl", 1, 255, "64");
    number("net.ipv4.tcp_syncookies", 0, 2, "1");
    number("net.ipv4.tcp_timestamps", 0, 2, "1");
    number("net.ipv4.icmp_echo_ignore_all", 0, 1, "0");
    add("net.ipv4.ip_local_port_range", RW, 2, 1, 65535, "32768\t60999");
    text("net.ipv4.tcp_congestion_control", 15, "cubic");
    number("net.unix.max_dgram_qlen", 0, INT, "512");
  }
}
