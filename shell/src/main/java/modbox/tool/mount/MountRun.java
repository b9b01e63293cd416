package modbox.tool.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;

/** One run of mount. */
final class MountRun {
  private static final ExitStatus SYSTEM = new ExitStatus(2);
  private static final ExitStatus FAILED = new ExitStatus(32);
  private static final String HINT =
      "       dmesg(1) may have more information after failed mount system call.\n";

  private final Proc proc;
  private final Args args;
  private final Syscalls sys;

  MountRun(Proc proc, Args args) {
    this.proc = proc;
    this.args = args;
    this.sys = proc.sys();
  }

  ExitStatus run() throws ErrnoException {
    List<String> operands = args.operands();
    Optional<String> source = args.value("source").or(this::tagged);
    Optional<String> target = args.value("target");
    if (args.has("all")) {
      return mountAll();
    }
    int given = operands.size() + (source.isPresent() ? 1 : 0) + (target.isPresent() ? 1 : 0);
    if (given == 0) {
      return list();
    }
    if (given > 2) {
      proc.complain("bad usage");
      proc.err("Try '" + proc.argv0() + " --help' for more information.\n");
      return ExitStatus.FAILURE;
    }
    if (given == 1) {
      return mountKnown(source.or(() -> target).orElseGet(operands::getFirst));
    }
    String from = source.orElseGet(operands::getFirst);
    String to = target.orElseGet(operands::getLast);
    return mount(new Entry(from, to, args.value("types").orElse("auto"), ""));
  }

  private Optional<String> tagged() {
    return args.value("label")
        .map(l -> "LABEL=" + l)
        .or(() -> args.value("uuid").map(u -> "UUID=" + u));
  }

  private ExitStatus list() throws ErrnoException {
    List<Entry> mounts;
    try {
      mounts = Entry.parse(proc.readText("/proc/self/mounts"));
    } catch (ErrnoException e) {
      proc.complain("failed to read mtab: " + e.errno().text());
      return SYSTEM;
    }
    Optional<String> types = args.value("types");
    for (Entry entry : mounts) {
      if (types.isEmpty() || entry.hasType(types.get())) {
        proc.out()
            .println(
                entry.source()
                    + " on "
                    + entry.target()
                    + " type "
                    + entry.type()
                    + " ("
                    + entry.options()
                    + ")");
      }
    }
    return ExitStatus.OK;
  }

