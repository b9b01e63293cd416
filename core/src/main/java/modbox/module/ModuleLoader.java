package modbox.module;

import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.util.function.Consumer;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.ModuleName;
import modbox.abi.Step;
import modbox.driver.ModuleFault;
import modbox.driver.ModuleProgram;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Export;
import modbox.elf.Source;
import modbox.image.Catalogue;
import modbox.image.MemoryLayout;
import modbox.image.ModuleListing;
import modbox.image.ObjectFacts;
import modbox.log.Log;
import modbox.task.Channel;
import modbox.task.Scheduler;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Loads and unloads modules, with every check in the order of Linux 6.1's load_module, its errno
 * and its words in the log.
 */
public final class ModuleLoader {
  /** Flags of finit_module(2). */
  public static final int IGNORE_MODVERSIONS = 1;

  public static final int IGNORE_VERMAGIC = 2;

  /** Flag of delete_module(2): O_TRUNC. */
  public static final int FORCE = 01000;

  private static final String DISABLED = "kernel.modules_disabled";

  private final World world;
  private final Log log;
  private final @Nullable Scheduler scheduler;
  private final Catalogue catalogue;
  private final Settings settings;
  private final Hardware hardware;
  private final Consumer<Step> explainer;
  private final Taint taint;
  private final Lockdown lockdown;
  private final Trust trust;
  private final Linker linker;
  private final Checks checks;
  private final ParamLine params;
  private final ModuleRows rows;
  private final BuiltIns builtIns;
  private final Programs programs;
  private final Oops oops;

  /** A loader over the tables of {@code world}; without a scheduler nobody ever waits. */
  public ModuleLoader(
      World world,
      Log log,
      @Nullable Scheduler scheduler,
      Catalogue catalogue,
      Settings settings,
      Hardware hardware,
      Consumer<Step> explainer) {
    this(world, log, scheduler, catalogue, settings, hardware, explainer, new ModulePrograms());
  }

  ModuleLoader(
      World world,
      Log log,
      @Nullable Scheduler scheduler,
      Catalogue catalogue,
      Settings settings,
      Hardware hardware,
      Consumer<Step> explainer,
      Programs programs) {
    this.programs = programs;
    this.world = world;
    this.log = log;
    this.scheduler = scheduler;
    this.catalogue = catalogue;
    this.settings = settings;
    this.hardware = hardware;
    this.explainer = explainer;
    taint = new Taint(world, log);
    lockdown = new Lockdown(world, log);
    trust = new Trust(world, log, lockdown, catalogue);
    linker = new Linker(world, log, scheduler, taint, catalogue, settings);
    checks = new Checks(log, taint, linker, catalogue, settings);
    params = new ParamLine(log, new ParamSetter(log, taint, lockdown));
    rows = new ModuleRows(world, catalogue);
    builtIns = new BuiltIns(world, catalogue);
    oops = new Oops(world, log, taint, settings, rows);
  }

  public Taint taint() {
    return taint;
  }

  public Lockdown lockdown() {
    return lockdown;
  }

  public Trust trust() {
    return trust;
  }

  public Settings settings() {
    return settings;
  }

  /** What is known of the loaded modules. */
  ModuleRows rows() {
    return rows;
  }

  BuiltIns builtIns() {
    return builtIns;
  }

  ParamSetter setter() {
    return new ParamSetter(log, taint, lockdown);
  }

  /** {@code MODULE.PARAMETER=VALUE} on the kernel's command line, for code in the kernel. */
  public void setBuiltIn(String name, @Nullable String value) {
    builtIns.set(name, value, this);
  }

  void complain(int level, String text) {
    log.printk(level, text);
  }

  /** Whether modules can no longer be loaded or unloaded. */
  public boolean disabled() {
    return world.count(DISABLED) != 0;
  }

  /** Ends all loading and unloading for good. */
  public void disable() {
    world.put(World.COUNTERS, DISABLED, 1L);
  }

