package modbox.user;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.kernel.UserProgram;
import modbox.kernel.UserPrograms;

/** The programs of userland by name; turns a {@link Tool} into something that execve can run. */
public final class Programs implements UserPrograms {
  private final SortedMap<String, Tool> tools = new TreeMap<>();

  /** Later tools replace earlier ones of the same name. */
  public Programs(List<Tool> tools) {
    tools.forEach(tool -> this.tools.put(tool.spec().name(), tool));
  }

  /** All tools, by name. */
  public List<Tool> all() {
    return List.copyOf(tools.values());
  }

  /** The tool of this name. */
  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  @Override
  public Optional<UserProgram> find(String name) {
    return tool(name).map(tool -> (sys, argv, environment) -> launch(tool, sys, argv, environment));
  }

  /**
   * Runs a tool in the calling task: parses, works, flushes, and turns failures into messages in
   * this one place.
   */
  public static int launch(Tool tool, Syscalls sys, List<String> argv, List<String> environment)
      throws ErrnoException {
    String argv0 = argv.isEmpty() ? tool.spec().name() : argv.getFirst();
    Proc proc = Proc.of(sys, argv0, environment);
    List<String> words = argv.isEmpty() ? argv : argv.subList(1, argv.size());
    ExitStatus status;
    try {
      status = tool.run(proc, Args.parse(tool.spec(), words));
    } catch (Args.UsageException e) {
      proc.complain(e.complaint());
      proc.err("Try '" + proc.argv0() + " --help' for more information.\n");
      return tool.spec().usageStatus();
    } catch (ErrnoException e) {
      status = proc.fail(e.what() + ": " + e.errno().text());
    }
    try {
      proc.out().flush();
    } catch (ErrnoException e) {
      proc.complain("write error: " + e.errno().text());
      return status.isOk() ? 1 : status.code();
    }
    return status.code();
  }
}
