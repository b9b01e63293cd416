package modbox.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.kernel.UserProgram;
import modbox.kernel.UserPrograms;

/** The programs of userland by name; turns a {@link Tool} into something that execve can run. */
public final class Programs implements UserPrograms {
  private final SortedMap<String, Tool> tools = new TreeMap<>();
  private final List<ToolFamily> families;

  /** Later tools replace earlier ones of the same name. */
  public Programs(List<Tool> tools) {
    tools.forEach(tool -> this.tools.put(tool.spec().name(), tool));
    families = List.of();
  }

  /** Earlier families hide tools of the same name in later ones. */
  public Programs(ToolFamily... families) {
    this.families = List.of(families);
  }

  /** Where the executables stand, sorted. */
  public List<String> paths() {
    var paths = new TreeSet<String>();
    tools.values().forEach(tool -> paths.add(tool.spec().path()));
    families.forEach(family -> paths.addAll(family.paths()));
    return List.copyOf(paths);
  }

  /** All tools, by name. This makes them all. */
  public List<Tool> all() {
    var all = new TreeMap<String, Tool>();
    for (ToolFamily family : families.reversed()) {
      for (String path : family.paths()) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        family.find(name).ifPresent(tool -> all.put(name, tool));
      }
    }
    all.putAll(tools);
    return List.copyOf(all.values());
  }

  /** The tool of this name. */
  public Optional<Tool> tool(String name) {
    Tool tool = tools.get(name);
    if (tool != null) {
      return Optional.of(tool);
    }
    for (ToolFamily family : families) {
      Optional<Tool> found = family.find(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public List<File> files() {
    var files = new ArrayList<File>();
    for (String path : paths()) {
      files.add(new File(path, path.substring(path.lastIndexOf('/') + 1)));
    }
    return files;
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
    ExitStatus status = run(tool, proc, words);
    try {
      proc.out().flush();
    } catch (ErrnoException e) {
      proc.complain(Out.WRITE_ERROR + ": " + e.errno().text());
      return status.isOk() ? 1 : status.code();
    }
    return status.code();
  }

  private static ExitStatus run(Tool tool, Proc proc, List<String> words) throws ErrnoException {
    ToolSpec spec = tool.spec();
    try {
      Args args = Args.parse(spec, tool.normalize(words));
      if (asks(spec, args, "help")) {
        return Help.help(proc, spec);
      } else if (asks(spec, args, "version")) {
        return Help.version(proc, spec);
      }
      return tool.run(proc, args);
    } catch (Args.UsageException e) {
      if (!e.complaint().isEmpty()) {
        proc.complain(e.complaint());
      }
      proc.err(tool.hint(proc));
      return new ExitStatus(spec.usageStatus());
    } catch (Failure e) {
      if (!e.complaint().isEmpty()) {
        proc.complain(e.complaint());
      }
      return e.status();
    } catch (ErrnoException e) {
      return proc.fail(e.what() + ": " + e.errno().text());
    }
  }

  private static boolean asks(ToolSpec spec, Args args, String what) {
    if (spec.options().stream().anyMatch(o -> o.word().equals(what))) {
      return false; // the tool has its own
    }
    return switch (spec.parsing()) {
      case LITERAL -> false;
      case RAW -> args.raw().equals(List.of("--" + what));
      case PERMUTE, STOP_AT_OPERAND -> args.has(what);
    };
  }
}
