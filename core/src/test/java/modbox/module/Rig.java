package modbox.module;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.Step;
import modbox.elf.Source;
import modbox.image.Catalogue;
import modbox.log.Log;
import modbox.log.LogRecord;
import modbox.task.Clock;
import modbox.vfs.Vfs;
import modbox.world.Table;
import modbox.world.World;

/** A loader with nothing around it but a log and a list of what modules registered. */
final class Rig implements Hardware {
  static final Catalogue CATALOGUE = Catalogue.standard();

  final World world;
  final Log log;
  final ModuleLoader loader;
  final List<String> registered = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();

  Rig(String release, List<String> blacklist) {
    this(release, blacklist, new ModulePrograms());
  }

  Rig(String release, List<String> blacklist, Programs programs) {
    var tables = new ArrayList<Table<?, ?>>(ModuleTables.TABLES);
    tables.addAll(LogRecord.TABLES);
    tables.add(Vfs.SYSCTLS);
    world = new World(tables);
    log = new Log(world, Clock.virtual(world));
    boolean strict = release.equals("6.1.0-modbox");
    var settings = new Settings(release, strict, blacklist, false);
    loader = new ModuleLoader(world, log, null, CATALOGUE, settings, this, steps::add, programs);
  }

  static Rig standard() {
    return new Rig("6.1.0-modbox", List.of());
  }

  /** Loads an object of the catalogue by its name, as it is; the result's errno, null for none. */
  Errno stored(String name, String arguments) {
    var listing = CATALOGUE.listing();
    for (int order = 0; order < listing.size(); order++) {
      if (listing.nameAt(order).equals(name)) {
        return attempt(order, arguments);
      }
    }
    throw new AssertionError(name);
  }

  private Errno attempt(int order, String arguments) {
    try {
      loader.loadStored(order, 0, arguments, "insmod");
      return null;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  Errno load(byte[] object, int flags, String arguments) {
    try {
      loader.load(Source.of(object), flags, arguments, "insmod");
      return null;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  Errno delete(String name, int flags) {
    try {
      loader.delete(name, flags);
      return null;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  /** The log's lines, and forgets them. */
  List<String> told() {
    var lines = new ArrayList<String>();
    for (LogRecord entry : log.from(log.cleared())) {
      lines.add(entry.text());
    }
    log.clear();
    return lines;
  }

  @Override
  public void die(Signal signal) {
    registered.add("die " + signal);
  }

  @Override
  public void registerBus(String name, String module) {
    registered.add("+bus " + name);
  }

  @Override
  public void unregisterBus(String name) {
    registered.add("-bus " + name);
  }

  @Override
  public void registerClass(String name, String module) {
    registered.add("+class " + name);
  }

  @Override
  public void unregisterClass(String name) {
    registered.add("-class " + name);
  }

  @Override
  public void registerDriver(String bus, String name, String module, List<String> patterns)
      throws ErrnoException {
    registered.add("+driver " + bus + ":" + name + " " + patterns.size());
  }

  @Override
  public void unregisterDriver(String bus, String name) {
    registered.add("-driver " + bus + ":" + name);
  }

  @Override
  public void registerHandler(String name, String module) {
    registered.add("+handler " + name);
  }

  @Override
  public void unregisterHandler(String name) {
    registered.add("-handler " + name);
  }

  @Override
  public void registerFilesystem(String name, boolean needsDevice, String module) {
    registered.add("+filesystem " + name + (needsDevice ? "" : " nodev"));
  }

  @Override
  public void unregisterFilesystem(String name, String module) {
    registered.add("-filesystem " + name);
  }

  @Override
  public void registerFamily(int family, String module) {
    registered.add("+family " + family);
  }

  @Override
  public void unregisterFamily(int family) {
    registered.add("-family " + family);
  }

  @Override
  public List<String> addDevices(String origin, String description) {
    String path = description.substring(3, description.indexOf('\n'));
    registered.add("+device " + path);
    return List.of(path);
  }

  @Override
  public void removeDevice(String devpath) {
    registered.add("-device " + devpath);
  }

  @Override
  public void moduleEvent(String action, String module) {
    registered.add(action + "@/module/" + module);
  }

  @Override
  public void syntheticModuleEvent(String action, String module) {
    registered.add("synth " + action + "@/module/" + module);
  }

  @Override
  public int references(String module) {
    return 0;
  }

  @Override
  public int requestModule(String name) {
    return 0;
  }
}