  /**
   * Loads a module from a file's bytes.
   *
   * @param comm name of the task, for the log
   */
  public void load(Source file, int flags, String arguments, String comm) throws ErrnoException {
    boolean mangled = (flags & (IGNORE_MODVERSIONS | IGNORE_VERMAGIC)) != 0;
    Trust.Verified verified = trust.check(file, mangled, comm);
    Elf elf = new HeaderCheck(log).check(verified.object());
    try {
      Candidate candidate = new ObjectReader(log, settings).read(elf);
      insert(candidate, verified.trusted(), flags, arguments, comm);
    } catch (ElfException e) {
      log.err("Invalid ELF section in module: " + e.getMessage());
      throw Errno.ENOEXEC.on("module");
    }
  }

  /** Loads the catalogue's own object at a position, which nobody has changed. */
  public void loadStored(int order, int flags, String arguments, String comm)
      throws ErrnoException {
    boolean mangled = (flags & (IGNORE_MODVERSIONS | IGNORE_VERMAGIC)) != 0;
    trust.checkOwn(mangled, comm);
    ModuleListing listing = catalogue.listing();
    int place = listing.placeOf(order);
    ObjectFacts facts = catalogue.facts(order).released(listing.release());
    var candidate = new Candidate(order, facts, null, listing.core(place), listing.init(place));
    try {
      insert(candidate, !mangled, flags, arguments, comm);
    } catch (ElfException e) {
      throw new IllegalStateException(e); // there are no bytes to be wrong
    }
  }

  private void insert(
      Candidate candidate, boolean trusted, int flags, String arguments, String comm)
      throws ErrnoException, ElfException {
    String name = candidate.name();
    ObjectFacts facts = candidate.facts();
    boolean noVersions = (flags & IGNORE_MODVERSIONS) != 0;
    boolean lives;
    try {
      checks.blacklist(name);
      int bits = checks.information(name, facts, noVersions, (flags & IGNORE_VERMAGIC) != 0);
      if (candidate.elf() != null) {
        checks.sections(name, candidate.elf());
      }
      claim(name);
      LoadedModule module = rows.unformed(candidate, bits | verified(name, trusted));
      try {
        form(module, candidate, noVersions);
        lives = start(name, arguments, comm, facts);
      } catch (ErrnoException e) {
        rows.forget(name);
        wake(name);
        throw e;
      }
    } catch (ErrnoException e) {
      explain(name, "load", e.errno() + ": " + e.what(), false);
      throw e;
    }
    explain(name, "load", lives ? "live" : "coming: its init function died", lives);
  }

  private int verified(String name, boolean trusted) {
    if (trusted) {
      return 0;
    }
    if (world.count("kernel.warned_signature") == 0) {
      world.put(World.COUNTERS, "kernel.warned_signature", 1L);
      log.notice(
          name
              + ": module verification failed: signature and/or required key missing - tainting"
              + " kernel");
    }
    taint.add(Taint.UNSIGNED_MODULE);
    return Taint.UNSIGNED_MODULE;
  }

  /** Waits while another load of the name goes on; EEXIST or EBUSY if the name is taken. */
  private void claim(String name) throws ErrnoException {
    LoadedModule other = rows.get(name);
    if (other == null) {
      return;
    }
    boolean forming = other.state() == ModuleState.COMING || other.state() == ModuleState.UNFORMED;
    if (forming && scheduler != null) {
      scheduler.block(channel(name), () -> !forming(name), Scheduler.FOREVER);
    }
    LoadedModule now = rows.get(name);
    throw (now != null && now.state() == ModuleState.LIVE ? Errno.EEXIST : Errno.EBUSY).on(name);
  }

  private boolean forming(String name) {
    LoadedModule module = rows.get(name);
    return module != null
        && (module.state() == ModuleState.COMING || module.state() == ModuleState.UNFORMED);
  }

  /** From a name that is taken to a module that is linked. */
  private void form(LoadedModule module, Candidate candidate, boolean noVersions)
      throws ErrnoException, ElfException {
    ObjectFacts facts = candidate.facts();
    String name = module.name();
    int bits = checks.taints(name, facts);
    Linker.Session session = linker.new Session(name, facts, module.taint() | bits, noVersions);
    session.awaitOwners();
    session.resolve();
    Elf elf = candidate.elf();
    if (elf != null) {
      long init = module.address() + module.core() + 4096;
      MemoryLayout layout = MemoryLayout.of(elf);
      new Relocator(log, name, elf, layout, module.address(), init).apply();
    }
    for (Export export : facts.exports()) {
      String owner = linker.owner(export.name());
      if (owner != null) {
        log.err(name + ": exports duplicate symbol " + export.name() + " (owned by " + owner + ")");
        throw Errno.ENOEXEC.on(name);
      }
    }
    rows.coming(module.withTaint(session.taintBits()).withUses(session.uses()), candidate);
  }

