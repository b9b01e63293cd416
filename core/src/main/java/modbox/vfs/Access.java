package modbox.vfs;

import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;

/** Who may do what to a node. Source: generic_permission, fs/namei.c. */
final class Access {
  private Access() {}

  /** Whether these credentials, by file system ids, may use the node for R_OK, W_OK, X_OK bits. */
  static boolean allows(Meta node, int mask, Credentials who, boolean strict) {
    int bits = node.mode();
    if (who.fsuid() == node.uid()) {
      bits >>= 6;
    } else if (who.inGroup(node.gid())) {
      bits >>= 3;
    }
    if ((mask & ~bits & 7) == 0) {
      return true;
    }
    if (strict) {
      return false;
    }
    if (who.has(Capability.DAC_OVERRIDE)
        && (node.isDirectory() || (mask & Open.X_OK) == 0 || (node.mode() & 0111) != 0)) {
      return true;
    }
    return who.has(Capability.DAC_READ_SEARCH)
        && (node.isDirectory() ? (mask & Open.W_OK) == 0 : mask == Open.R_OK);
  }

  /** EACCES if not. */
  static void check(Meta node, int mask, Credentials who, boolean strict, String what)
      throws ErrnoException {
    if (!allows(node, mask, who, strict)) {
      throw Errno.EACCES.on(what);
    }
  }

  /** Owner or CAP_FOWNER, else EPERM. */
  static void owner(Meta node, Credentials who, String what) throws ErrnoException {
    if (who.fsuid() != node.uid() && !who.has(Capability.FOWNER)) {
      throw Errno.EPERM.on(what);
    }
  }

  /** A sticky directory lets only owners take names away: EPERM. Source: check_sticky. */
  static void sticky(Meta dir, Meta node, Credentials who, String what) throws ErrnoException {
    if ((dir.mode() & Mode.STICKY) != 0
        && who.fsuid() != node.uid()
        && who.fsuid() != dir.uid()
        && !who.has(Capability.FOWNER)) {
      throw Errno.EPERM.on(what);
    }
  }

  /** These credentials with the real ids in place of the effective ones, as access(2) asks. */
  static Credentials real(Credentials who) {
    long effective = who.uid() == 0 ? who.permitted() : 0;
    return new Credentials(
        who.uid(),
        who.euid(),
        who.suid(),
        who.uid(),
        who.gid(),
        who.egid(),
        who.sgid(),
        who.gid(),
        who.groups(),
        who.inheritable(),
        who.permitted(),
        effective,
        who.bounding(),
        who.ambient());
  }
}
