package modbox.tool.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.kernel.ModuleCalls;
import modbox.kmod.Config;
import modbox.kmod.Kernel;
import modbox.kmod.KernelModules;
import modbox.kmod.Log;
import modbox.kmod.Module;
import modbox.kmod.ModuleTree;
import modbox.kmod.Modules;
import modbox.kmod.Prober;
import modbox.kmod.Remover;
import modbox.kmod.SyscallKernel;
import modbox.user.Args;
import modbox.user.ExitStatus;
import org.jspecify.annotations.Nullable;

/** One run of modprobe. */
final class ModprobeRun {
  private final Session session;
  private final Args args;
  private final Log log;
  private final Log.Level level;
  private final boolean dryRun;
  private final boolean shows;
  private final Kernel kernel;
  private final KernelModules loaded;

  /** What was shown, for {@code --json}. */
  private final List<String> actions = new ArrayList<>();

  ModprobeRun(Session session, Args args) {
    this.session = session;
    this.args = args;
    this.log = session.log();
    this.level = args.has("all") ? Log.Level.WARNING : Log.Level.FATAL;
    boolean dry = args.has("dry-run") || args.has("show");
    this.dryRun = dry || args.has("show-depends");
    setVerbosity();
    this.shows =
        args.has("show-depends")
            || log.writes(Log.Level.NOTICE)
            || (dry && session.flavour().dryRunShows());
    this.kernel =
        new SyscallKernel(
            session.proc().sys(),
            session.flavour(),
            ModprobeEnvironment.forChildren(session.proc(), args));
    this.loaded = new KernelModules(session.files());
  }

  private void setVerbosity() {
    for (Args.Given option : args.given()) {
      switch (option.key()) {
        case "quiet" -> log.threshold(Log.Level.EMERGENCY);
        case "verbose" -> log.threshold(log.threshold().more());
        default -> {}
      }
    }
  }

