package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;

/** The modules to load for one, in order: what it needs, soft dependencies around each, itself. */
final class ProbeList {
  private final Modules modules;
  private final List<Module> list = new ArrayList<>();

  private ProbeList(Modules modules) {
    this.modules = modules;
  }

  /**
   * The list for a module.
   *
   * @param bare whether it comes without its own soft dependencies and commands
   */
  static List<Module> of(Modules modules, Module module, boolean bare) throws ErrnoException {
    modules.clearMarks();
    var probe = new ProbeList(modules);
    probe.add(module, true, bare);
    return probe.list;
  }

  private void add(Module module, boolean required, boolean bare) throws ErrnoException {
    if (module.visited) {
      return;
    }
    module.visited = true;
    List<Module> needed = modules.dependencies(module);
    if (required) {
      module.required = true;
      needed.forEach(dependency -> dependency.required = true);
    }
    for (Module dependency : needed) {
      surround(dependency);
    }
    if (bare) {
      list.add(module);
      module.ignoresCommands = true;
    } else {
      surround(module);
    }
  }

  /** Adds a module between its soft dependencies, which make its install command void. */
  private void surround(Module module) throws ErrnoException {
    Modules.Softdeps soft = modules.softdeps(module);
    for (Module before : soft.pre()) {
      add(before, false, false);
    }
    list.add(module);
    module.ignoresCommands = !soft.isEmpty();
    for (Module after : soft.post()) {
      add(after, false, false);
    }
  }
}
