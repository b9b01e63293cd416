package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import modbox.abi.ErrnoException;
import modbox.image.index.Names;
import modbox.kmod.Flavour;
import modbox.kmod.Kernel;
import modbox.kmod.KernelModules;
import modbox.kmod.Log;
import modbox.kmod.ModuleTree;
import modbox.kmod.SyscallKernel;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** rmmod(8). */
public final class Rmmod implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "rmmod",
              "[options] MODULE...",
              "remove modules from the kernel",
              flag('f', "force", "remove a module that is in use; dangerous"),
              flag('s', "syslog", "messages go to the log"),
              flag('v', "verbose", "more messages"),
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .inSbin()
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public Rmmod(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(proc, flavour, SPEC, args.raw(), Log.Level.ERROR, this::removeAll);
  }

  private ExitStatus removeAll(Session session, Args args) throws ErrnoException {
    Log log = session.log();
    for (int i = 0; i < args.count("verbose"); i++) {
      log.threshold(log.threshold().more());
    }
    if (args.has("syslog")) {
      session.useSyslog();
    }
    if (args.operands().isEmpty()) {
      log.error("missing module name.");
      return ExitStatus.FAILURE;
    }
    session.checkCommandLine();
    log.hook();
    var run = new Run(session, args.has("force"));
    boolean ok = true;
    for (String argument : args.operands()) {
      ok &= run.remove(argument);
    }
    return ok ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  /** One run with its view of kernel and tree. */
  private static final class Run {
    private final Log log;
    private final boolean force;
    private final KernelModules loaded;
    private final ModuleTree tree;
    private final Kernel kernel;

    Run(Session session, boolean force) {
      this.log = session.log();
      this.force = force;
      this.loaded = new KernelModules(session.files());
      this.tree =
          new ModuleTree(session.files(), ModuleTree.directory("", session.files().release()));
      this.kernel =
          new SyscallKernel(session.proc().sys(), session.flavour(), session.proc().environment());
    }

    boolean remove(String argument) throws ErrnoException {
      String name = Names.ofPath(argument);
      if (!force && !isFree(name)) {
        return false;
      }
      try {
        kernel.remove(name, force);
        return true;
      } catch (ErrnoException e) {
        String reason = e.errno().text();
        log.library(Log.Level.ERROR, Log.Site.REMOVE, "could not remove '" + name + "': " + reason);
        log.error("could not remove module " + argument + ": " + reason);
        return false;
      }
    }

    private boolean isFree(String name) throws ErrnoException {
      Optional<String> obstacle = obstacle(name);
      if (obstacle.isPresent()) {
        log.error(obstacle.get());
      }
      return obstacle.isEmpty();
    }

    private Optional<String> obstacle(String name) throws ErrnoException {
      if (tree.isBuiltin(name)) {
        return Optional.of("Module " + name + " is builtin.");
      }
      if (loaded.state(name) == KernelModules.State.ABSENT) {
        return Optional.of("Module " + name + " is not currently loaded");
      }
      List<String> holders = loaded.holders(name);
      if (!holders.isEmpty()) {
        return Optional.of("Module " + name + " is in use by: " + String.join(" ", holders));
      }
      OptionalInt references = loaded.references(name);
      if (references.isEmpty()) {
        return Optional.of("Module unloading is not supported");
      }
      return references.getAsInt() > 0
          ? Optional.of("Module " + name + " is in use")
          : Optional.empty();
    }
  }
}
