package modbox.tool.proc;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** The numbers of the processes that run a program, the youngest first. */
public final class Pidof implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "pidof",
          "[OPTION]... PROGRAM...",
          "Find the process ID of a running program",
          flag('s', "single-shot", "return one PID only"),
          flag('q', "quiet", "do not display, only set the exit status"),
          flag('x', "scripts-too", "also find shells running the named scripts"),
          flag('z', "", "also find zombies"),
          value('o', "omit-pid", "PID,...", "omit these processes"),
          value('S', "separator", "SEP", "use SEP between PIDs"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    var found = new ArrayList<String>();
    List<String> omitted =
        args.values("omit-pid").stream().flatMap(t -> List.of(t.split(",")).stream()).toList();
    List<TaskInfo> all = TaskInfo.all(proc).reversed();
    for (String program : args.operands()) {
      String base = program.substring(program.lastIndexOf('/') + 1);
      for (TaskInfo each : all) {
        if (each.pid() != proc.sys().getpid()
            && !omitted.contains(Integer.toString(each.pid()))
            && runs(each, base, args.has("scripts-too"))) {
          found.add(Integer.toString(each.pid()));
        }
      }
    }
    if (found.isEmpty()) {
      return ExitStatus.FAILURE;
    }
    List<String> shown = args.has("single-shot") ? found.subList(0, 1) : found;
    if (!args.has("quiet")) {
      proc.out().println(String.join(args.value("separator").orElse(" "), shown));
    }
    return ExitStatus.OK;
  }

  private static boolean runs(TaskInfo process, String name, boolean scripts) {
    List<String> words = process.arguments();
    if (words.isEmpty()) {
      return process.name().equals(name);
    }
    return base(words.getFirst()).equals(name)
        || (scripts && words.size() > 1 && base(words.get(1)).equals(name));
  }

  private static String base(String path) {
    String name = path.startsWith("-") ? path.substring(1) : path;
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