  /**
   * From a linked module to one that lives. If its init function dies, so does the task, once this
   * call has ended; the module stays as it was at that moment, and so do those that it uses.
   *
   * @return whether it lives
   */
  private boolean start(String name, String arguments, String comm, ObjectFacts facts)
      throws ErrnoException {
    LoadedModule coming = rows.need(name);
    ParamLine.Outcome outcome = params.apply(name, coming.parameters(), arguments, comm);
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    rows.put(coming.withParameters(outcome.parameters()));
    if (builtIns.has(name)) {
      log.err(name + ": module is already loaded");
      throw Errno.EINVAL.on(name);
    }
    ModuleProgram program = programs.find(name, facts);
    var kernel = new ModuleKernel(name, world, log, hardware);
    if (facts.init()) {
      try {
        program.init(kernel);
      } catch (ErrnoException e) {
        kernel.unregisterAll();
        throw e;
      } catch (ModuleFault fault) {
        hardware.die(oops.report(name, fault, comm, pid()));
        return false;
      }
    }
    rows.put(rows.need(name).in(ModuleState.LIVE).withoutInit());
    hardware.moduleEvent("add", name);
    wake(name);
    return true;
  }

  /** delete_module(2) behind the check of rights. */
  public void delete(String name, int flags) throws ErrnoException {
    LoadedModule module = rows.get(name);
    if (name.isEmpty()
        || name.length() > ModuleName.MAX_LENGTH
        || module == null
        || module.state() == ModuleState.UNFORMED) {
      throw Errno.ENOENT.on(name);
    }
    if (!module.users().isEmpty()) {
      throw Errno.EAGAIN.on(name);
    }
    if (module.state() != ModuleState.LIVE || (module.permanent() && !force(flags))) {
      throw Errno.EBUSY.on(name);
    }
    if (module.held() + hardware.references(name) != 0 && !force(flags)) {
      throw Errno.EAGAIN.on(name);
    }
    ObjectFacts facts = rows.facts(module);
    rows.put(module.in(ModuleState.GOING));
    var kernel = new ModuleKernel(name, world, log, hardware);
    if (module.hasExit()) {
      programs.find(name, facts).exit(kernel);
    }
    kernel.unregisterAll();
    hardware.moduleEvent("remove", name);
    rows.unloaded(rows.need(name));
    rows.forget(name);
    wake(name);
  }

  private boolean force(int flags) {
    if ((flags & FORCE) == 0) {
      return false;
    }
    taint.add(Taint.FORCED_RMMOD);
    return true;
  }

  /** What a reference count file shows: -1 while the module goes. */
  int references(LoadedModule module) {
    return switch (module.state()) {
      case GOING -> -1;
      case UNFORMED, COMING -> 1 + count(module);
      case LIVE -> count(module);
    };
  }

  private int count(LoadedModule module) {
    return module.held() + module.users().size() + hardware.references(module.name());
  }

  private int pid() {
    return scheduler == null ? 0 : scheduler.current().pid();
  }

  private void wake(String name) {
    if (scheduler != null) {
      scheduler.wake(channel(name));
    }
  }

  /** Woken when a module is no longer being loaded. */
  static Channel channel(String name) {
    return Channel.named("wait_for_module:" + name);
  }

  private void explain(String name, String wanted, String seen, boolean held) {
    explainer.accept(new Step("loader", name, "", wanted, seen, held));
  }

  /** Whether a device number belongs to a module. */
  public boolean owns(String module, int major, int minor) {
    return rows.owns(module, major, minor);
  }

  /** Names of loaded modules, the latest first. */
  public List<String> names() {
    return Vector.ofAll(rows.newestFirst()).map(LoadedModule::name).toList();
  }
}
