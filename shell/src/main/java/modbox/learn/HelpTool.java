package modbox.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolFamily;
import modbox.user.ToolSpec;

/** {@code help [COMMAND]}: where to begin, and what each command takes. */
final class HelpTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("help", "[COMMAND]", "tell where to begin, or what a command takes");
  private static final int WIDTH = 79;

  private record Topic(String title, List<String> commands) {}

  private static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "Modules", List.of("lsmod", "modprobe", "modinfo", "insmod", "rmmod", "depmod")),
          new Topic("Devices", List.of("plug", "unplug", "udevadm", "mount", "umount")),
          new Topic("What happened", List.of("dmesg", "why", "blame", "events", "changes")),
          new Topic("Time", List.of("undo", "redo", "snapshot", "restore", "whatif")),
          new Topic("Scripts", List.of("sh", "js")));

  private final List<ToolFamily> families;

  HelpTool(List<ToolFamily> families) {
    this.families = families;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().size() > 1) {
      proc.complain("expected one command");
      return ExitStatus.USAGE;
    }
    if (args.operands().isEmpty()) {
      overview(proc);
      return ExitStatus.OK;
    }
    String name = args.operands().getFirst();
    Optional<String> path = path(name);
    if (path.isEmpty()) {
      return proc.fail(name + ": no such command; help lists them");
    }
    // The command itself knows best; it takes this one's place.
    proc.sys().execve(path.get(), List.of(name, "--help"), proc.environment());
    return ExitStatus.OK;
  }

  private Optional<String> path(String name) {
    return families.stream()
        .flatMap(family -> family.paths().stream())
        .filter(path -> path.endsWith("/" + name))
        .findFirst();
  }

  private Optional<Tool> find(String name) {
    return families.stream().flatMap(family -> family.find(name).stream()).findFirst();
  }

  private void overview(Proc proc) throws ErrnoException {
    for (Topic topic : TOPICS) {
      proc.out().println(topic.title());
      for (String name : topic.commands()) {
        Optional<Tool> tool = find(name);
        if (tool.isPresent()) {
          proc.out().println(String.format("  %-10s %s", name, tool.get().spec().summary()));
        }
      }
    }
    proc.out().println("All commands (help COMMAND tells more)");
    for (String line : filled()) {
      proc.out().println(line);
    }
  }

  /** The names of all commands, in lines that fit a terminal. */
  private List<String> filled() {
    var names = new TreeSet<String>();
    for (ToolFamily family : families) {
      family.paths().forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
    }
    var lines = new ArrayList<String>();
    var line = new StringBuilder(" ");
    for (String name : names) {
      if (line.length() + 1 + name.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ");
      }
      line.append(' ').append(name);
    }
    lines.add(line.toString());
    return lines;
  }
}
