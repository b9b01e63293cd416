package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.Glob;
import modbox.kmod.Config.Entry;

/** The stages of a look-up in kmod's order; the first that finds anything wins. */
final class Lookup {
  private final Modules modules;
  private final ModuleTree tree;

  Lookup(Modules modules) {
    this.modules = modules;
    this.tree = modules.tree();
  }

  /** One stage: what it finds, and whether that counts as found at all. */
  @FunctionalInterface
  private interface Stage {
    List<Module> find(String name) throws ErrnoException;
  }

  List<Module> find(String name) throws ErrnoException {
    List<Stage> stages =
        List.of(
            this::configured,
            this::inTree,
            this::bySymbol,
            this::byCommand,
            this::byAlias,
            this::builtin,
            this::builtinByAlias);
    for (Stage stage : stages) {
      List<Module> found = stage.find(name);
      if (!found.isEmpty()) {
        return found;
      }
    }
    explain(name, tree.directory(), "a module or alias " + name, "none", false);
    return List.of();
  }

  Optional<Module> findName(String name) throws ErrnoException {
    List<Module> found = inTree(name);
    if (found.isEmpty()) {
      found = builtin(name);
    }
    return found.stream().findFirst();
  }

  private List<Module> configured(String name) {
    var found = new ArrayList<Module>();
    for (Entry.Alias alias : modules.config().aliases()) {
      if (Glob.matches(alias.name(), name)) {
        found.add(modules.aliased(alias.name(), alias.text()));
        explain(name, alias.place(), "alias " + alias.name(), alias.text(), true);
      }
    }
    return found;
  }

  private List<Module> inTree(String name) throws ErrnoException {
    if (name.indexOf(':') >= 0) {
      return List.of();
    }
    Optional<String> line = tree.dependencyLine(name);
    if (line.isEmpty()) {
      return List.of();
    }
    Module module = modules.named(name);
    modules.readLine(module, line.get());
    explain(name, tree.directory() + "/modules.dep", "module " + name, line.get(), true);
    return List.of(module);
  }

  private List<Module> bySymbol(String name) throws ErrnoException {
    return name.startsWith("symbol:")
        ? inIndex(ModuleTree.Index.SYMBOLS, name, "modules.symbols")
        : List.of();
  }

  private List<Module> byCommand(String name) {
    for (Entry.Command command : modules.config().installs()) {
      if (command.name().equals(name)) {
        Module module = modules.named(name);
        module.install = command;
        explain(name, command.place(), "install " + name, command.text(), true);
        return List.of(module);
      }
    }
    for (Entry.Command command : modules.config().removes()) {
      if (command.name().equals(name)) {
        Module module = modules.named(name);
        module.remove = command;
        explain(name, command.place(), "remove " + name, command.text(), true);
        return List.of(module);
      }
    }
    return List.of();
  }

  private List<Module> byAlias(String name) throws ErrnoException {
    return inIndex(ModuleTree.Index.ALIASES, name, "modules.alias");
  }

  private List<Module> builtin(String name) throws ErrnoException {
    if (!tree.isBuiltin(name)) {
      return List.of();
    }
    Module module = modules.named(name);
    module.builtin = true;
    explain(name, tree.directory() + "/modules.builtin", "module " + name, "built in", true);
    return List.of(module);
  }

  private List<Module> builtinByAlias(String name) throws ErrnoException {
    List<Module> found = inIndex(ModuleTree.Index.BUILTIN_ALIASES, name, "modules.builtin.modinfo");
    found.forEach(module -> module.builtin = true);
    return found;
  }

  private List<Module> inIndex(ModuleTree.Index index, String name, String file)
      throws ErrnoException {
    var found = new ArrayList<Module>();
    for (String module : tree.matching(index, name)) {
      found.add(modules.aliased(name, module));
      explain(name, tree.directory() + "/" + file, "an alias matching " + name, module, true);
    }
    return found;
  }

  private void explain(String name, String place, String wanted, String seen, boolean held) {
    modules.explainer().step(name, place, wanted, seen, held);
  }
}
