package modbox.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a part of the story in the kernel log, in the kernel's words. One for each subsystem or
 * driver that has something to say; what it says is made from the device's attributes.
 */
interface Narrator {
  /** The device is registered; its {@code add} event comes next. */
  default void added(Device device, Scene scene) {}

  /** A driver is being bound: what its probe says before the devices it makes appear. */
  default void probing(Device device, Scene scene) {}

  /** What the driver's probe says at its end; the {@code bind} event comes next. */
  default void bound(Device device, Scene scene) {}

  /** The driver lets go; the devices it made are still there. */
  default void unbinding(Device device, Scene scene) {}

  /** The devices that the driver made are gone. */
  default void unbound(Device device, Scene scene) {}

  /** The device is about to be removed; everything below it is still there. */
  default void leaving(Device device, Scene scene) {}

  /** The device has been removed. */
  default void left(Device device, Scene scene) {}

  /** The hardware has been pulled; everything is still there. */
  default void pulled(Device device, Scene scene) {}

  /** A driver is about to be registered. */
  default void registering(Driver driver, Scene scene) {}

  /** A driver is registered and has probed what there was. */
  default void registered(Driver driver, Scene scene) {}

  /** A driver is about to be unregistered. */
  default void deregistering(Driver driver, Scene scene) {}

  /** What a narrator sees and says. */
  interface Scene {
    /** printk at a level of 0 (emerg) to 7 (debug). */
    void log(int level, String text);

    /** printk(KERN_INFO). */
    default void info(String text) {
      log(6, text);
    }

    /** The nearest device above, or null. */
    @Nullable Device parent(Device device);

    /** The devices directly below, oldest first. */
    List<Device> children(Device device);

    /** Whether the bus has a driver of this name. */
    boolean hasDriver(String bus, String name);

    /** The kernel's release, {@code uname -r}. */
    String release();
  }
}
