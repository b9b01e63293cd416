package modbox.fs.procfs;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;
import modbox.pseudo.Directory;
import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;
import modbox.pseudo.Tree;
import modbox.task.Rlimit;
import modbox.task.Task;
import modbox.task.TaskRow;
import modbox.vfs.Place;
import org.jspecify.annotations.Nullable;

/** One task's directory, /proc/PID or /proc/PID/task/PID. */
record TaskDirectory(Tasks tasks, TaskRow row, boolean thread) implements Directory {
  private static final List<String> NAMES =
      List.of(
          "task",
          "fd",
          "fdinfo",
          "ns",
          "net",
          "environ",
          "auxv",
          "status",
          "personality",
          "limits",
          "sched",
          "autogroup",
          "comm",
          "syscall",
          "cmdline",
          "stat",
          "statm",
          "maps",
          "mem",
          "cwd",
          "root",
          "exe",
          "mounts",
          "mountinfo",
          "mountstats",
          "smaps",
          "pagemap",
          "attr",
          "wchan",
          "stack",
          "schedstat",
          "cpuset",
          "cgroup",
          "oom_score",
          "oom_adj",
          "oom_score_adj",
          "loginuid",
          "sessionid",
          "coredump_filter",
          "io",
          "uid_map",
          "gid_map",
          "setgroups",
          "timerslack_ns");

  @Override
  public Iterable<String> names() {
    return thread ? NAMES.stream().filter(name -> !name.equals("task")).toList() : NAMES;
  }

  @Override
  public @Nullable Tree child(String name) {
    Tree node = node(name);
    if (node == null) {
      return null;
    }
    int uid = row.credentials().euid();
    int gid = row.credentials().egid();
    return new Tree.Named(name, node).owner(uid, gid).node();
  }

  private @Nullable Tree node(String name) {
    return switch (name) {
      case "task" -> thread ? null : dir(0555, new Threads(tasks, row));
      case "fd" -> dir(0500, new Descriptors(tasks, row));
      case "fdinfo" -> dir(0555, new DescriptorInfos(tasks, row));
      case "ns" -> dir(0511, new Namespaces());
      case "net" -> dir(0555, tasks.net());
      case "attr" -> dir(0555, EMPTY);
      case "cwd", "root", "exe" -> link(name);
      case "comm" -> file(0644, new Comm(tasks, row));
      case "environ" -> file(0400, out -> out.put(Status.strings(row.environment())));
      case "cmdline" ->
          file(0444, out -> out.put(row.isZombie() ? "" : Status.strings(row.argv())));
      case "status" -> file(0444, out -> status().status(out));
      case "stat" -> file(0444, out -> status().stat(out));
      case "statm" -> file(0444, out -> status().statm(out));
      case "limits" -> file(0444, this::limits);
      case "mounts" -> file(0444, mounts().mounts());
      case "mountinfo" -> file(0444, mounts().mountinfo());
      case "mountstats" -> file(0400, mounts().mountstats());
      case "maps", "smaps" -> file(0444, this::maps);
      case "wchan" -> file(0444, out -> out.put(wchan()));
      case "io" -> file(0400, TaskDirectory::io);
      default -> constant(name);
    };
  }

  private static @Nullable Tree constant(String name) {
    return switch (name) {
      case "auxv", "mem", "pagemap", "stack" -> file(0400, out -> {});
      case "personality" -> file(0400, out -> out.line("00000000"));
      case "syscall" -> file(0400, out -> out.line("running"));
      case "sched" -> file(0644, out -> {});
      case "autogroup" -> file(0644, out -> out.line("/autogroup-1 nice 0"));
      case "schedstat" -> file(0444, out -> out.line("0 0 0"));
      case "cpuset" -> file(0444, out -> out.line("/"));
      case "cgroup" -> file(0444, out -> out.line("0::/"));
      case "oom_score" -> file(0444, out -> out.line("666"));
      case "oom_adj", "oom_score_adj" -> file(0644, out -> out.line("0"));
      case "loginuid", "sessionid" -> file(0644, out -> out.put("4294967295"));
      case "coredump_filter" -> file(0644, out -> out.line("00000033"));
      case "uid_map", "gid_map" -> file(0644, out -> out.line("         0          0 4294967295"));
      case "setgroups" -> file(0644, out -> out.line("allow"));
      case "timerslack_ns" -> file(0666, out -> out.line("50000"));
      default -> null;
    };
  }

  private static Tree file(int mode, SeqFile content) {
    return new Tree.File(content, mode, 0, 0, 0, 0);
  }

