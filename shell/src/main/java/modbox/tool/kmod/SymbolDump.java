package modbox.tool.kmod;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.Modversion;
import modbox.kmod.Log;
import modbox.kmod.Module;
import modbox.kmod.Modules;
import modbox.kmod.Objects;

/** modprobe's lists of symbol versions of a module. */
final class SymbolDump {
  private final Session session;
  private final Modules modules;
  private final Log.Level level;
  private final Objects objects;

  SymbolDump(Session session, Modules modules, Log.Level level) {
    this.session = session;
    this.modules = modules;
    this.level = level;
    this.objects = new Objects(session.files(), session.flavour());
  }

  @FunctionalInterface
  private interface Reading {
    Optional<List<Modversion>> of(ModuleObject object) throws ElfException;
  }

  /** Prints what it needs. */
  boolean versions(String argument) throws ErrnoException {
    return dump(argument, "modversions", ModuleObject::versions);
  }

  /** Prints what it exports. */
  boolean exports(String argument) throws ErrnoException {
    return dump(argument, "symbols", object -> present(object.exportedVersions()));
  }

  private static Optional<List<Modversion>> present(List<Modversion> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private boolean dump(String argument, String what, Reading reading) throws ErrnoException {
    boolean ok = true;
    List<Module> found = find(argument);
    for (Module module : found) {
      ok &= dumpOne(argument, module, what, reading);
    }
    return ok && !found.isEmpty();
  }

  /** The modules of an argument; none after a complaint. */
  private List<Module> find(String argument) throws ErrnoException {
    boolean byName = session.flavour().dumpsByName();
    if (!byName || argument.startsWith("/") || argument.startsWith("./")) {
      try {
        return List.of(modules.ofPath(argument));
      } catch (ErrnoException e) {
        session
            .log()
            .say(
                level,
                byName
                    ? "Failed to get module from path " + argument + ": " + e.errno().text()
                    : "Module " + argument + " not found.");
        return List.of();
      }
    }
    List<Module> found = List.of();
    try {
      found = modules.lookup(argument);
    } catch (ErrnoException e) {
      session.log().say(Log.Level.DEBUG, "invalid alias: " + e.what());
    }
    if (found.isEmpty()) {
      session
          .log()
          .say(
              level,
              "Module " + argument + " not found in directory " + modules.tree().directory());
    }
    return found;
  }

  private boolean dumpOne(String argument, Module module, String what, Reading reading)
      throws ErrnoException {
    String path = modules.path(module).orElse("");
    try {
      Optional<List<Modversion>> list = objects.read(path, reading::of);
      for (Modversion version : list.orElseThrow(() -> objects.missing(path))) {
        session.out().println("0x%08x\t%s".formatted(version.crc(), version.name()));
      }
      return true;
    } catch (ErrnoException e) {
      String name = session.flavour().dumpsByName() ? module.name() : argument;
      session.log().say(level, "could not get " + what + " of " + name + ": " + e.errno().text());
      return false;
    }
  }
}
