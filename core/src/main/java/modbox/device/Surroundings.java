package modbox.device;

import modbox.abi.Step;
import modbox.abi.Uevent;

/** What the driver core needs from the rest of the kernel. */
public interface Surroundings {
  /** printk at a level of 0 (emerg) to 7 (debug). */
  void log(int level, String text);

  /** Makes a node below /dev, owned by root, and the directories above it. */
  void createNode(String name, boolean block, int major, int minor, int mode);

  /** Takes a node below /dev away if it is the device's, and directories that become empty. */
  void removeNode(String name, boolean block, int major, int minor);

  /** A uevent has been queued for netlink. */
  void uevent(Uevent uevent);

  /** Work has been put off that is due at {@code nanoseconds} since boot. */
  void later(long due);

  /** Nanoseconds since boot. */
  long uptime();

  /** The kernel's release, {@code uname -r}. */
  String release();

  /**
   * Runs the probe of a driver whose code is not derived from its tables: 0, a positive errno, or
   * {@code 517} to be asked again when another device has been bound.
   */
  default int probe(Driver driver, Device device) {
    return 0;
  }

  /** The driver of the device lets go of it. */
  default void removed(Device device) {}

  /** Records a step of a decision. */
  void explain(Step step);
}