  private static Tree file(int mode, Attribute content) {
    return new Tree.File(content, mode, 0, 0, 0, 0);
  }

  private static Tree dir(int mode, Directory entries) {
    return new Tree.Dir(entries, mode, 0, 0);
  }

  private Tree link(String name) {
    return new Tree.Link(caller -> MagicLinks.text(tasks, row, name, caller), 0777, 0, 0);
  }

  private Status status() {
    Task task = tasks.scheduler().find(row.pid()).orElse(null);
    int foreground = row.tty() == 0 ? -1 : tasks.foreground().applyAsInt(row.tty());
    return new Status(row, task, foreground);
  }

  private MountFiles mounts() {
    return new MountFiles(tasks.vfs(), (Place) row.fs().root());
  }

  private String wchan() {
    String word = tasks.scheduler().find(row.pid()).map(Task::wchan).orElse("");
    return word.isEmpty() ? "0" : word;
  }

  private void maps(Text out) {
    if (!row.exe().isEmpty() && !row.isZombie()) {
      out.put("00400000-00421000 r-xp 00000000 00:14 1                                  ");
      out.line(row.exe());
      out.line("7ffc0d2a1000-7ffc0d2c2000 rw-p 00000000 00:00 0                          [stack]");
    }
  }

  private static void io(Text out) {
    out.line("rchar: 0").line("wchar: 0").line("syscr: 0").line("syscw: 0");
    out.line("read_bytes: 0").line("write_bytes: 0").line("cancelled_write_bytes: 0");
  }

  private static final String[] LIMITS = {
    "Max cpu time", "seconds", "Max file size", "bytes", "Max data size", "bytes",
    "Max stack size", "bytes", "Max core file size", "bytes", "Max resident set", "bytes",
    "Max processes", "processes", "Max open files", "files", "Max locked memory", "bytes",
    "Max address space", "bytes", "Max file locks", "locks", "Max pending signals", "signals",
    "Max msgqueue size", "bytes", "Max nice priority", "", "Max realtime priority", "",
    "Max realtime timeout", "us"
  };

  private void limits(Text out) {
    out.left("Limit", 26).left("Soft Limit", 21).left("Hard Limit", 21).line("Units     ");
    for (int i = 0; i < 16; i++) {
      Rlimit limit = row.limits().getOrElse(i, new Rlimit(-1, -1));
      out.left(LIMITS[2 * i], 26).left(amount(limit.soft()), 21).left(amount(limit.hard()), 21);
      out.left(LIMITS[2 * i + 1], LIMITS[2 * i + 1].isEmpty() ? 0 : 10).put('\n');
    }
  }

  private static String amount(long value) {
    return value < 0 ? "unlimited" : Long.toString(value);
  }

  /** The only thread of a task. */
  private record Threads(Tasks tasks, TaskRow row) implements Directory {
    @Override
    public Iterable<String> names() {
      return List.of(Integer.toString(row.pid()));
    }

    @Override
    public @Nullable Tree child(String name) {
      return name.equals(Integer.toString(row.pid()))
          ? new Tree.Dir(
              new TaskDirectory(tasks, row, true),
              0555,
              row.credentials().euid(),
              row.credentials().egid())
          : null;
    }
  }

  /** Name spaces: there is one of each kind. */
  private record Namespaces() implements Directory {
    private static final List<String> KINDS =
        List.of("cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "user", "uts");

    @Override
    public Iterable<String> names() {
      return KINDS;
    }

    @Override
    public @Nullable Tree child(String name) {
      int index = KINDS.indexOf(name);
      String kind = name.equals("pid_for_children") ? "pid" : name;
      return index < 0
          ? null
          : new Tree.Link(caller -> kind + ":[" + (4026531834L + index) + "]", 0777, 0, 0);
    }
  }

  /** The name of a task; the task itself and its user's others may change it. */
  private record Comm(Tasks tasks, TaskRow row) implements Attribute {
    @Override
    public String show(Caller caller) {
      return row.comm() + "\n";
    }

    @Override
    public void store(Caller caller, String text) throws ErrnoException {
      if (caller.pid() != row.pid()) {
        throw Errno.EINVAL.on("comm"); // only threads of the same process may
      }
      int end = text.indexOf('\n');
      String name = end < 0 ? text : text.substring(0, end);
      tasks.world().put(TaskRow.TABLE, row.pid(), row.edit().comm(name).done());
    }
  }

  static ArrayList<String> numbers(TaskRow row) {
    var names = new ArrayList<String>();
    for (Integer fd : row.fds().keySet()) {
      names.add(Integer.toString(fd));
    }
    return names;
  }
}
