package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.log.Log;
import modbox.world.World;

/** The lockdown security module. Source: security/lockdown/lockdown.c. */
public final class Lockdown {
  public static final int NONE = 0;
  public static final int INTEGRITY = 1;
  public static final int CONFIDENTIALITY = 2;

  private static final String LEVEL = "kernel.lockdown";
  private static final String[] LABELS = {"none", "integrity", "confidentiality"};

  private final World world;
  private final Log log;

  public Lockdown(World world, Log log) {
    this.world = world;
    this.log = log;
  }

  /** The present level. */
  public int level() {
    return (int) world.count(LEVEL);
  }

  /** Raises the level. EPERM if it is not above the present one, EINVAL for an unknown label. */
  public void raise(String label, String source) throws ErrnoException {
    for (int level = 0; level < LABELS.length; level++) {
      if (LABELS[level].equals(label)) {
        if (level <= level()) {
          throw Errno.EPERM.on(label);
        }
        world.put(World.COUNTERS, LEVEL, (long) level);
        log.notice("Kernel is locked down from " + source + "; see man kernel_lockdown.7");
        return;
      }
    }
    throw Errno.EINVAL.on(label);
  }

  /** Whether something is refused at a level, which is logged. */
  public boolean denies(int from, String what, String comm) {
    if (level() < from) {
      return false;
    }
    log.notice("Lockdown: " + comm + ": " + what + " is restricted; see man kernel_lockdown.7");
    return true;
  }

  /** The text of /sys/kernel/security/lockdown. */
  public String describe() {
    var text = new StringBuilder();
    for (int level = 0; level < LABELS.length; level++) {
      text.append(level == 0 ? "" : " ");
      text.append(level == level() ? "[" + LABELS[level] + "]" : LABELS[level]);
    }
    return text.append('\n').toString();
  }
}
