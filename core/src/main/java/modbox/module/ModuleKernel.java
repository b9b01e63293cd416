package modbox.module;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.driver.KernelApi;
import modbox.log.Log;
import modbox.world.World;

/** The kernel as one module sees it; what it registers is written down to be taken back. */
record ModuleKernel(String module, World world, Log log, Hardware hardware) implements KernelApi {
  @Override
  public String parameter(String name) {
    LoadedModule row = world.get(ModuleTables.MODULES, module);
    if (row != null) {
      for (Parameter parameter : row.parameters()) {
        if (parameter.declared().name().equals(name)) {
          String shown = parameter.shown();
          return shown.isEmpty() ? "" : shown.substring(0, shown.length() - 1);
        }
      }
    }
    return "";
  }

  @Override
  public void printk(int level, String text) {
    log.printk(level, text);
  }

  @Override
  public void registerBus(String name) {
    hardware.registerBus(name, module);
    note("bus", "", name);
  }

  @Override
  public void registerClass(String name) {
    hardware.registerClass(name, module);
    note("class", "", name);
  }

  @Override
  public void registerDriver(String bus, String name, List<String> patterns) throws ErrnoException {
    hardware.registerDriver(bus, name, module, patterns);
    note("driver", bus, name);
  }

  @Override
  public void registerHandler(String name) {
    hardware.registerHandler(name, module);
    note("handler", "", name);
  }

  @Override
  public void registerFilesystem(String name, boolean needsDevice) throws ErrnoException {
    hardware.registerFilesystem(name, needsDevice, module);
    note("filesystem", "", name);
  }

  @Override
  public void registerProtocolFamily(int family) {
    hardware.registerFamily(family, module);
    note("family", Integer.toString(family), "");
  }

  @Override
  public void registerMajor(boolean block, int major, String name) {
    note(block ? "blkdev" : "chrdev", Integer.toString(major), name);
  }

  @Override
  public void registerMisc(String name, String node, int minor) throws ErrnoException {
    int number = minor;
    if (number < 0) {
      number = 127;
      while (taken(number)) {
        number--;
      }
    }
    note("misc", Integer.toString(number), name);
    addDevices(
        """
        P: /devices/virtual/misc/%s
        N: %s
        E: DEVNAME=/dev/%s
        E: MAJOR=10
        E: MINOR=%d
        E: SUBSYSTEM=misc

        """
            .formatted(name.replace('/', '!'), node, node, number));
  }

  private boolean taken(int minor) {
    for (Registered entry : world.rows(ModuleTables.REGISTERED)) {
      if (entry.kind().equals("misc") && entry.where().equals(Integer.toString(minor))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void addDevices(String description) throws ErrnoException {
    for (String devpath : hardware.addDevices(module, description)) {
      note("device", "", devpath);
    }
  }

  @Override
  public void removeDevice(String devpath) {
    hardware.removeDevice(devpath);
    for (Registered entry : own()) {
      if (entry.kind().equals("device") && entry.name().equals(devpath)) {
        world.remove(ModuleTables.REGISTERED, entry.order());
      }
    }
  }

  @Override
  public void unregisterAll() {
    for (Registered entry : own().reversed()) {
      world.remove(ModuleTables.REGISTERED, entry.order());
      switch (entry.kind()) {
        case "bus" -> hardware.unregisterBus(entry.name());
        case "class" -> hardware.unregisterClass(entry.name());
        case "driver" -> hardware.unregisterDriver(entry.where(), entry.name());
        case "handler" -> hardware.unregisterHandler(entry.name());
        case "filesystem" -> hardware.unregisterFilesystem(entry.name(), module);
        case "family" -> hardware.unregisterFamily(Integer.parseInt(entry.where()));
        case "device" -> hardware.removeDevice(entry.name());
        default -> {} // numbers are nothing but their row
      }
    }
  }

  @Override
  public int requestModule(String name) {
    return hardware.requestModule(name);
  }

  private List<Registered> own() {
    var all = new ArrayList<Registered>();
    for (Registered entry : world.rows(ModuleTables.REGISTERED)) {
      if (entry.module().equals(module)) {
        all.add(entry);
      }
    }
    return all;
  }

  private void note(String kind, String where, String name) {
    long order = world.next("module.registered");
    world.put(ModuleTables.REGISTERED, order, new Registered(order, module, kind, where, name));
  }
}