  ExitStatus run() throws ErrnoException {
    long patience;
    try {
      patience = Long.decode(args.value("wait").orElse("0"));
    } catch (NumberFormatException _) {
      log.threshold(Log.Level.WARNING); // it is said before -q is heard
      log.error("unexpected wait value '" + args.value("wait").orElse("") + "'.");
      return ExitStatus.FAILURE;
    }
    if (args.has("syslog")) {
      session.useSyslog();
    }
    boolean showsConfig = args.has("showconfig") || args.has("show-config");
    if (!showsConfig && args.operands().isEmpty()) {
      log.error("missing parameters. See -h.");
      return ExitStatus.FAILURE;
    }
    Modules modules = modules();
    boolean ok;
    if (showsConfig) {
      ok = showConfig(modules);
    } else if (args.has("show-modversions") || args.has("dump-modversions")) {
      ok = new SymbolDump(session, modules, level).versions(args.operands().getFirst());
    } else if (args.has("show-exports")) {
      ok = new SymbolDump(session, modules, level).exports(args.operands().getFirst());
    } else if (args.has("remove")) {
      ok = removeAll(modules, patience);
    } else {
      ok = args.has("all") ? insertAll(modules) : insert(modules, args.operands());
    }
    if (args.has("json")) {
      session.out().print(JsonText.array(actions));
    }
    return ok ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private Modules modules() throws ErrnoException {
    Optional<String> release = args.value("set-version");
    String directory =
        session
            .files()
            .absolute(
                ModuleTree.directory(
                    args.value("dirname").orElse(""), release.orElseGet(session.files()::release)));
    return session.modules(directory, session.config(directory, args.values("config")));
  }

  private boolean showConfig(Modules modules) throws ErrnoException {
    Config config = modules.config();
    show("blacklist", config.blacklist());
    show("install", config.installs());
    show("remove", config.removes());
    show("alias", config.aliases());
    show("options", config.options());
    show("softdep", config.softdeps());
    show("weakdep", config.weakdeps());
    session.out().print("\n# End of configuration files. Dumping indexes now:\n\n");
    for (var index : List.of(ModuleTree.Index.ALIASES, ModuleTree.Index.SYMBOLS)) {
      var file = modules.tree().index(index);
      if (file.isPresent()) {
        file.get().dump("alias ", (key, value) -> session.out().println(key + " " + value));
      }
    }
    return true;
  }

  private void show(String command, List<? extends Config.Entry> lines) throws ErrnoException {
    for (Config.Entry line : lines) {
      String rest = line instanceof Config.Entry.Blacklist ? "" : " " + line.text();
      session.out().println(command + " " + line.name() + rest);
    }
  }

  private boolean insertAll(Modules modules) throws ErrnoException {
    boolean ok = true;
    for (String name : args.operands()) {
      ok &= insert(modules, List.of(name));
      modules.forget();
    }
    return ok;
  }

  private boolean insert(Modules modules, List<String> words) throws ErrnoException {
    Optional<List<Module>> found = find(modules, words.getFirst());
    if (found.isEmpty()) {
      return false;
    }
    String options = Parameters.join(words.subList(1, words.size()), true);
    boolean ok = true;
    for (Module module : found.get()) {
      ok = insertOne(modules, module, options);
    }
    return ok;
  }

  /** The modules of a name, alias or path; empty after a complaint. */
  private Optional<List<Module>> find(Modules modules, String name) throws ErrnoException {
    if (session.flavour().takesPaths() && (name.startsWith("/") || name.startsWith("./"))) {
      try {
        return Optional.of(List.of(modules.ofPath(name)));
      } catch (ErrnoException e) {
        log.say(level, "Failed to get module from path " + name + ": " + e.errno().text());
        return Optional.empty();
      }
    }
    List<Module> found = List.of();
    try {
      found = modules.lookup(name);
    } catch (ErrnoException e) {
      log.say(Log.Level.DEBUG, "invalid alias: " + e.what());
    }
    if (found.isEmpty()) {
      log.say(level, "Module " + name + " not found in directory " + modules.tree().directory());
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private boolean insertOne(Modules modules, Module module, String options) throws ErrnoException {
    if (args.has("resolve-alias")) {
      session.out().println(module.name());
      return true;
    }
    try {
      prober(modules).probe(module, options);
      return true;
    } catch (ErrnoException e) {
      String reason =
          switch (e.errno()) {
            case EEXIST -> "Module already in kernel";
            case ENOENT -> "Unknown symbol in module, or unknown parameter (see dmesg)";
            default -> e.errno().text();
          };
      log.error("could not insert '" + module.name() + "': " + reason);
      return false;
    }
  }

  private Prober prober(Modules modules) {
    boolean force = args.has("force");
    int flags =
        (force || args.has("force-modversion") ? ModuleCalls.IGNORE_MODVERSIONS : 0)
            | (force || args.has("force-vermagic") ? ModuleCalls.IGNORE_VERMAGIC : 0);
    var options =
        new Prober.Options(
            flags,
            isBare(),
            args.has("show-depends"),
            dryRun,
            args.has("first-time"),
            args.has("use-blacklist"));
    return new Prober(modules, loaded, kernel, options, new Shown());
  }

  private boolean isBare() {
    return args.has("ignore-install") || args.has("ignore-remove");
  }

  /** Shows the actions of a probe. */
  private final class Shown implements Prober.Listener {
    @Override
    public void insert(String path, String options) throws ErrnoException {
      show("insmod", path, options);
    }

    @Override
    public void command(String command, String options) throws ErrnoException {
      show("install", command, options);
    }

    @Override
    public void builtin(String name) throws ErrnoException {
      show("builtin", name, null);
    }

    private void show(String action, String object, @Nullable String options)
        throws ErrnoException {
      if (!shows) {
        return;
      }
      if (args.has("json")) {
        var step = new JsonText().with("action", action).with("object", object);
        actions.add(step.with("options", options == null ? "" : options).toString());
      } else {
        session.out().println(action + " " + object + (options == null ? "" : " " + options));
      }
    }
  }

  private boolean removeAll(Modules modules, long patience) throws ErrnoException {
    var options =
        new Remover.Options(
            session.flavour(),
            level,
            args.has("remove-holders") || args.has("remove-dependencies"),
            isBare(),
            dryRun,
            args.has("first-time"),
            args.has("force"),
            args.has("show-depends"),
            patience);
    var remover = new Remover(modules, loaded, kernel, options, new Voice());
    boolean ok = true;
    for (String name : args.operands()) {
      ok &= remove(modules, remover, name);
    }
    return ok;
  }

  private boolean remove(Modules modules, Remover remover, String name) throws ErrnoException {
    List<Module> found;
    try {
      found = modules.lookup(name);
    } catch (ErrnoException e) {
      return false; // kmod says nothing of a name with unmatched brackets here
    }
    if (found.isEmpty()) {
      log.say(level, "Module " + name + " not found.");
      return false;
    }
    try {
      for (Module module : found) {
        remover.remove(module);
      }
      return true;
    } catch (ErrnoException e) {
      return e.errno() == Errno.EINTR && throwing(e);
    }
  }

  private static boolean throwing(ErrnoException e) throws ErrnoException {
    throw e;
  }

  /** Shows the actions of a removal at once, and waits. */
  private final class Voice implements Remover.Host {
    @Override
    public void show(String action) throws ErrnoException {
      if (shows) {
        session.out().println(action).flush();
      }
    }

    @Override
    public void sleep(long milliseconds) throws ErrnoException {
      session.proc().sys().nanosleep(milliseconds * 1_000_000);
    }
  }
}
