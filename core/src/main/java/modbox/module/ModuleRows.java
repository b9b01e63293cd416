package modbox.module;

import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.elf.ModuleParam;
import modbox.elf.Registration;
import modbox.image.Catalogue;
import modbox.image.ObjectFacts;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The rows of loaded modules and what hangs on them. */
final class ModuleRows {
  /** Where the area for modules begins, and what lies between two of them. */
  private static final long AREA = 0xffffffffc0200000L;

  private static final long GUARD = 4096;
  private static final String LAST_UNLOADED = "module.last_unloaded";

  private final World world;
  private final Catalogue catalogue;

  ModuleRows(World world, Catalogue catalogue) {
    this.world = world;
    this.catalogue = catalogue;
  }

  @Nullable LoadedModule get(String name) {
    return world.get(ModuleTables.MODULES, name);
  }

  LoadedModule need(String name) {
    return world.find(ModuleTables.MODULES, name).orElseThrow();
  }

  void put(LoadedModule module) {
    world.put(ModuleTables.MODULES, module.name(), module);
  }

  /** Modules that can be seen, the latest first. */
  java.util.List<LoadedModule> newestFirst() {
    var all = new ArrayList<LoadedModule>();
    for (LoadedModule module : world.rows(ModuleTables.MODULES)) {
      if (module.state() != ModuleState.UNFORMED) {
        all.add(module);
      }
    }
    all.sort(Comparator.comparingLong(LoadedModule::order).reversed());
    return all;
  }

  /** Takes the name and the memory. */
  LoadedModule unformed(Candidate candidate, int taint) {
    ObjectFacts facts = candidate.facts();
    Vector<Parameter> parameters = Vector.empty();
    for (ModuleParam param : facts.params()) {
      parameters = parameters.append(Parameter.shownOf(param));
    }
    var module =
        new LoadedModule(
            candidate.name(),
            world.next("module.order"),
            ModuleState.UNFORMED,
            candidate.stored(),
            candidate.core(),
            candidate.init(),
            address(candidate.core() + candidate.init()),
            taint,
            List.empty(),
            Vector.empty(),
            0,
            facts.init(),
            facts.exit(),
            facts.value("version").orElse(""),
            facts.value("srcversion").orElse(""),
            parameters);
    put(module);
    return module;
  }

  /** The module shows from now on; those that it uses know of it. */
  void coming(LoadedModule module, Candidate candidate) throws ElfException {
    put(module.in(ModuleState.COMING));
    for (String used : module.uses()) {
      LoadedModule owner = need(used);
      put(owner.withUsers(owner.users().prepend(module.name())));
    }
    Elf elf = candidate.elf();
    if (elf != null) {
      for (Export e : candidate.facts().exports()) {
        var row = new Exported(module.name(), e.gpl(), e.namespace(), e.crc(), e.versioned());
        world.put(ModuleTables.EXPORTS, e.name(), row);
      }
      world.put(ModuleTables.REMAINS, module.name(), StoredObjects.remains(elf, candidate.facts()));
    }
  }

  /** Nothing of the module is left. */
  void forget(String name) {
    LoadedModule module = get(name);
    if (module == null) {
      return;
    }
    for (String used : module.uses()) {
      LoadedModule owner = get(used);
      if (owner != null) {
        put(owner.withUsers(owner.users().remove(name)));
      }
    }
    if (module.stored() < 0) {
      for (String symbol : world.keys(ModuleTables.EXPORTS)) {
        Exported row = world.get(ModuleTables.EXPORTS, symbol);
        if (row != null && row.module().equals(name)) {
          world.remove(ModuleTables.EXPORTS, symbol);
        }
      }
      world.remove(ModuleTables.REMAINS, name);
    }
    world.remove(ModuleTables.MODULES, name);
  }

  /** Remembers what dumps and debugfs say of modules that are gone. */
  void unloaded(LoadedModule module) {
    String key = module.name() + " (" + Taint.letters(module.taint()) + ")";
    if (module.taint() != 0) {
      int before = world.find(ModuleTables.UNLOADED, key).orElse(0);
      world.put(ModuleTables.UNLOADED, key, before + 1);
    }
    world.put(World.COUNTERS, LAST_UNLOADED, module.order());
  }

  /** What stays of an object that was read from bytes, null for one of the catalogue. */
  @Nullable Remains remains(String name) {
    return world.get(ModuleTables.REMAINS, name);
  }

  /** What is to be shown of a module's object. */
  Remains remains(LoadedModule module) {
    Remains known = remains(module.name());
    return known == null ? StoredObjects.remains(catalogue, module.stored()) : known;
  }

  /** The drivers that a module has registered, as {@code BUS:NAME}, in byte order. */
  java.util.List<String> drivers(String module) {
    var names = new java.util.TreeSet<String>();
    for (Registered entry : world.rows(ModuleTables.REGISTERED)) {
      if (entry.module().equals(module) && entry.kind().equals("driver")) {
        names.add(entry.where() + ":" + entry.name());
      }
    }
    return java.util.List.copyOf(names);
  }

  /** What the module's object said, as far as its end needs to know. */
  ObjectFacts facts(LoadedModule module) {
    if (module.stored() >= 0) {
      return catalogue.facts(module.stored());
    }
    var registrations = new ArrayList<Registration>();
    Remains remains = world.get(ModuleTables.REMAINS, module.name());
    if (remains != null) {
      for (String pair : remains.registrations()) {
        int blank = pair.indexOf(' ');
        registrations.add(new Registration(pair.substring(0, blank), pair.substring(blank + 1)));
      }
    }
    return new ObjectFacts(
        java.util.List.of(),
        true,
        Import.NONE,
        java.util.List.of(),
        java.util.List.of(),
        java.util.List.of(),
        registrations,
        module.hasInit(),
        module.hasExit());
  }

  /** The lowest place with room. */
  private long address(long size) {
    var taken = new ArrayList<LoadedModule>();
    world.rows(ModuleTables.MODULES).forEach(taken::add);
    taken.sort(Comparator.comparingLong(LoadedModule::address));
    long at = AREA;
    for (LoadedModule module : taken) {
      if (module.address() - at >= size + GUARD) {
        break;
      }
      at = module.address() + module.core() + module.init() + GUARD;
    }
    return at;
  }

  /** Whether a device number belongs to a module. */
  boolean owns(String module, int major, int minor) {
    for (Registered entry : world.rows(ModuleTables.REGISTERED)) {
      if (entry.module().equals(module)) {
        boolean misc =
            entry.kind().equals("misc")
                && major == 10
                && entry.where().equals(Integer.toString(minor));
        boolean whole =
            (entry.kind().equals("chrdev") || entry.kind().equals("blkdev"))
                && entry.where().equals(Integer.toString(major));
        if (misc || whole) {
          return true;
        }
      }
    }
    return false;
  }
}
