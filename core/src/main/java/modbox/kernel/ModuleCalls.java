package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;

/** Loadable modules, and the two calls that stand for hands at the hardware. */
public interface ModuleCalls {
  int IGNORE_MODVERSIONS = 1;
  int IGNORE_VERMAGIC = 2;
  int COMPRESSED_FILE = 4;

  void initModule(byte[] image, String parameters) throws ErrnoException;

  void finitModule(int fd, String parameters, int flags) throws ErrnoException;

  /** delete_module(2); {@code flags}: O_NONBLOCK 0x800, O_TRUNC (force) 0x200. */
  void deleteModule(String name, int flags) throws ErrnoException;

  /** How {@link #plug} treats a description. */
  enum Plug {
    /** As hardware: a node appears when the driver above it is bound, with uevents. */
    GATED,
    /** As it stands, all nodes at once, without uevents: umockdev-add. */
    RAW
  }

  /**
   * Plugs in the devices of a description in umockdev's format. EINVAL with {@code FILE:LINE: what}
   * for a bad one, EPERM without CAP_SYS_ADMIN.
   *
   * @param origin name used in messages
   * @return the devpaths of the description's roots
   */
  List<String> plug(String origin, byte[] description, Plug mode) throws ErrnoException;

  /** Takes a device and all below it away, with remove uevents. ENODEV if there is none. */
  void unplug(String devpath) throws ErrnoException;
}
