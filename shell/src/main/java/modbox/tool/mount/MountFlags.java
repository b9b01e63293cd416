package modbox.tool.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Options divided into what mount(2) takes as flags and what goes to the file system.
 *
 * @param flags MS_* bits
 * @param data comma-separated
 * @param mkdir whether the mount point is made if it is missing
 */
record MountFlags(long flags, String data, boolean mkdir) {
  static final long READ_ONLY = 1;
  static final long REMOUNT = 32;
  static final long BIND = 4096;
  static final long MOVE = 8192;
  static final long RECURSIVE = 16384;

  private static final Map<String, Long> SET =
      Map.ofEntries(
          Map.entry("ro", READ_ONLY),
          Map.entry("nosuid", 2L),
          Map.entry("nodev", 4L),
          Map.entry("noexec", 8L),
          Map.entry("sync", 16L),
          Map.entry("remount", REMOUNT),
          Map.entry("mand", 64L),
          Map.entry("dirsync", 128L),
          Map.entry("noatime", 1024L),
          Map.entry("nodiratime", 2048L),
          Map.entry("bind", BIND),
          Map.entry("rbind", BIND | RECURSIVE),
          Map.entry("move", MOVE),
          Map.entry("silent", 32768L),
          Map.entry("relatime", 1L << 21),
          Map.entry("strictatime", 1L << 24),
          Map.entry("lazytime", 1L << 25));

  private static final Map<String, Long> CLEARED =
      Map.ofEntries(
          Map.entry("rw", READ_ONLY),
          Map.entry("suid", 2L),
          Map.entry("dev", 4L),
          Map.entry("exec", 8L),
          Map.entry("async", 16L),
          Map.entry("nomand", 64L),
          Map.entry("atime", 1024L),
          Map.entry("diratime", 2048L),
          Map.entry("loud", 32768L),
          Map.entry("norelatime", 1L << 21),
          Map.entry("nostrictatime", 1L << 24),
          Map.entry("nolazytime", 1L << 25),
          Map.entry("defaults", READ_ONLY | 2 | 4 | 8 | 16));

  /** For mount(8) itself, not for the kernel. */
  private static final List<String> OWN =
      List.of("auto", "noauto", "user", "nouser", "users", "owner", "group", "nofail", "_netdev");

  static MountFlags of(List<String> options) {
    long flags = 0;
    boolean mkdir = false;
    var data = new ArrayList<String>();
    for (String option : options) {
      if (SET.containsKey(option)) {
        flags |= SET.getOrDefault(option, 0L);
      } else if (CLEARED.containsKey(option)) {
        flags &= ~CLEARED.getOrDefault(option, 0L);
      } else if (option.startsWith("X-mount.mkdir") || option.startsWith("x-mount.mkdir")) {
        mkdir = true;
      } else if (!OWN.contains(option) && !option.isEmpty() && !option.startsWith("x-")) {
        data.add(option);
      }
    }
    return new MountFlags(flags, String.join(",", data), mkdir);
  }

  boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
