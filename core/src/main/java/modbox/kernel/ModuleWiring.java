package modbox.kernel;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.image.KernelTree;
import modbox.module.Hardware;
import modbox.module.ModuleFiles;
import modbox.module.ModuleLoader;
import modbox.module.Settings;
import modbox.pseudo.Attribute;
import modbox.pseudo.Tree;
import modbox.task.SignalState;
import modbox.task.TaskRow;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;

/** Connects the module loader with files, devices, sockets and userland. */
final class ModuleWiring implements Hardware {
  private static final String MODPROBE = "kernel.modprobe";

  private final Kernel kernel;
  private final KernelTree tree;
  private final ModuleLoader loader;

  ModuleWiring(Kernel kernel, KernelTree tree) {
    this.kernel = kernel;
    this.tree = tree;
    MachineOptions options = kernel.options;
    boolean strict = options.release().equals(tree.release());
    var settings =
        new Settings(
            options.release(),
            strict,
            blacklist(options.commandLine()),
            options.profile().equals("debian-13"));
    loader =
        new ModuleLoader(
            kernel.world,
            kernel.log,
            kernel.scheduler,
            tree.catalogue(),
            settings,
            this,
            kernel::explain);
    ModuleFiles.plant(
        loader,
        tree.catalogue(),
        kernel.world,
        this,
        kernel.fileSystems.proc,
        kernel.fileSystems.sys,
        kernel.fileSystems.security);
    kernel.fileSystems.proc.add("sys/kernel", Tree.attr("modprobe", 0644, modprobe()).size(0));
  }

  ModuleLoader loader() {
    return loader;
  }

  KernelTree tree() {
    return tree;
  }

  /** What the command line asks for. */
  void boot() {
    for (String word : kernel.options.commandLine().split(" ")) {
      switch (word) {
        case "module.sig_enforce", "module.sig_enforce=1", "module.sig_enforce=y" ->
            loader.trust().enforce();
        case "nomodule" -> loader.disable();
        case "lockdown=integrity", "lockdown=confidentiality" -> lock(word);
        default -> builtIn(word);
      }
    }
  }

  /** A parameter of code in the kernel, if there is such code; most words are for others. */
  private void builtIn(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (name.indexOf('.') > 0) {
      loader.setBuiltIn(name, equals < 0 ? null : word.substring(equals + 1));
    }
  }

  private void lock(String word) {
    try {
      loader.lockdown().raise(word.substring("lockdown=".length()), "command line");
    } catch (ErrnoException e) {
      kernel.log.warn(e.what() + ": " + e.errno().text());
    }
  }

  private static List<String> blacklist(String commandLine) {
    var names = new ArrayList<String>();
    for (String word : commandLine.split(" ")) {
      if (word.startsWith("module_blacklist=")) {
        names.addAll(List.of(word.substring("module_blacklist=".length()).split(",")));
      }
    }
    return names;
  }

  private Attribute modprobe() {
    return Attribute.of(
        () -> kernel.world.find(SystemDoor.SETTINGS, MODPROBE).orElse("/sbin/modprobe") + "\n",
        text -> {
          int end = text.indexOf('\n');
          kernel.world.put(SystemDoor.SETTINGS, MODPROBE, end < 0 ? text : text.substring(0, end));
        });
  }

  @Override
  public void registerBus(String name, String module) {
    kernel.devices.core().registerBus(name, module);
  }

  @Override
  public void unregisterBus(String name) {
    kernel.devices.core().unregisterBus(name);
  }

  @Override
  public void registerClass(String name, String module) {
    kernel.devices.core().registerClass(name, module);
  }

  @Override
  public void unregisterClass(String name) {
    kernel.devices.core().unregisterClass(name);
  }

  @Override
  public void registerDriver(String bus, String name, String module, List<String> patterns)
      throws ErrnoException {
    kernel.devices.core().registerDriver(bus, name, module, patterns);
  }

  @Override
  public void unregisterDriver(String bus, String name) {
    kernel.devices.core().unregisterDriver(bus, name);
  }

  @Override
  public void registerHandler(String name, String module) {
    kernel.devices.core().registerHandler(name, module);
  }

  @Override
  public void unregisterHandler(String name) {
    kernel.devices.core().unregisterHandler(name);
  }

  @Override
  public void registerFilesystem(String name, boolean needsDevice, String module)
      throws ErrnoException {
    kernel.vfs.registerType(name, needsDevice, module);
  }

  @Override
  public void unregisterFilesystem(String name, String module) {
    kernel.vfs.unregisterTypes(module);
  }

  @Override
  public void registerFamily(int family, String module) {
    kernel.sockets.family(family, module);
  }

  @Override
  public void unregisterFamily(int family) {
    kernel.sockets.family(family, "");
  }

  @Override
  public List<String> addDevices(String origin, String description) throws ErrnoException {
    return kernel
        .devices
        .core()
        .plug(origin, kernel.shared.descriptions().parse(origin, description));
  }

  @Override
  public void die(Signal signal) {
    TaskRow me = kernel.processes.self();
    SignalState deaf = me.signals().with(signal, Signal.Disposition.DEFAULT);
    kernel.processes.update(me.withSignals(deaf));
    kernel.signals.send(me.pid(), signal);
  }

  @Override
  public void removeDevice(String devpath) {
    try {
      kernel.devices.core().unplug(devpath);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENODEV) {
        kernel.log.warn(devpath + ": " + e.errno().text());
      }
    }
  }

  @Override
  public void moduleEvent(String action, String module) {
    kernel.devices.core().moduleEvent(action, module);
  }

  @Override
  public void syntheticModuleEvent(String action, String module) {
    kernel.devices.core().moduleEvent(action, module);
  }

  @Override
  public int references(String module) {
    int count = kernel.vfs.mountsOfModule(module);
    for (OpenFile file : kernel.world.rows(Vfs.FILES)) {
      if (file.kind().equals(OpenFile.DEVICE)
          && loader.owns(module, Dev.major(file.rdev()), Dev.minor(file.rdev()))) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int requestModule(String name) {
    return kernel.helper.request(name);
  }
}
