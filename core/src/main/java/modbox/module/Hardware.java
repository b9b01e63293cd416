package modbox.module;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;

/** The rest of the kernel, as far as modules register with it. */
public interface Hardware {
  void registerBus(String name, String module);

  void unregisterBus(String name);

  void registerClass(String name, String module);

  void unregisterClass(String name);

  /** EBUSY if the bus has a driver of that name. */
  void registerDriver(String bus, String name, String module, List<String> patterns)
      throws ErrnoException;

  void unregisterDriver(String bus, String name);

  void registerHandler(String name, String module);

  void unregisterHandler(String name);

  /** EBUSY if there is a file system of that name. */
  void registerFilesystem(String name, boolean needsDevice, String module) throws ErrnoException;

  void unregisterFilesystem(String name, String module);

  /** sock_register. */
  void registerFamily(int family, String module);

  void unregisterFamily(int family);

  /** Makes the devices of a description in umockdev's format; gives the devpaths of its roots. */
  List<String> addDevices(String origin, String description) throws ErrnoException;

  /** Ends the running task with a signal that it cannot catch, when its call has ended. */
  void die(Signal signal);

  /** Takes a device away; nothing happens if it is gone. */
  void removeDevice(String devpath);

  /** The uevent of a module that has come or goes. */
  void moduleEvent(String action, String module);

  /** A uevent of a module that somebody asked for through its {@code uevent} file. */
  void syntheticModuleEvent(String action, String module);

  /** References that files, mounts and the like hold to a module. */
  int references(String module);

  /** request_module. */
  int requestModule(String name);
}
