package modbox.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the kernel numbers the devices of a class: a fixed beginning and the lowest free number, or a
 * number that only grows. Sources: the drivers named in each line of the table.
 *
 * @param prefix what stands before the number
 * @param kind of number; classes that share numbers have the same kind
 * @param grows whether a number is never used again
 * @param major of the node, 0 if it is dynamic (the description's is kept), -1 without node
 * @param first minor number of the device with number 0
 */
record NameRule(String subsystem, String prefix, String kind, boolean grows, int major, int first) {
  private static final List<NameRule> TABLE =
      List.of(
          new NameRule("scsi", "host", "scsi_host", true, -1, 0), // drivers/scsi/hosts.c
          new NameRule("scsi_generic", "sg", "sg", false, 21, 0), // drivers/scsi/sg.c
          new NameRule("block", "sr", "sr", false, 11, 0), // drivers/scsi/sr.c
          new NameRule("usb-serial", "ttyUSB", "ttyUSB", false, -1, 0), // usb-serial.c
          new NameRule("tty", "ttyUSB", "", false, 188, 0),
          new NameRule("tty", "ttyACM", "ttyACM", false, 166, 0), // cdc-acm.c
          new NameRule("input", "input", "input", true, -1, 0), // drivers/input/input.c
          new NameRule("input", "event", "event", false, 13, 64), // evdev.c
          new NameRule("input", "mouse", "mouse", false, 13, 32), // mousedev.c
          new NameRule("input", "js", "js", false, 13, 0), // joydev.c
          new NameRule("hidraw", "hidraw", "hidraw", false, 0, 0), // hidraw.c
          new NameRule("sound", "card", "card", false, -1, 0), // sound/core/init.c
          new NameRule("video4linux", "video", "video", false, 81, 0), // v4l2-dev.c
          new NameRule("media", "media", "media", false, 0, 0), // mc-devnode.c
          new NameRule("bluetooth", "hci", "hci", false, -1, 0), // hci_core.c
          new NameRule("rfkill", "rfkill", "rfkill", true, -1, 0), // net/rfkill/core.c
          new NameRule("hwmon", "hwmon", "hwmon", false, -1, 0), // hwmon.c
          new NameRule("ptp", "ptp", "ptp", false, 0, 0), // ptp_clock.c
          new NameRule("wakeup", "wakeup", "wakeup", false, -1, 0), // wakeup_stats.c
          new NameRule("gpio", "gpiochip", "gpiochip", false, 0, 0), // gpiolib.c
          new NameRule("nvme", "nvme", "nvme", false, 0, 0), // nvme core.c
          new NameRule("mmc_host", "mmc", "mmc", false, -1, 0), // drivers/mmc/core/host.c
          new NameRule("watchdog", "watchdog", "watchdog", false, 0, 0), // watchdog_dev.c
          new NameRule("rtc", "rtc", "rtc", false, 0, 0), // drivers/rtc/class.c
          new NameRule("usbmisc", "lp", "usblp", false, 180, 0), // usblp.c
          new NameRule("usbmisc", "hiddev", "hiddev", false, 180, 96), // hiddev.c
          new NameRule("usbmisc", "cdc-wdm", "cdc-wdm", false, 180, 176)); // cdc-wdm.c

  /** The rule for a device name, or null if its name is not made by number. */
  static @Nullable NameRule of(String subsystem, String name) {
    for (NameRule rule : TABLE) {
      if (rule.subsystem.equals(subsystem)
          && name.startsWith(rule.prefix)
          && number(name, rule.prefix.length()) >= 0) {
        return rule;
      }
    }
    return null;
  }

  /** The number that is the rest of the name, -1 if it is none. */
  static int number(String name, int from) {
    if (from >= name.length() || name.length() - from > 8) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
