package modbox.udev.daemon;

import modbox.udev.device.Device;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.RuleHost;

/** What handling a whole event needs beside the rules' own wants. */
public interface UdevHost extends RuleHost {
  /** Microseconds since boot; never 0. */
  long microseconds();

  /**
   * Gives a network interface the name that the rules chose.
   *
   * @return the device under its present name: another one if it was renamed
   */
  Device rename(RuleEvent event);
}
