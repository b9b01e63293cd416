package modbox.kmod;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kmod.Config.Entry;

/** Loads a module with all that belongs to it, or shows what would be done. */
public final class Prober {
  /**
   * How.
   *
   * @param kernelFlags those of finit_module(2)
   * @param bare neither its commands nor its soft dependencies
   * @param ignoreLoaded as if nothing were loaded
   * @param dryRun only show
   * @param firstTime it is an error if it is there already
   * @param blacklist the blacklist counts for names too, not only for aliases
   */
  public record Options(
      int kernelFlags,
      boolean bare,
      boolean ignoreLoaded,
      boolean dryRun,
      boolean firstTime,
      boolean blacklist) {}

  /** Hears of each action before it is taken. */
  public interface Listener {
    /** A file will be loaded with these options. */
    void insert(String path, String options) throws ErrnoException;

    /** An install command will be run. */
    void command(String command, String options) throws ErrnoException;

    /** Nothing to do: the kernel has it. */
    void builtin(String name) throws ErrnoException;
  }

  private final Modules modules;
  private final KernelModules loaded;
  private final Kernel kernel;
  private final Options options;
  private final Listener listener;

  public Prober(
      Modules modules, KernelModules loaded, Kernel kernel, Options options, Listener listener) {
    this.modules = modules;
    this.loaded = loaded;
    this.kernel = kernel;
    this.options = options;
    this.listener = listener;
  }

  /** Loads a module; EEXIST if it is there and that is an error. */
  public void probe(Module module, String extra) throws ErrnoException {
    if (!options.ignoreLoaded() && inKernel(module)) {
      explain(module, "", "not loaded yet", "loaded or built in", false);
      if (options.firstTime()) {
        throw Errno.EEXIST.on(module.name());
      }
      return;
    }
    if (module.alias().isPresent() || options.blacklist()) {
      Optional<Entry.Blacklist> line = modules.blacklisted(module);
      if (line.isPresent()) {
        explain(module, line.get().place(), "not blacklisted", "blacklist " + module, false);
        return;
      }
    }
    for (Module each : ProbeList.of(modules, module, options.bare())) {
      if (!loadOne(each, module, extra)) {
        return;
      }
    }
  }

  /** Loads one of the list: false to end here. */
  private boolean loadOne(Module each, Module wanted, String extra) throws ErrnoException {
    try {
      if (!options.ignoreLoaded() && inKernel(each)) {
        throw Errno.EEXIST.on(each.name());
      }
      String configured = modules.options(each);
      String added = each == wanted ? extra : "";
      load(each, configured.isEmpty() ? added : configured + " " + added);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EEXIST) {
        if (each == wanted && options.firstTime()) {
          throw e;
        }
      } else if (each.required()) {
        explain(wanted, "", "load " + each, e.errno().text(), false);
        throw e;
      } else {
        explain(wanted, "", "load soft dependency " + each, e.errno().text(), false);
      }
    }
    return true;
  }

  private void load(Module module, String text) throws ErrnoException {
    Optional<Entry.Command> command = modules.installCommand(module);
    if (command.isPresent() && !module.ignoresCommands()) {
      listener.command(command.get().text(), text);
      explain(module, command.get().place(), "install command", command.get().text(), true);
      if (!options.dryRun()) {
        runInstall(module, command.get().text().replace("$CMDLINE_OPTS", text));
      }
      return;
    }
    Optional<String> path = modules.path(module);
    if (path.isPresent()) {
      listener.insert(path.get(), text);
    } else if (modules.isBuiltin(module)) {
      listener.builtin(module.name());
    }
    if (!options.dryRun()) {
      insert(module, path, text);
    }
  }

  private void insert(Module module, Optional<String> path, String text) throws ErrnoException {
    if (path.isEmpty()) {
      modules
          .log()
          .library(
              Log.Level.ERROR,
              Log.Site.NO_PATH,
              "could not find module by name='" + module.name() + "'");
      throw Errno.ENOENT.on(module.name());
    }
    try {
      kernel.insert(path.get(), text, options.kernelFlags());
      explain(module, path.get(), "load", text, true);
    } catch (ErrnoException e) {
      modules
          .log()
          .library(
              Log.Level.INFO,
              Log.Site.INSERT,
              "Failed to insert module '" + path.get() + "': " + e.errno().text());
      throw e;
    }
  }

  private void runInstall(Module module, String command) throws ErrnoException {
    int status = kernel.run(command, module.name());
    if (status != 0) {
      modules
          .log()
          .library(
              Log.Level.ERROR,
              Log.Site.COMMAND,
              "Error running install command '%s' for module %s: retcode %d"
                  .formatted(command, module.name(), status));
      throw Errno.EINVAL.on(module.name());
    }
  }

  private boolean inKernel(Module module) throws ErrnoException {
    return modules.isBuiltin(module) || loaded.state(module.name()) == KernelModules.State.LIVE;
  }

  private void explain(Module about, String place, String wanted, String seen, boolean held) {
    modules.explainer().step(about.name(), place, wanted, seen, held);
  }
}
