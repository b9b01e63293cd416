package modbox.vfs;

import modbox.pseudo.Special;
import org.jspecify.annotations.Nullable;

/** The port through which a device node finds its driver. */
@FunctionalInterface
public interface Devices {
  /** The behaviour of a device, or null if nobody claims its number. */
  @Nullable Special find(boolean block, long rdev);

  /** Whether there is a device of this number, be it without a driver: no module is asked for. */
  default boolean exists(boolean block, long rdev) {
    return false;
  }
}
