package modbox.kmod;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kmod.Config.Entry;
import modbox.kmod.KernelModules.State;

/** Removes a module with its soft dependencies and what becomes unused, as modprobe -r does. */
public final class Remover {
  /**
   * How.
   *
   * @param level how bad it is if a module is in use: FATAL ends the run
   * @param holders its users are removed first
   * @param bare neither its command nor its soft dependencies
   * @param ignoreLoaded as if it were there and free
   * @param patience how long to try while it is in use, milliseconds
   */
  public record Options(
      Flavour flavour,
      Log.Level level,
      boolean holders,
      boolean bare,
      boolean dryRun,
      boolean firstTime,
      boolean force,
      boolean ignoreLoaded,
      long patience) {}

  /** What a removal needs beside the kernel: a voice and a clock. */
  public interface Host {
    /** Shows an action, {@code rmmod NAME} or {@code remove COMMAND}. */
    void show(String action) throws ErrnoException;

    void sleep(long milliseconds) throws ErrnoException;
  }

  private static final long LONGEST_SLEEP = 128;

  private final Modules modules;
  private final KernelModules loaded;
  private final Kernel kernel;
  private final Options options;
  private final Host host;

  public Remover(Modules modules, KernelModules loaded, Kernel kernel, Options options, Host host) {
    this.modules = modules;
    this.loaded = loaded;
    this.kernel = kernel;
    this.options = options;
    this.host = host;
  }

  /** Removes a module. What is in the way was said already when an error leaves this. */
  public void remove(Module module) throws ErrnoException {
    remove(module, options.holders(), false);
  }

  private void remove(Module module, boolean holders, boolean passBuiltin) throws ErrnoException {
    Modules.Softdeps soft = options.bare() ? Modules.Softdeps.NONE : modules.softdeps(module);
    Optional<Entry.Command> command =
        options.bare() ? Optional.empty() : modules.removeCommand(module);
    if (command.isEmpty() && !options.ignoreLoaded() && !isThere(module, passBuiltin)) {
      return;
    }
    removeAll(soft.post(), true);
    if (holders) {
      removeAll(loaded.holders(module.name()).stream().map(modules::named).toList(), false);
    }
    if (command.isPresent()) {
      runRemove(module, command.get());
    } else {
      refuseIfUsed(module);
      removeOne(module);
      removeUnused(module);
    }
    removeAll(soft.pre(), true);
  }

  private boolean isThere(Module module, boolean passBuiltin) throws ErrnoException {
    if (modules.isBuiltin(module)) {
      if (passBuiltin) {
        return false;
      }
      modules.log().say(options.level(), "Module " + module + " is builtin.");
      throw Errno.ENOENT.on(module.name());
    }
    if (loaded.state(module.name()) == State.ABSENT) {
      if (options.firstTime()) {
        modules.log().say(options.level(), "Module " + module + " is not in kernel.");
        throw Errno.ENOENT.on(module.name());
      }
      return false;
    }
    return true;
  }

  /** Removes modules from the last to the first. */
  private void removeAll(List<Module> list, boolean passErrors) throws ErrnoException {
    for (Module module : list.reversed()) {
      try {
        remove(module, false, true);
      } catch (ErrnoException e) {
        if (!passErrors) {
          throw e;
        }
        explain(module, "remove", e.errno().text(), false);
      }
    }
  }

  private void refuseIfUsed(Module module) throws ErrnoException {
    OptionalInt references = loaded.references(module.name());
    if (options.patience() == 0 && !options.ignoreLoaded() && references.orElse(0) > 0) {
      explain(module, "use count 0", Integer.toString(references.getAsInt()), false);
      modules.log().say(options.level(), "Module " + module + " is in use.");
      throw Errno.EBUSY.on(module.name());
    }
  }

  private void removeOne(Module module) throws ErrnoException {
    host.show("rmmod " + module);
    if (options.dryRun()) {
      return;
    }
    try {
      delete(module);
      explain(module, "remove", "removed", true);
    } catch (ErrnoException e) {
      explain(module, "remove", e.errno().text(), false);
      if (options.patience() > 0) {
        modules.log().error("could not remove '" + module + "': " + e.errno().text());
      }
      throw e;
    }
  }

  /** Asks the kernel, again and again after growing pauses while the module is in use. */
  private void delete(Module module) throws ErrnoException {
    long waited = 0;
    long pause = 1;
    while (true) {
      try {
        kernel.remove(module.name(), options.force());
        return;
      } catch (ErrnoException e) {
        if (options.patience() == 0) {
          modules
              .log()
              .library(
                  Log.Level.ERROR,
                  Log.Site.REMOVE,
                  "could not remove '" + module + "': " + e.errno().text());
        }
        if (e.errno() != Errno.EAGAIN || options.patience() == 0) {
          throw e;
        }
        if (waited >= options.patience()) {
          giveUp(e);
          return;
        }
      }
      long sleep = Math.min(pause, options.patience() - waited);
      host.sleep(sleep);
      waited += sleep;
      pause = Math.min(2 * pause, LONGEST_SLEEP);
    }
  }

  /** The time is over. kmod 30 takes that for success: its loop ends without an error. */
  private void giveUp(ErrnoException e) throws ErrnoException {
    if (options.flavour().isModern()) {
      throw e;
    }
  }

  private void removeUnused(Module module) throws ErrnoException {
    for (Module dependency : modules.dependencies(module)) {
      if (loaded.references(dependency.name()).orElse(-1) == 0) {
        try {
          removeOne(dependency);
        } catch (ErrnoException e) {
          explain(module, "remove unused " + dependency, e.errno().text(), false);
        }
      }
    }
  }

  private void runRemove(Module module, Entry.Command command) throws ErrnoException {
    String text = command.text().replace("$CMDLINE_OPTS", "");
    host.show("remove " + text);
    if (options.dryRun()) {
      return;
    }
    if (kernel.run(text, module.name()) != 0) {
      modules.log().say(options.level(), "Error running remove command for " + module);
      throw Errno.EINVAL.on(module.name());
    }
  }

  private void explain(Module about, String wanted, String seen, boolean held) {
    modules.explainer().step(about.name(), "", wanted, seen, held);
  }
}
