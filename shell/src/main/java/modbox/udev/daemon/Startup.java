package modbox.udev.daemon;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.udev.device.Device;
import modbox.udev.device.Enumerator;
import modbox.udev.device.Files;
import modbox.udev.device.SysFiles;

/**
 * What systemd does with devices when a machine boots: systemd-modules-load, systemd-udev-trigger,
 * systemd-udev-settle.
 */
public final class Startup {
  /** Devices of these subsystems come first, as systemd-udev-trigger.service asks. */
  private static final List<String> FIRST =
      List.of("module", "block", "tpmrm", "net", "tty", "input");

  private static final long PAUSE = 1_000_000L;

  private Startup() {}

  /**
   * Waits for the daemon, loads the modules that are to be loaded, has the kernel send an add event
   * for each device that is there, and waits until all are handled.
   */
  public static int coldplug(Syscalls sys) throws ErrnoException {
    var files = new SysFiles(sys);
    while (files.mode(Control.SOCKET) == 0) {
      sys.nanosleep(PAUSE);
    }
    loadModules(sys, files);
    for (Device device : devices(files)) {
      sys.checkpoint();
      try {
        files.store(device.syspath() + "/uevent", "add");
      } catch (ErrnoException _) {
        // Not fatal: it has gone since it was found.
      }
    }
    do {
      sys.nanosleep(PAUSE);
      Control.send(sys, List.of("PING"), -1);
    } while (files.mode(Control.QUEUE) != 0);
    return 0;
  }

  /** Buses, drivers and modules, then devices, each sort with the urgent ones first. */
  private static List<Device> devices(Files files) {
    var ordered = new LinkedHashSet<Device>();
    var all = new ArrayList<Device>(Enumerator.subsystems(files, _ -> true));
    all.addAll(Enumerator.devices(files, _ -> true));
    for (String subsystem : FIRST) {
      for (Device device : all) {
        if (subsystem.equals(device.subsystem())) {
          ordered.add(device);
        }
      }
    }
    ordered.addAll(all);
    return List.copyOf(ordered);
  }

  /** /etc/modules and the files of modules-load.d(5). */
  private static void loadModules(Syscalls sys, Files files) throws ErrnoException {
    var names = new LinkedHashSet<String>();
    for (String directory :
        List.of("/etc/modules-load.d", "/run/modules-load.d", "/usr/lib/modules-load.d")) {
      for (String name : files.list(directory)) {
        if (name.endsWith(".conf")) {
          names(files.read(directory + "/" + name), names);
        }
      }
    }
    names(files.read("/etc/modules"), names);
    var loading = new ModuleLoading(sys);
    for (String name : names) {
      loading.load(name);
    }
  }

  private static void names(
      @org.jspecify.annotations.Nullable String text, java.util.Set<String> names) {
    if (text != null) {
      for (String line : text.split("\n", -1)) {
        String name = line.strip();
        if (!name.isEmpty() && !name.startsWith("#") && !name.startsWith(";")) {
          names.add(name);
        }
      }
    }
  }
}