  private List<Entry> fstab() throws ErrnoException {
    try {
      return Entry.parse(proc.readText(args.value("fstab").orElse("/etc/fstab")));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT && !args.has("fstab")) {
        return List.of();
      }
      throw e;
    }
  }

  private ExitStatus mountAll() throws ErrnoException {
    List<Entry> wanted;
    try {
      wanted = fstab();
    } catch (ErrnoException e) {
      return proc.fail(args.value("fstab").orElse("/etc/fstab") + ": failed to parse");
    }
    List<Entry> mounted = Entry.parse(proc.readText("/proc/self/mounts"));
    int failed = 0;
    int tried = 0;
    for (Entry entry : wanted) {
      boolean there = mounted.stream().anyMatch(m -> m.target().equals(entry.target()));
      if (there
          || entry.has("noauto")
          || entry.type().equals("swap")
          || !args.value("types").map(entry::hasType).orElse(true)) {
        continue;
      }
      tried++;
      failed += mount(entry).isOk() || entry.has("nofail") ? 0 : 1;
    }
    return failed == 0 ? ExitStatus.OK : failed == tried ? FAILED : new ExitStatus(64);
  }

  /** Mounts what /etc/fstab knows under this name, or changes what is mounted there. */
  private ExitStatus mountKnown(String name) throws ErrnoException {
    boolean remount = MountFlags.of(given()).has(MountFlags.REMOUNT);
    List<Entry> known =
        remount ? Entry.parse(proc.readText("/proc/self/mounts")).reversed() : List.of();
    for (Entry entry : known) {
      if (entry.target().equals(name)) {
        return mount(new Entry(entry.source(), entry.target(), entry.type(), ""));
      }
    }
    if (remount) {
      return failed(name, "mount point not mounted or bad option.");
    }
    for (Entry entry : fstab()) {
      if (entry.target().equals(name) || entry.source().equals(name)) {
        return mount(entry);
      }
    }
    return proc.fail(name + ": can't find in " + args.value("fstab").orElse("/etc/fstab") + ".");
  }

  /** The options of the command line. */
  private List<String> given() {
    var options = new ArrayList<String>();
    for (Args.Given option : args.given()) {
      switch (option.key()) {
        case "options" -> options.addAll(List.of(option.value().orElse("").split(",", -1)));
        case "read-only" -> options.add("ro");
        case "rw", "read-write" -> options.add("rw");
        case "bind", "rbind", "move" -> options.add(option.key());
        case "mkdir" -> options.add("X-mount.mkdir");
        default -> {}
      }
    }
    return options;
  }

  private ExitStatus mount(Entry entry) throws ErrnoException {
    var options = new ArrayList<>(List.of(entry.options().split(",", -1)));
    options.addAll(given());
    MountFlags flags = MountFlags.of(options);
    Optional<String> source = source(entry.source());
    if (source.isEmpty()) {
      String tag = entry.source();
      String shown =
          tag.startsWith("LABEL=") ? "LABEL=\"" + tag.substring("LABEL=".length()) + '"' : tag;
      return proc.fail(entry.target() + ": can't find " + shown + ".");
    }
    if (flags.mkdir() && find(entry.target()).isEmpty()) {
      sys.mkdir(entry.target(), 0755);
    }
    if (args.has("fake")) {
      return done(source.get(), entry.target());
    }
    return attempt(source.get(), entry, flags);
  }

  private ExitStatus attempt(String source, Entry entry, MountFlags flags) throws ErrnoException {
    String target = entry.target();
    boolean typeless =
        flags.has(MountFlags.BIND) || flags.has(MountFlags.MOVE) || flags.has(MountFlags.REMOUNT);
    String type = typeless ? "none" : entry.type();
    try {
      if (type.equals("auto") || type.contains(",")) {
        Optional<String> found = detect(source, type);
        if (found.isEmpty()) {
          return failed(target, wrongType(source));
        }
        type = found.get();
      }
      sys.mount(source, target, type, flags.flags(), flags.data());
    } catch (ErrnoException e) {
      return failed(target, reason(e, source, target, type, flags));
    }
    return done(source, target);
  }

  /** The type of a file system from a list, or from what is on the device. */
  private Optional<String> detect(String source, String types) throws ErrnoException {
    if (!types.equals("auto")) {
      return Optional.of(types.substring(0, types.indexOf(',')));
    }
    Stat stat = sys.stat(source);
    if (stat.type() != Mode.BLK && !stat.isRegular()) {
      throw Errno.ENOTBLK.on(source);
    }
    return Superblock.type(sys, source);
  }

  /** The device that a tag names, or the name itself. */
  private Optional<String> source(String name) {
    int equal = name.indexOf('=');
    String tag = equal < 0 ? "" : name.substring(0, equal);
    String directory =
        switch (tag) {
          case "LABEL" -> "/dev/disk/by-label/";
          case "UUID" -> "/dev/disk/by-uuid/";
          case "PARTLABEL" -> "/dev/disk/by-partlabel/";
          case "PARTUUID" -> "/dev/disk/by-partuuid/";
          case "ID" -> "/dev/disk/by-id/";
          default -> "";
        };
    if (directory.isEmpty()) {
      return Optional.of(name);
    }
    String path = directory + name.substring(equal + 1).replace("\"", "");
    return find(path).map(_ -> path);
  }

  private Optional<Stat> find(String path) {
    try {
      return Optional.of(sys.stat(path));
    } catch (ErrnoException _) {
      return Optional.empty();
    }
  }

  private ExitStatus done(String source, String target) throws ErrnoException {
    if (args.has("verbose")) {
      proc.out().println("mount: " + source + " mounted on " + target + ".");
    }
    return ExitStatus.OK;
  }

  private ExitStatus failed(String target, String reason) throws ErrnoException {
    proc.complain(target + ": " + reason);
    proc.err(HINT);
    return FAILED;
  }

  private static String wrongType(String source) {
    return "wrong fs type, bad option, bad superblock on "
        + source
        + ", missing codepage or helper program, or other error.";
  }

  private String reason(
      ErrnoException e, String source, String target, String type, MountFlags flags) {
    return switch (e.errno()) {
      case EPERM ->
          sys.credentials().euid() == 0 ? "permission denied." : "must be superuser to use mount.";
      case EBUSY -> source + " already mounted or mount point busy.";
      case ENOENT ->
          find(target).isEmpty()
              ? "mount point does not exist."
              : "special device " + source + " does not exist.";
      case ENOTDIR ->
          find(target).map(Stat::isDirectory).orElse(false)
              ? "special device " + source + " does not exist (a path prefix is not a directory)."
              : "mount point is not a directory.";
      case EINVAL ->
          flags.has(MountFlags.REMOUNT)
              ? "mount point not mounted or bad option."
              : wrongType(source);
      case ENODEV -> "unknown filesystem type '" + type + "'.";
      case ENOTBLK -> source + " is not a block device.";
      case ENXIO -> source + " is not a valid block device.";
      case EROFS, EACCES ->
          flags.has(MountFlags.READ_ONLY)
              ? "cannot mount " + source + " read-only."
              : source + " is write-protected but explicit read-write mode requested.";
      case ENOMEDIUM -> "no medium found on " + source + ".";
      default -> "mount(2) system call failed: " + e.errno().text() + ".";
    };
  }
}
