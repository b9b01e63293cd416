package modbox.tool.mount;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** umount(8) of util-linux. */
public final class UmountTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "umount",
          "[options] SOURCE|DIRECTORY...",
          "unmount file systems",
          flag('a', "all", "all that are mounted"),
          flag('A', "all-targets", "all mounts of a device"),
          flag('c', "no-canonicalize", "paths as they are"),
          flag('d', "detach-loop", "free the loop device too"),
          flag('\0', "fake", "do everything but the system call"),
          flag('f', "force", "by force"),
          flag('i', "internal-only", "no helper programs"),
          flag('n', "no-mtab", "ignored"),
          flag('l', "lazy", "out of sight now, the rest when it is no longer in use"),
          flag('R', "recursive", "with all that is mounted below"),
          flag('r', "read-only", "if that fails, make it read-only"),
          value('t', "types", "LIST", "only these types"),
          flag('v', "verbose", "say what is done"),
          flag('q', "quiet", "no complaint about what is not mounted"));

  private static final int FORCE = 1;
  private static final int DETACH = 2;

  /** Takes nothing. */
  public UmountTool() {}

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return new Run(proc, args).run();
  }

  private record Run(Proc proc, Args args) {
    private static final ExitStatus FAILED = new ExitStatus(32);

    ExitStatus run() throws ErrnoException {
      if (args.operands().isEmpty() && !args.has("all")) {
        proc.complain("bad usage");
        proc.err("Try '" + proc.argv0() + " --help' for more information.\n");
        return ExitStatus.FAILURE;
      }
      ExitStatus status = ExitStatus.OK;
      if (args.has("all")) {
        for (Entry entry : mounts().reversed()) {
          if (args.value("types").map(entry::hasType).orElse(isUsual(entry))) {
            status = worse(status, unmount(entry.target(), Optional.of(entry)));
          }
        }
        return status;
      }
      for (String name : args.operands()) {
        status = worse(status, args.has("recursive") ? recursive(name) : one(name));
      }
      return status;
    }

    /** Kernel file systems stay when everything is unmounted. */
    private static boolean isUsual(Entry entry) {
      return !List.of("proc", "sysfs", "devtmpfs", "devpts", "rpc_pipefs", "nfsd")
          .contains(entry.type());
    }

    private static ExitStatus worse(ExitStatus a, ExitStatus b) {
      return b.isOk() ? a : b;
    }

    private List<Entry> mounts() throws ErrnoException {
      return Entry.parse(proc.readText("/proc/self/mounts"));
    }

    private ExitStatus one(String name) throws ErrnoException {
      String path = plain(name);
      List<Entry> newest = mounts().reversed();
      for (Entry entry : newest) {
        if (entry.target().equals(path)) {
          return unmount(path, Optional.of(entry));
        }
      }
      for (Entry entry : newest) {
        if (entry.source().equals(name)) {
          return unmount(entry.target(), Optional.of(entry));
        }
      }
      return unmount(name, Optional.empty());
    }

    private static String plain(String name) {
      return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private ExitStatus recursive(String name) throws ErrnoException {
      String path = plain(name);
      ExitStatus status = ExitStatus.OK;
      boolean any = false;
      for (Entry entry : mounts().reversed()) {
        if (entry.target().equals(path) || entry.target().startsWith(path + "/")) {
          any = true;
          status = worse(status, unmount(entry.target(), Optional.of(entry)));
        }
      }
      return any ? status : proc.fail(name + ": not mounted");
    }

    private ExitStatus unmount(String target, Optional<Entry> entry) throws ErrnoException {
      int flags = (args.has("force") ? FORCE : 0) | (args.has("lazy") ? DETACH : 0);
      try {
        if (!args.has("fake")) {
          proc.sys().umount(target, flags);
        }
      } catch (ErrnoException e) {
        return refused(target, e);
      }
      if (args.has("verbose")) {
        String type = entry.map(m -> " (" + m.type() + ")").orElse("");
        proc.out().println("umount: " + target + type + " unmounted");
      }
      return ExitStatus.OK;
    }

    private ExitStatus refused(String target, ErrnoException e) throws ErrnoException {
      String reason =
          switch (e.errno()) {
            case EINVAL -> "not mounted.";
            case EBUSY -> "target is busy.";
            case ENOENT -> "no mount point specified.";
            case EPERM ->
                proc.sys().credentials().euid() == 0
                    ? "block devices are not permitted on filesystem."
                    : "must be superuser to unmount.";
            default -> "umount failed: " + e.errno().text() + ".";
          };
      if (!(args.has("quiet") && reason.equals("not mounted."))) {
        proc.complain(target + ": " + reason);
      }
      return FAILED;
    }
  }
}
