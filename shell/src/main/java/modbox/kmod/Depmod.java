package modbox.kmod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Modversion;
import modbox.image.index.DependencyGraph;
import modbox.image.index.IndexWriter;
import modbox.image.index.ModuleFacts;
import modbox.image.index.Names;
import modbox.image.index.SymbolOwners;

/** Computes the indexes of a module tree. */
public final class Depmod {
  /**
   * What to do.
   *
   * @param directory the module directory
   * @param warnDuplicates tell of keys that two modules have
   * @param reportUnknown tell of symbols that nobody offers
   * @param symvers the kernel's symbols with checksums, or empty
   * @param systemMap the kernel's symbols without, or empty
   */
  public record Options(
      Flavour flavour,
      String directory,
      boolean warnDuplicates,
      boolean reportUnknown,
      Optional<String> symvers,
      Optional<String> systemMap) {}

  private final KmodFiles files;
  private final Log log;
  private final Options options;
  private final Objects objects;
  private Optional<KernelSymbols> kernel = Optional.empty();

  public Depmod(KmodFiles files, Log log, Options options) {
    this.files = files;
    this.log = log;
    this.options = options;
    this.objects = new Objects(files, options.flavour());
  }

  /** Reads the kernel's symbols, if any were given. Ends the run if they cannot be read. */
  public void loadKernelSymbols() throws ErrnoException {
    Optional<String> path = options.symvers().or(options::systemMap);
    if (path.isEmpty()) {
      return;
    }
    try {
      kernel =
          Optional.of(
              options.symvers().isPresent()
                  ? KernelSymbols.ofSymvers(files, path.get(), log)
                  : KernelSymbols.ofMap(files, path.get(), log));
    } catch (ErrnoException e) {
      log.say(Log.Level.FATAL, "could not load " + path.get() + ": " + e.errno().text());
      throw e;
    }
  }

  /** The modules of the whole tree as the configuration picks them: paths by name. */
  public Map<String, String> search(DepmodConfig config) throws ErrnoException {
    try {
      return new DepmodSearch(files, options.flavour(), log, config, options.directory()).run();
    } catch (ErrnoException e) {
      log.say(Log.Level.FATAL, "could not search modules: " + e.errno().text());
      throw e;
    }
  }

  /** The modules of these files: paths by name. */
  public Map<String, String> given(List<String> paths) throws ErrnoException {
    var found = new LinkedHashMap<String, String>();
    for (String path : paths) {
      if (!path.startsWith("/")) {
        log.say(Log.Level.FATAL, path + ": not absolute path.");
        throw Errno.EINVAL.on(path);
      }
      try {
        files.stat(path);
      } catch (ErrnoException e) {
        log.say(Log.Level.FATAL, "could not create module " + path + ": " + e.errno().text());
        throw e;
      }
      found.putIfAbsent(Names.ofPath(path), path);
    }
    return found;
  }

  /** Takes the edges of the graph as they are found: {@code -v} shows them. */
  @FunctionalInterface
  public interface Edges {
    void edge(String user, String symbol, String used);
  }

  /** The files' contents of these modules. EINVAL if there are cycles. */
  public DepmodOutput compute(Map<String, String> paths, Edges edges) throws ErrnoException {
    List<String> names = new ModuleOrder(files, log, options.directory()).sort(paths);
    var modules = new ArrayList<ModuleFacts>();
    var read = new ArrayList<Facts>();
    for (String name : names) {
      String path = java.util.Objects.requireNonNull(paths.get(name));
      Facts facts = read(path);
      read.add(facts);
      modules.add(facts(name, path, facts));
    }
    var owners = new SymbolOwners(modules);
    var all = names.stream().map(paths::get).toList();
    DependencyGraph graph =
        DependencyGraph.of(
            modules,
            owners,
            (user, symbol, used) -> edges.edge(all.get(user), symbol, all.get(used)));
    new SymbolCheck(all, read, owners).run();
    refuseCycles(modules, graph);
    return new DepmodOutput(files, log, options, modules, owners, graph);
  }

