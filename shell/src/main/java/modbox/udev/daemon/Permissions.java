package modbox.udev.daemon;

import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.RuleHost;

/** Owner, group and mode of a device's node. Source: update_devnode() of udev-event.c. */
final class Permissions {
  private static final int OF_A_GROUP = 0660;

  private Permissions() {}

  static void apply(RuleHost host, RuleEvent event) {
    Device device = event.device();
    String node = device.devname();
    if (node == null || !device.hasNode()) {
      return;
    }
    int uid = event.uid() != -1 ? event.uid() : number(device, "DEVUID", 10);
    int gid = event.gid() != -1 ? event.gid() : number(device, "DEVGID", 10);
    int mode = event.mode() >= 0 ? event.mode() : number(device, "DEVMODE", 8);
    if (mode < 0 && gid != 0 && gid != -1) {
      mode = OF_A_GROUP; // a group without a mode is given access
    }
    try {
      apply(host.files(), device, node, mode, uid, gid);
    } catch (ErrnoException e) {
      host.log(
          Diagnostic.Level.ERROR,
          device.sysname() + ": Failed to apply devnode permissions: " + e.errno().text());
    }
  }

  private static int number(Device device, String key, int base) {
    String text = device.property(key);
    return text == null ? -1 : Numbers.parse(text, base, -1);
  }

  private static void apply(Files files, Device device, String node, int mode, int uid, int gid)
      throws ErrnoException {
    Stat there = files.stat(node);
    if (there == null || !isNodeOf(device, there)) {
      return; // somebody else's by now, or gone
    }
    boolean chowns = (uid != -1 && there.uid() != uid) || (gid != -1 && there.gid() != gid);
    if (chowns) {
      files.chown(node, uid, gid);
    }
    boolean chmods = mode >= 0 && (there.mode() & 0777) != (mode & 0777);
    if (chmods || (chowns && mode >= 0)) {
      files.chmod(node, mode & Mode.PERM);
    }
  }

  private static boolean isNodeOf(Device device, Stat node) {
    int type = "block".equals(device.subsystem()) ? Mode.BLK : Mode.CHR;
    return node.type() == type && node.rdev() == Dev.make(device.major(), device.minor());
  }
}
