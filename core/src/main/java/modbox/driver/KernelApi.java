package modbox.driver;

import java.util.List;
import modbox.abi.ErrnoException;

/** The kernel as one module sees it: what it registers here is known to be its own. */
public interface KernelApi {
  /** The module's name. */
  String module();

  /**
   * The present value of one of the module's parameters as its file in sysfs would show it, without
   * newline; empty if there is none.
   */
  String parameter(String name);

  /** printk at a level of 0 (emerg) to 7 (debug). */
  void printk(int level, String text);

  /** bus_register. Nothing happens if the bus is there. */
  void registerBus(String name);

  /** class_create. Nothing happens if the class is there. */
  void registerClass(String name);

  /**
   * Registers a driver on a bus. EBUSY if the bus has one of that name.
   *
   * @param patterns of the modaliases that it serves
   */
  void registerDriver(String bus, String name, List<String> patterns) throws ErrnoException;

  /** Registers a class interface such as {@code evdev}, which makes devices of its own. */
  void registerHandler(String name);

  /** register_filesystem. EBUSY if there is one of that name. */
  void registerFilesystem(String name, boolean needsDevice) throws ErrnoException;

  /** Registers a protocol family for socket(2), by its number. */
  void registerProtocolFamily(int family);

  /** register_chrdev or register_blkdev: a row of /proc/devices. */
  void registerMajor(boolean block, int major, String name);

  /**
   * misc_register: a character device with major 10.
   *
   * @param node path below /dev
   * @param minor negative for the next free one
   */
  void registerMisc(String name, String node, int minor) throws ErrnoException;

  /**
   * Makes devices that no hardware stands for.
   *
   * @param description in umockdev's format
   */
  void addDevices(String description) throws ErrnoException;

  /** Takes a device that the module made away again; nothing happens if it is gone. */
  void removeDevice(String devpath);

  /** Takes back everything that the module has registered, the latest first. */
  void unregisterAll();

  /** request_module: runs modprobe and waits; its exit status or a negative errno. */
  int requestModule(String name);
}
