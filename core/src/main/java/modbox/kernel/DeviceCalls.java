package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;

/** The calls that stand for hands at the hardware. */
public interface DeviceCalls {
  /** How {@link #plug} treats a description. */
  enum Plug {
    /** As hardware: a node appears when the driver above it is bound, with uevents. */
    GATED,
    /** As it stands, all nodes at once, without uevents: umockdev-add. */
    RAW
  }

  /**
   * Plugs in the devices of a description in umockdev's format. EINVAL with {@code FILE:LINE: what}
   * for a bad one, EPERM without CAP_SYS_ADMIN, EBUSY if the place is taken (a USB device moves to
   * the next free port of its hub), ENODEV if there is nothing to plug it in at.
   *
   * @param origin name used in messages
   * @return the devpaths of the description's roots
   */
  List<String> plug(String origin, byte[] description, Plug mode) throws ErrnoException;

  /** Takes a device and all below it away, with remove uevents. ENODEV if there is none. */
  void unplug(String devpath) throws ErrnoException;

  /** The devpaths of all devices that are there through {@link Plug#RAW}, children first. */
  List<String> pluggedRaw();

  /**
   * Whether a probe has left work for later: the scan of a disk enclosure takes a second. Who wants
   * to see all that a plug brings waits until there is none.
   */
  boolean probing();
}
