package modbox.module;

import io.vavr.collection.Vector;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Import;
import modbox.image.Catalogue;
import modbox.image.KernelSymbol;
import modbox.image.ObjectFacts;
import modbox.log.Log;
import modbox.task.Scheduler;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what a module needs against the kernel's exports and those of the loaded modules.
 * Source: Linux 6.1, kernel/module/main.c, resolve_symbol and simplify_symbols.
 */
final class Linker {
  /** How long a load waits for the init function of another module, in nanoseconds. */
  private static final long PATIENCE = 30_000_000_000L;

  /** An exported symbol and who exports it, the kernel with an empty name. */
  private record Found(String owner, boolean gpl, String namespace, long crc, boolean versioned) {}

  /** A symbol that cannot be had: with an errno if it is there. */
  private static final class Refused extends Exception {
    final Errno errno;

    Refused(Errno errno) {
      super(errno.name(), null, false, false);
      this.errno = errno;
    }
  }

  private final World world;
  private final Log log;
  private final @Nullable Scheduler scheduler;
  private final Taint taint;
  private final Catalogue catalogue;
  private final Settings settings;

  Linker(
      World world,
      Log log,
      @Nullable Scheduler scheduler,
      Taint taint,
      Catalogue catalogue,
      Settings settings) {
    this.scheduler = scheduler;
    this.world = world;
    this.log = log;
    this.taint = taint;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** The state of one module's linking. */
  final class Session {
    private final String name;
    private final ObjectFacts facts;
    private final boolean ignoreVersions;
    private final List<String> namespaces;
    private boolean usesGplOnly;
    private Vector<String> uses = Vector.empty();
    private int taintBits;

    Session(String name, ObjectFacts facts, int taintBits, boolean ignoreVersions) {
      this.name = name;
      this.facts = facts;
      this.taintBits = taintBits;
      this.ignoreVersions = ignoreVersions;
      this.namespaces = facts.values("import_ns");
    }

    /** The owners of what was resolved, in the order of first use. */
    Vector<String> uses() {
      return uses;
    }

    /** Taint of the module, with what it has inherited. */
    int taintBits() {
      return taintBits;
    }

    /**
     * Waits until no module that exports something needed here is still in its init function, but
     * no longer than half a minute for each. Nothing is referred to yet, for others run meanwhile.
     * Source: resolve_symbol_wait.
     */
    void awaitOwners() {
      for (Import wanted : facts.imports()) {
        Found found = find(wanted.name(), true);
        if (scheduler != null && found != null && isComing(found.owner())) {
          try {
            var _ =
                scheduler.block(
                    ModuleLoader.channel(found.owner()), () -> !isComing(found.owner()), PATIENCE);
          } catch (ErrnoException _) {
            return; // a signal: the symbols of who is not ready are refused
          }
        }
      }
    }

    private boolean isComing(String owner) {
      LoadedModule module = world.get(ModuleTables.MODULES, owner);
      return module != null && module.state() == ModuleState.COMING;
    }

    /** Resolves all; every failure is logged, the errno of the last one thrown. */
    void resolve() throws ErrnoException {
      ErrnoException failure = null;
      for (Import wanted : facts.imports()) {
        Errno errno = resolve(wanted);
        if (errno != null) {
          log.warn(name + ": Unknown symbol " + wanted.name() + " (err -" + errno.number() + ")");
          failure = errno.on(wanted.name());
        }
      }
      if (failure != null) {
        throw failure;
      }
    }

    private @Nullable Errno resolve(Import wanted) {
      try {
        Found found = find(wanted.name(), (taintBits & Taint.PROPRIETARY) == 0);
        if (found != null) {
          usesGplOnly |= found.gpl();
          if (inherit(found, wanted.name())) {
            version(found, wanted);
            namespace(found, wanted.name());
            refer(found);
            return null;
          }
        }
        return wanted.weak() ? null : Errno.ENOENT;
      } catch (Refused e) {
        return e.errno;
      }
    }

    private boolean inherit(Found found, String symbol) {
      LoadedModule owner = world.get(ModuleTables.MODULES, found.owner());
      if (owner == null || (owner.taint() & Taint.PROPRIETARY) == 0) {
        return true;
      }
      if (usesGplOnly) {
        log.err(
            name
                + ": module using GPL-only symbols uses symbols "
                + symbol
                + " from proprietary module "
                + owner.name()
                + ".");
        return false;
      }
      if ((taintBits & Taint.PROPRIETARY) == 0) {
        log.warn(
            name
                + ": module uses symbols "
                + symbol
                + " from proprietary module "
                + owner.name()
                + ", inheriting taint.");
        taintBits |= Taint.PROPRIETARY;
      }
      return true;
    }

    private void version(Found found, Import wanted) throws Refused {
      if (!found.versioned()) {
        return;
      }
      if (!facts.versioned() || ignoreVersions) {
        forceLoad(wanted.name());
        return;
      }
      if (wanted.crc() == Import.NONE) {
        missingVersion(name, wanted.name());
      } else if (wanted.crc() != found.crc()) {
        log.warn(name + ": disagrees about version of symbol " + wanted.name());
        throw new Refused(Errno.EINVAL);
      }
    }

    private void forceLoad(String reason) {
      taintBits |= Taint.FORCED_MODULE;
      if (!taint.has(Taint.FORCED_MODULE)) {
        log.warn(name + ": " + reason + ": kernel tainted.");
      }
      taint.add(Taint.FORCED_MODULE);
    }

    private void namespace(Found found, String symbol) throws Refused {
      if (!found.namespace().isEmpty() && !namespaces.contains(found.namespace())) {
        log.err(
            name
                + ": module uses symbol ("
                + symbol
                + ") from namespace "
                + found.namespace()
                + ", but does not import it.");
        throw new Refused(Errno.EINVAL);
      }
    }

    private void refer(Found found) throws Refused {
      LoadedModule owner = world.get(ModuleTables.MODULES, found.owner());
      if (owner == null || uses.contains(owner.name())) {
        return;
      }
      if (owner.state() == ModuleState.COMING) {
        log.warn(name + ": gave up waiting for init of module " + owner.name() + ".");
        throw new Refused(Errno.EBUSY);
      }
      if (owner.state() != ModuleState.LIVE) {
        throw new Refused(Errno.ENOENT);
      }
      uses = uses.append(owner.name());
    }
  }

  /** A toolchain that forgot a symbol is told once, then let go. */
  void missingVersion(String module, String symbol) {
    if (world.count("kernel.warned_version") == 0) {
      world.put(World.COUNTERS, "kernel.warned_version", 1L);
      log.warn(module + ": no symbol version for " + symbol);
    }
  }

  /** Who exports a symbol, {@code kernel} for the kernel; null if nobody does. */
  @Nullable String owner(String symbol) {
    Found found = find(symbol, true);
    return found == null ? null : found.owner().isEmpty() ? "kernel" : found.owner();
  }

  private @Nullable Found find(String symbol, boolean gplToo) {
    KernelSymbol known = catalogue.symbols().find(symbol);
    if (known != null && known.owner() == KernelSymbol.KERNEL) {
      return known.gpl() && !gplToo
          ? null
          : new Found("", known.gpl(), known.namespace(), known.crc(), settings.strict());
    }
    Exported other = world.get(ModuleTables.EXPORTS, symbol);
    if (other != null && (gplToo || !other.gpl())) {
      return new Found(
          other.module(), other.gpl(), other.namespace(), other.crc(), other.versioned());
    }
    if (known != null && (gplToo || !known.gpl())) {
      String owner = stored(known.owner());
      if (owner != null) {
        return new Found(owner, known.gpl(), known.namespace(), known.crc(), true);
      }
    }
    return null;
  }

  /** The loaded module that was made from the catalogue's object at a position, or null. */
  private @Nullable String stored(int order) {
    String name = catalogue.listing().nameAt(order);
    LoadedModule module = world.get(ModuleTables.MODULES, name);
    return module != null && module.stored() == order && module.state() != ModuleState.UNFORMED
        ? name
        : null;
  }
}