  private Facts read(String path) throws ErrnoException {
    try {
      return objects.read(path, Facts::of);
    } catch (ErrnoException e) {
      log.error("failed to load symbols from " + path + ": " + e.errno().text());
      return Facts.NONE;
    }
  }

  private ModuleFacts facts(String name, String path, Facts facts) {
    String tree = options.directory() + "/";
    return new ModuleFacts(
        path.startsWith(tree) ? path.substring(tree.length()) : path,
        name,
        facts.values("alias"),
        facts.values("softdep"),
        facts.values("weakdep"),
        facts.exports().stream().map(Modversion::name).toList(),
        facts.needs().stream().map(Modversion::name).toList());
  }

  private void refuseCycles(List<ModuleFacts> modules, DependencyGraph graph)
      throws ErrnoException {
    if (graph.cyclic().isEmpty()) {
      return;
    }
    for (List<Integer> cycle : graph.cycles()) {
      log.error(
          "Cycle detected: "
              + String.join(" -> ", cycle.stream().map(i -> modules.get(i).name()).toList()));
    }
    log.error("Found " + graph.cyclic().size() + " modules in dependency cycles!");
    throw Errno.EINVAL.on(options.directory());
  }

  /** Tells of symbols that nobody offers, or with another checksum. */
  private final class SymbolCheck {
    private final List<String> paths;
    private final List<Facts> facts;
    private final SymbolOwners owners;

    SymbolCheck(List<String> paths, List<Facts> facts, SymbolOwners owners) {
      this.paths = paths;
      this.facts = facts;
      this.owners = owners;
    }

    void run() throws ErrnoException {
      if (!options.reportUnknown() || kernel.isEmpty()) {
        return;
      }
      for (int i = 0; i < paths.size(); i++) {
        for (Modversion need : facts.get(i).needs()) {
          if (!need.weak()) {
            check(paths.get(i), need, kernel.get());
          }
        }
      }
    }

    private void check(String path, Modversion need, KernelSymbols known) throws ErrnoException {
      Optional<Long> offered = offered(need.name(), known);
      if (offered.isEmpty()) {
        log.warning(path + " needs unknown symbol " + need.name());
      } else if (options.symvers().isPresent() && offered.get() != need.crc()) {
        log.warning(path + " disagrees about version of symbol " + need.name());
      }
    }

    private Optional<Long> offered(String symbol, KernelSymbols known) {
      OptionalInt owner = owners.owner(symbol);
      if (owner.isEmpty()) {
        return known.checksum(symbol);
      }
      return facts.get(owner.getAsInt()).exports().stream()
          .filter(e -> e.name().equals(symbol))
          .map(Modversion::crc)
          .reduce((_, last) -> last);
    }
  }

  /** Whether no module file of the tree is newer than its modules.dep. */
  public boolean isUpToDate() throws ErrnoException {
    return new DepmodAge(files, options.flavour(), log, options.directory()).isUpToDate();
  }

  /** The writer of index contents with this run's voice. */
  static IndexWriter.Complaints complaints(Log log, boolean warnDuplicates) {
    return new Complaints(log, warnDuplicates);
  }

  private record Complaints(Log log, boolean warnDuplicates) implements IndexWriter.Complaints {
    @Override
    public void complain(IndexWriter.Level level, String text) {
      say(
          switch (level) {
            case FATAL -> Log.Level.FATAL;
            case ERROR -> Log.Level.ERROR;
            case WARNING -> Log.Level.WARNING;
          },
          text);
    }

    @Override
    public void duplicate(String what, String text) {
      if (warnDuplicates) {
        say(Log.Level.WARNING, "duplicate " + what + ":\n" + text);
      }
    }

    private void say(Log.Level level, String text) {
      try {
        log.say(level, text);
      } catch (ErrnoException _) {
        // a closed standard error does not stop the writing of indexes
      }
    }
  }
}
