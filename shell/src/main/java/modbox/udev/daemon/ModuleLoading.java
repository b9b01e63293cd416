package modbox.udev.daemon;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.kmod.ConfigReader;
import modbox.kmod.Flavour;
import modbox.kmod.KernelModules;
import modbox.kmod.Log;
import modbox.kmod.Module;
import modbox.kmod.ModuleTree;
import modbox.kmod.Modules;
import modbox.kmod.Prober;
import modbox.kmod.SyscallFiles;
import modbox.kmod.SyscallKernel;

/** Loads what an alias stands for, as libkmod does for udev: the blacklist counts. */
final class ModuleLoading {
  private static final Prober.Options OPTIONS =
      new Prober.Options(0, false, false, false, false, true);

  private final Syscalls sys;

  ModuleLoading(Syscalls sys) {
    this.sys = sys;
  }

  void load(String alias) throws ErrnoException {
    var files = new SyscallFiles(sys);
    var log = new Log("systemd-udevd", Flavour.KMOD_30, Log.Level.ERROR, (_, _) -> {});
    String directory = ModuleTree.directory("", files.release());
    var config = new ConfigReader(files, Flavour.KMOD_30, log).read(directory, List.of());
    var modules = new Modules(files, new ModuleTree(files, directory), config, log, sys::explain);
    var kernel = new SyscallKernel(sys, Flavour.KMOD_30, List.of());
    for (Module module : modules.lookup(alias)) {
      var prober = new Prober(modules, new KernelModules(files), kernel, OPTIONS, new Silence());
      try {
        prober.probe(module, "");
      } catch (ErrnoException _) {
        // Not fatal: the kernel has told why; the next module of the alias may still be the one.
      }
    }
  }

  /** Nobody wants to hear of it. */
  private static final class Silence implements Prober.Listener {
    @Override
    public void insert(String path, String options) {}

    @Override
    public void command(String command, String options) {}

    @Override
    public void builtin(String name) {}
  }
}
