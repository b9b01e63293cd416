package modbox.kmod;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.image.index.Glob;
import modbox.image.index.Names;
import modbox.kmod.Config.Entry;

/** All modules of one run, each once by name and alias, and what tree and configuration say. */
public final class Modules {
  private final KmodFiles files;
  private final ModuleTree tree;
  private final Config config;
  private final Log log;
  private final Explainer explainer;
  private final Map<String, Module> known = new HashMap<>();

  /** The same in the order of making. */
  private final List<Module> all = new ArrayList<>();

  public Modules(KmodFiles files, ModuleTree tree, Config config, Log log, Explainer explainer) {
    this.files = files;
    this.tree = tree;
    this.config = config;
    this.log = log;
    this.explainer = explainer;
  }

  /** The configuration. */
  public Config config() {
    return config;
  }

  /** The indexes. */
  public ModuleTree tree() {
    return tree;
  }

  Explainer explainer() {
    return explainer;
  }

  Log log() {
    return log;
  }

  KmodFiles files() {
    return files;
  }

  /** The module of this name, which is folded and cut at its first dot. */
  public Module named(String name) {
    String folded = Names.module(name);
    return known.computeIfAbsent(folded, _ -> make(folded, Optional.empty()));
  }

  /** The module of this name as reached through an alias. */
  Module aliased(String alias, String name) {
    return known.computeIfAbsent(alias + "\\" + name, _ -> make(name, Optional.of(alias)));
  }

  private Module make(String name, Optional<String> alias) {
    var module = new Module(name, alias);
    all.add(module);
    return module;
  }

  /** The module that a file holds. ENOENT and others if there is none; EEXIST if another has it. */
  public Module ofPath(String path) throws ErrnoException {
    String absolute = files.absolute(path);
    Stat stat = files.stat(absolute);
    if (stat.isDirectory()) {
      throw Errno.EISDIR.on(path);
    }
    return atPath(absolute);
  }

  private Module atPath(String path) throws ErrnoException {
    Module module = named(path.substring(path.lastIndexOf('/') + 1));
    if (module.path == null) {
      module.path = path;
    } else if (!path.equals(module.path)) {
      log.library(
          Log.Level.ERROR,
          Log.Site.OTHER_PATH,
          "kmod_module '%s' already exists with different path: new-path='%s' old-path='%s'"
              .formatted(module.name(), path, module.path));
      throw Errno.EEXIST.on(path);
    }
    return module;
  }

  /** The modules that a name or alias stands for; empty if none. EINVAL for unmatched brackets. */
  public List<Module> lookup(String alias) throws ErrnoException {
    Optional<String> name = Names.normalise(alias);
    if (name.isEmpty()) {
      throw Errno.EINVAL.on(alias);
    }
    return new Lookup(this).find(name.get());
  }

  /** The module whose real name this is, in the tree or the kernel; aliases do not count. */
  public Optional<Module> lookupName(String name) throws ErrnoException {
    Optional<String> folded = Names.normalise(name);
    return folded.isEmpty() ? Optional.empty() : new Lookup(this).findName(folded.get());
  }

  /** The file, if the tree has one. */
  public Optional<String> path(Module module) throws ErrnoException {
    if (module.path == null) {
      Optional<String> line = tree.dependencyLine(module.name());
      if (line.isPresent()) {
        readLine(module, line.get());
      }
    }
    return Optional.ofNullable(module.path);
  }

  /** What it needs, in the order of loading. */
  public List<Module> dependencies(Module module) throws ErrnoException {
    List<Module> found = module.dependencies;
    if (found == null) {
      Optional<String> line = tree.dependencyLine(module.name());
      found = line.isPresent() ? readLine(module, line.get()) : List.of();
      module.dependencies = found;
    }
    return found;
  }

  /** Takes path and dependencies from a line of modules.dep. */
  List<Module> readLine(Module module, String line) throws ErrnoException {
    List<Module> found = module.dependencies;
    if (found != null) {
      return found;
    }
    module.dependencies = List.of();
    List<String> paths = tree.paths(line);
    if (paths.isEmpty()) {
      return List.of();
    }
    if (module.path == null) {
      module.path = paths.getFirst();
    }
    var loading = new ArrayList<Module>();
    for (String path : paths.subList(1, paths.size())) {
      try {
        files.stat(path);
        loading.addFirst(atPath(path));
      } catch (ErrnoException _) {
        return List.of(); // kmod gives up the whole line when one of its files is missing
      }
    }
    module.dependencies = List.copyOf(loading);
    return loading;
  }

  /** Whether the kernel has it built in. */
  public boolean isBuiltin(Module module) throws ErrnoException {
    Boolean known = module.builtin;
    if (known == null) {
      known = tree.isBuiltin(module.name());
      module.builtin = known;
    }
    return known;
  }

  /** The options that the configuration has for it, by name or by the alias used. */
  public String options(Module module) {
    var text = new StringBuilder();
    for (Entry.Options line : config.options()) {
      if (line.name().equals(module.name())
          || module.alias().filter(line.name()::equals).isPresent()) {
        text.append(text.isEmpty() ? "" : " ").append(line.text());
        explainer.step(module.name(), line.place(), "options " + line.name(), line.text(), true);
      }
    }
    return text.toString();
  }

  /** The first install command whose pattern matches. */
  public Optional<Entry.Command> installCommand(Module module) {
    return module.install != null ? Optional.of(module.install) : first(config.installs(), module);
  }

  /** The first remove command whose pattern matches. */
  public Optional<Entry.Command> removeCommand(Module module) {
    return module.remove != null ? Optional.of(module.remove) : first(config.removes(), module);
  }

  private static Optional<Entry.Command> first(List<Entry.Command> commands, Module module) {
    return commands.stream().filter(c -> Glob.matches(c.name(), module.name())).findFirst();
  }

  /** The blacklist line for it. */
  public Optional<Entry.Blacklist> blacklisted(Module module) {
    return config.blacklist().stream().filter(b -> b.name().equals(module.name())).findFirst();
  }

  /** The soft dependencies of a module. */
  public record Softdeps(List<Module> pre, List<Module> post) {
    static final Softdeps NONE = new Softdeps(List.of(), List.of());

    /** Whether there are none. */
    public boolean isEmpty() {
      return pre.isEmpty() && post.isEmpty();
    }
  }

  /** The first line of soft dependencies whose pattern matches, its names looked up. */
  public Softdeps softdeps(Module module) throws ErrnoException {
    for (Entry.Softdep line : config.softdeps()) {
      if (Glob.matches(line.name(), module.name())) {
        explainer.step(module.name(), line.place(), "softdep " + line.name(), line.text(), true);
        return new Softdeps(lookupAll(line.pre()), lookupAll(line.post()));
      }
    }
    return Softdeps.NONE;
  }

  private List<Module> lookupAll(List<String> names) throws ErrnoException {
    var found = new ArrayList<Module>();
    for (String name : names) {
      try {
        found.addAll(lookup(name));
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINVAL) {
          throw e;
        }
        log.library(
            Log.Level.ERROR,
            Log.Site.SOFTDEP,
            "failed to lookup soft dependency '" + name + "', continuing anyway.");
      }
    }
    return found;
  }

  /** Forgets all modules, as libkmod does when the last that were found are let go. */
  public void forget() {
    known.clear();
    all.clear();
  }

  void clearMarks() {
    for (Module module : all) {
      module.visited = false;
      module.required = false;
    }
  }
}
